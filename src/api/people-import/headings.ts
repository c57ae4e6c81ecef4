import { IMPORT_FIELDS } from '../../contracts/people-import.ts';
import type { ImportField } from '../../contracts/people-import.ts';

/** Headings that people give such columns, in English and Spanish, as `plain` writes them. */
const HEADINGS: Readonly<Record<ImportField, readonly string[]>> = {
  name: [
    'name',
    'full name',
    'participant',
    'person',
    'nombre',
    'nombre completo',
    'nombre y apellidos',
    'participante',
  ],
  firstName: ['first name', 'given name', 'first', 'nombre de pila', 'nombres', 'primer nombre'],
  lastName: ['last name', 'surname', 'family name', 'last', 'apellido', 'apellidos'],
  title: ['title', 'job title', 'position', 'puesto', 'cargo', 'titulo'],
  organization: [
    'organization',
    'organisation',
    'agency',
    'company',
    'employer',
    'organizacion',
    'agencia',
    'empresa',
    'institucion',
  ],
  address: [
    'address',
    'mailing address',
    'street address',
    'postal address',
    'direccion',
    'direccion postal',
    'domicilio',
  ],
  telephone: [
    'telephone',
    'phone',
    'phone number',
    'telephone number',
    'tel',
    'mobile',
    'cell',
    'cell phone',
    'telefono',
    'numero de telefono',
    'celular',
    'movil',
  ],
  email: ['email', 'e mail', 'email address', 'e mail address', 'correo', 'correo electronico'],
  town: ['town', 'city', 'ciudad', 'pueblo', 'municipio', 'localidad'],
  team: ['team', 'equipo'],
  roles: ['roles', 'roles in the match', 'funciones'],
  roleKind: ['role kind', 'kind', 'role', 'type', 'rol', 'tipo', 'perfil'],
  resident: ['resident', 'is resident', 'residente', 'vecino', 'vecina'],
  channel: [
    'channel',
    'preferred channel',
    'preferred contact',
    'contact by',
    'canal',
    'contacto preferido',
    'medio preferido',
  ],
  language: ['language', 'preferred language', 'idioma', 'lengua'],
  honorarium: [
    'honorarium',
    'honorarium wanted',
    'honorarium needed',
    'stipend',
    'honorario',
    'honorarios',
    'estipendio',
  ],
  phoneCard: ['phone card', 'calling card', 'tarjeta telefonica', 'tarjeta de telefono'],
  hardCopies: ['hard copies', 'paper copies', 'printed copies', 'copias impresas', 'en papel'],
  accessNeeds: ['access needs', 'access', 'accessibility', 'accommodations', 'accesibilidad', 'necesidades de acceso'],
  diet: ['diet', 'dietary needs', 'dietary restrictions', 'dieta', 'alimentacion', 'restricciones alimentarias'],
  payment: ['payment', 'pay by', 'pago', 'forma de pago'],
  arrivesOn: ['arrives on', 'arrives', 'arrival', 'arrival date', 'arrival day', 'llegada', 'fecha de llegada'],
  leavesOn: ['leaves on', 'leaves', 'departure', 'departure date', 'departure day', 'salida', 'fecha de salida'],
  listed: ['listed', 'may be listed', 'consent', 'consent to be listed', 'consentimiento'],
  ref: ['ref', 'reference', 'referencia'],
};

/** `Correo electrónico:`, `roleKind` -> `correo electronico`, `role kind`: small letters without accents and marks. */
export const plain = (text: string): string =>
  text
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();

export type Columns = ReadonlyMap<ImportField, number>;

/** Which column holds which field, by common headings. The first of two that would fit is taken. */
export function recognised(headings: readonly string[]): Map<ImportField, number> {
  const words = headings.map(plain);
  const found = new Map<ImportField, number>();
  for (const field of IMPORT_FIELDS) {
    const column = words.findIndex((word) => HEADINGS[field].includes(word));
    if (column >= 0) found.set(field, column);
  }
  // "Nombre" and "Apellidos" are two halves of a name.
  const half = found.get('name');
  if (half !== undefined && found.has('lastName') && !found.has('firstName')) {
    found.delete('name');
    found.set('firstName', half);
  }
  return found;
}
