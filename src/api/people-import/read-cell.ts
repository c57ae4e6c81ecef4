import { plain } from './headings.ts';

/** A value, or what would be right. */
export type Read<T> = { readonly value: T } | { readonly wrong: string };
type Words<T> = readonly (readonly [T, readonly string[]])[];

const oneOf =
  <T>(words: Words<T>, right: string) =>
  (cell: string): Read<T> => {
    const found = words.find(([, names]) => names.includes(plain(cell)));
    return found === undefined ? { wrong: `must be ${right}` } : { value: found[0] };
  };

export const readYes = oneOf<boolean>(
  [
    [true, ['yes', 'y', 'true', '1', 'x', 'si', 's']],
    [false, ['no', 'n', 'false', '0']],
  ],
  'yes or no',
);

export const readKind = oneOf(
  [
    ['official', ['official', 'elected official', 'public official', 'funcionario', 'funcionaria']],
    ['director', ['director', 'directora', 'executive director', 'manager']],
    ['practitioner', ['practitioner', 'staff', 'profesional', 'personal']],
    ['resident', ['resident', 'residente', 'vecino', 'vecina']],
    ['parent', ['parent', 'mother', 'father', 'padre', 'madre']],
    ['partner', ['partner', 'aliado', 'aliada', 'socio', 'socia']],
  ],
  'official, director, practitioner, resident, parent or partner',
);

export const readChannel = oneOf(
  [
    ['mail', ['mail', 'email', 'e mail', 'correo electronico']],
    ['phone', ['phone', 'telephone', 'call', 'telefono', 'llamada']],
    ['post', ['post', 'letter', 'letters', 'paper', 'carta', 'cartas', 'correo postal']],
  ],
  'mail (by e-mail), phone or post',
);

export const readPayment = oneOf(
  [
    ['transfer', ['transfer', 'bank', 'bank transfer', 'transferencia', 'banco']],
    ['cheque', ['cheque', 'check']],
    ['pickup', ['pickup', 'pick up', 'in person', 'en persona', 'recoger']],
  ],
  'transfer, cheque or pickup',
);

const LANGUAGES: Words<string> = [
  ['en', ['english', 'ingles']],
  ['es', ['spanish', 'espanol', 'castellano']],
];
/** A tag, or the name of one of the languages that there are letters in. */
export const readLanguage = (cell: string): Read<string> => ({
  value: LANGUAGES.find(([, names]) => names.includes(plain(cell)))?.[0] ?? cell,
});

const TEAMS: Words<string> = [
  ['seeker', ['requesting site', 'site', 'seekers', 'sitio', 'solicitante']],
  ['helper', ['consultants', 'peer consultants', 'helpers', 'consultores', 'asesores']],
];
export const readTeam = (cell: string): Read<string> => ({
  value: TEAMS.find(([, names]) => names.includes(plain(cell)))?.[0] ?? cell.toLowerCase(),
});

const readRole = oneOf(
  [
    ['lead', ['lead', 'lead contact', 'contacto principal']],
    ['participant', ['participant', 'participante']],
    ['consultant', ['consultant', 'peer consultant', 'consultor', 'consultora']],
    ['resident', ['resident', 'residente']],
  ] as const,
  'lead, participant, consultant or resident; staff are added one by one',
);
type ImportRole = 'lead' | 'participant' | 'consultant' | 'resident';
export function readRoles(cell: string): Read<ImportRole[]> {
  const roles: ImportRole[] = [];
  for (const word of cell.split(/[;,/|]/).filter((one) => one.trim() !== '')) {
    const role = readRole(word);
    if ('wrong' in role) return role;
    roles.push(role.value);
  }
  return { value: roles };
}

/** `3/15/2027` can be read in one way only; `3/4/2027` is April in one country and March in another. */
export function readDay(cell: string): Read<string> {
  const [, first, second, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(cell) ?? [];
  if (first === undefined || second === undefined) return { value: cell };
  const [one, other] = [Number(first), Number(second)];
  if (one <= 12 && other <= 12 && one !== other)
    return { wrong: `can be read in two ways: write ${year}-MM-DD, like ${year}-03-15` };
  const [month, day] = one > 12 ? [other, one] : [one, other];
  return { value: `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` };
}
