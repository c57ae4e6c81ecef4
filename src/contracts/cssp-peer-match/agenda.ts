import { z } from 'zod';

/** What an item of the agenda is, as far as the guide looks at it (requirements.md R12). */
export const AGENDA_KINDS = [
  'meal',
  'social',
  'orientation',
  /** People in like roles talk among themselves. */
  'roleAlike',
  'informal',
  'problemSolving',
  'presentation',
  'siteVisit',
  /** What was learned, the next steps, and who commits to what. */
  'wrapUp',
  'evaluation',
  'break',
  'other',
] as const;
export type AgendaKind = (typeof AGENDA_KINDS)[number];

export const agendaItemSchema = z.object({
  title: z.string().trim().min(1).max(200),
  kind: z.enum(AGENDA_KINDS),
  /** The time target; an item may be written down before it has one. */
  minutes: z.int().min(1).max(1440).nullish(),
  /** Who leads it: a person of the match. */
  owner: z.string().trim().min(1).max(200).nullish(),
});
export type AgendaItem = z.infer<typeof agendaItemSchema>;

/** The body of form F6, as far as R12 reads it; what else a form holds is left alone. */
export const agendaSchema = z.object({
  items: z.array(agendaItemSchema).max(200),
  /** The group wants site visits (S0 l.72: sometimes the time is better spent in conversation). */
  siteVisitsWanted: z.boolean().nullish(),
});
export type Agenda = z.infer<typeof agendaSchema>;

/** The body of a call's record (form F5), as far as it says which visits the group wants. */
export const callRecordSchema = z.object({ activities: z.string().trim().min(1) });
