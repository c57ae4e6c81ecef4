import { csspChecks } from './cssp-peer-match/index.ts';
import { ncdbChecks } from './ncdb-peer-match.ts';
import type { MethodChecks } from './types.ts';

export { mirrorOf } from './mirror.ts';
export { readinessOf } from './readiness.ts';
export type { CheckedPerson, Material, MethodChecks, Verdict } from './types.ts';

const METHODS: Readonly<Record<string, MethodChecks>> = {
  'cssp-peer-match': csspChecks,
  'ncdb-peer-match': ncdbChecks,
};

/** The rules of a method that are looked at when somebody reads them. Throws when this build does not have the method. */
export function checksOf(method: string): MethodChecks {
  const found = METHODS[method];
  if (found === undefined) throw new Error(`no checks for ${method} in this build`);
  return found;
}
