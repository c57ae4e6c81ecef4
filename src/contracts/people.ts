import { z } from 'zod';
import { ROLES } from './names.ts';
import { factDay, timeZone } from './events/values.ts';

/** What is known of a person (requirements.md F3): six fields that say who she is, and what she needs in this match. */
export const ROLE_KINDS = ['official', 'director', 'practitioner', 'resident', 'parent', 'partner'] as const;
/** The kind by which peers recognise each other across teams (R3). */
export type RoleKind = (typeof ROLE_KINDS)[number];

export const CHANNELS = ['mail', 'phone', 'post'] as const;
/** How an honorarium is paid; who has no bank gets a cheque, or picks the money up (X14). */
export const PAYMENTS = ['transfer', 'cheque', 'pickup'] as const;

const role = z.enum(ROLES);
const wellFormed = (value: string): boolean => !/\p{Surrogate}/u.test(value);
const isText = { message: 'has a character that is no text' };

/** Some lines of text. */
export const lines = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine((value) => wellFormed(value) && !/[^\P{Cc}\n\r\t]/u.test(value), isText);

/** One line: what stands in a letter's head and in the address of a mail can begin no second one. */
export const line = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine((value) => !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(value), { message: 'must be one line of text' })
    .refine(wellFormed, isText);

export const team = z
  .string()
  .regex(/^(seeker|helper)(\/[1-9]\d?)?$/, 'must be seeker or helper, or helper/2 for a second one');

const needs = z.strictObject({
  /** She would like an honorarium; whether there are funds is another question (R9). */
  honorarium: z.boolean().nullable(),
  phoneCard: z.boolean().nullable(),
  hardCopies: z.boolean().nullable(),
  /** A room for the night. */
  room: z.boolean().nullable(),
  access: lines(1000).nullable(),
  diet: lines(500).nullable(),
});

/** At most 64 characters before the @ and 254 in all (RFC 5321, section 4.5.3.1), at a host whose names neither begin nor end with a hyphen. */
export const mailAddress = z
  .email({ abort: true })
  .max(254)
  .refine((address) => address.lastIndexOf('@') <= 64, 'has more than 64 characters before the @')
  .refine((address) => z.regexes.html5Email.test(address), 'has no host after the @ that can exist');

const fields = {
  name: line(200),
  title: line(200),
  organization: line(200),
  address: lines(500),
  telephone: line(50),
  email: mailAddress,
  town: line(200),
  roleKind: z.enum(ROLE_KINDS),
  team,
  channel: z.enum(CHANNELS),
  timeZone,
  language: z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/, 'must be a language tag like en or es'),
  payment: z.enum(PAYMENTS),
  arrivesOn: factDay,
  leavesOn: factDay,
};
const stay = ({
  value,
  issues,
}: {
  value: { arrivesOn?: string | null | undefined; leavesOn?: string | null | undefined };
  issues: z.core.$ZodRawIssue[];
}): void => {
  const { arrivesOn: from, leavesOn: to } = value;
  if (from && to && to < from)
    issues.push({ code: 'custom', path: ['leavesOn'], message: 'must not be before arrivesOn', input: to });
};

export const newPersonSchema = z
  .strictObject({
    ...z.strictObject(fields).partial().shape,
    ref: line(100).optional(),
    name: fields.name,
    roles: z.array(role).max(ROLES.length).default([]),
    resident: z.boolean().optional(),
    needs: needs.partial().optional(),
    /** May she stand on the list that goes to all participants? */
    listed: z.boolean().optional(),
  })
  .check(stay);
export type NewPerson = z.infer<typeof newPersonSchema>;

/** What is to be changed; `null` empties a field, what is absent stays. */
export const personChangeSchema = z
  .strictObject({
    ...fields,
    title: fields.title.nullable(),
    organization: fields.organization.nullable(),
    address: fields.address.nullable(),
    telephone: fields.telephone.nullable(),
    email: fields.email.nullable(),
    town: fields.town.nullable(),
    timeZone: fields.timeZone.nullable(),
    payment: fields.payment.nullable(),
    arrivesOn: fields.arrivesOn.nullable(),
    leavesOn: fields.leavesOn.nullable(),
    resident: z.boolean(),
    needs: needs.partial(),
    listed: z.boolean().nullable(),
  })
  .partial()
  .check(stay);
export type ChangedPerson = z.infer<typeof personChangeSchema>;

/** A person of a match. Who may not see addresses gets `null` for what is private. */
export const personSchema = z.strictObject({
  id: z.string(),
  ref: z.string().nullable(),
  name: z.string(),
  title: z.string().nullable(),
  organization: z.string().nullable(),
  address: z.string().nullable(),
  telephone: z.string().nullable(),
  email: z.string().nullable(),
  roles: z.array(role),
  team: z.string().nullable(),
  town: z.string().nullable(),
  roleKind: z.enum(ROLE_KINDS).nullable(),
  resident: z.boolean(),
  channel: z.enum(CHANNELS).nullable(),
  language: z.string().nullable(),
  needs: needs.nullable(),
  payment: z.enum(PAYMENTS).nullable(),
  arrivesOn: z.string().nullable(),
  leavesOn: z.string().nullable(),
  /** May stand on the participants' list; null: not asked yet. */
  listed: z.boolean().nullable(),
  /** How letters get to her: without e-mail by post or telephone; `none` when nothing is known. */
  reach: z.enum([...CHANNELS, 'none']),
  /** Staff have entered answers for her. */
  onBehalf: z.boolean(),
});
export type Person = z.infer<typeof personSchema>;

export const erasedSchema = z.strictObject({
  person: z.string(),
  /** False: it is taken, and will be done as soon as the database is back. */
  recorded: z.boolean(),
  /** People of other matches who had the same e-mail address: each is erased by a call of its own. */
  others: z.array(z.strictObject({ match: z.string(), person: z.string() })),
});
export type Erased = z.infer<typeof erasedSchema>;
