import { differing, newerVersion } from '../forms/newer-version.ts';
import type { Version } from '../forms/newer-version.ts';
import { saveForm } from '../forms/save.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiProblem } from '../errors.ts';
import { callerOfLink } from './act.ts';
import type { OpenedLink } from './open-link.ts';

export type HalfSaved =
  | { readonly kind: 'kept'; readonly revision: number }
  /** Somebody else saved it since; nothing was written. */
  | { readonly kind: 'newer'; readonly version: Version }
  | { readonly kind: 'refused' }
  | { readonly kind: 'incomplete'; readonly problems: Readonly<Record<string, string>> };

export interface HalfForm {
  readonly form: string;
  readonly seen: number;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Keeps a form half-done by its person's link (requirements.md B2.21): nothing is reported, and she can go on any time. */
export async function saveHalf(
  deps: ApiDeps,
  opened: OpenedLink,
  { form, seen, values }: HalfForm,
): Promise<HalfSaved> {
  const { rows, link } = opened;
  const saving = { form, part: link.part, seen, input: { values: { ...values } } };
  try {
    const { revision } = await saveForm(deps, callerOfLink(opened), rows, saving);
    return { kind: 'kept', revision };
  } catch (error) {
    const version = newerVersion(error);
    if (version !== undefined) return { kind: 'newer', version };
    if (!(error instanceof ApiProblem) || error.status >= 500) throw error;
    if (error.status !== 422) return { kind: 'refused' };
    return { kind: 'incomplete', problems: wrongOf(error) };
  }
}

const wrongOf = ({ saying }: ApiProblem): Record<string, string> =>
  Object.fromEntries((saying.errors ?? []).map(({ path }) => [path.replace(/^values\./, ''), 'wrong']));

/** Whether what was typed on an older page would go over somebody else's words. */
export const hidesOthers = (yours: Readonly<Record<string, unknown>>, seen: number, kept: Version): boolean =>
  kept.revision > seen && differing(yours, kept).length > 0;
