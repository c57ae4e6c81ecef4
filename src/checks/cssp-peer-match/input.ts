import type { z } from 'zod';
import { agendaSchema, callRecordSchema } from '../../contracts/cssp-peer-match/agenda.ts';
import type { Agenda } from '../../contracts/cssp-peer-match/agenda.ts';
import { setUpsSchema } from '../../contracts/cssp-peer-match/rooms.ts';
import type { SetUp } from '../../contracts/cssp-peer-match/rooms.ts';
import type { Context } from '../../machines/cssp-peer-match/context.ts';
import type { TaskState } from '../../contracts/names.ts';
import type { Json } from '../../machines/kernel/types.ts';
import type { Body, Check, CheckInput, Material, Outcome } from '../types.ts';

/** The forms that rules of this method read. */
export interface Forms {
  readonly agenda: Body<Agenda>;
  readonly setUps: Body<readonly SetUp[]>;
  /** The record of some call says which visits the group wants. */
  readonly visitsWanted: boolean;
}
export type Input = CheckInput<Forms>;
export type Rule = Check<Forms>;

export const readForms = (bodies: Material['bodies']): Forms => {
  const sheet = read(setUpsSchema, bodies['F4']?.[0]);
  return {
    agenda: read(agendaSchema, bodies['F6']?.[0]),
    setUps: sheet === null || sheet === 'unreadable' ? sheet : sheet.setups,
    visitsWanted: (bodies['F5'] ?? []).some((body) => callRecordSchema.safeParse(body).success),
  };
};

/** A form can be saved half done, or in another way of writing: then nothing is said about it. */
function read<T>(schema: z.ZodType<T>, body: Json | undefined): Body<T> {
  if (body === undefined || body === null) return null;
  const parsed = schema.safeParse(body);
  return parsed.success ? parsed.data : 'unreadable';
}

export const contextOf = ({ chart }: Input): Context => chart.context as unknown as Context;

export const isRaised = ({ findings }: Input, code: string): boolean => findings.some((one) => one.code === code);

const SETTLED: readonly string[] = ['done', 'skipped', 'notApplicable'];
export const isSettled = (state: TaskState | undefined): boolean => state !== undefined && SETTLED.includes(state);

/** No when the chart finds so; else yes as soon as it can be said. */
export const judged = (input: Input, code: string, known: boolean, facts: Outcome['facts'] = {}): Outcome => ({
  holds: isRaised(input, code) ? 'no' : known ? 'yes' : 'notYet',
  facts,
});
