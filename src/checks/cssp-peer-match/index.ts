import { ROLE_KINDS } from '../../contracts/people.ts';
import { sideOf, sizes } from '../../machines/shared/mirror.ts';
import { isResident } from '../../machines/cssp-peer-match/rules-of-people.ts';
import { makeChecks } from '../make.ts';
import type { Material } from '../types.ts';
import { agendaCheck } from './agenda.ts';
import { dateChecks } from './dates.ts';
import { readForms } from './input.ts';
import type { Rule } from './input.ts';
import { logisticsChecks } from './logistics.ts';
import { peopleChecks } from './people.ts';
import { hardChecks } from './products.ts';
import { readiness } from './readiness.ts';

const numberOf = ({ rule }: Rule): number => Number(rule.slice(1));
const seekers = ({ people }: Material) => people.filter(({ team }) => sideOf(team) === 'seeker');

/** The sixteen rules of the guide that software can check (requirements.md A2.4), in their order. */
export const csspChecks = makeChecks({
  checks: [...peopleChecks, ...dateChecks, ...hardChecks, ...logisticsChecks, agendaCheck].sort(
    (one, other) => numberOf(one) - numberOf(other),
  ),
  readiness,
  roleKinds: ROLE_KINDS,
  readForms,
  reasons: { R2: 'NO_RESIDENTS_EXPLAINED' },
  conditions: {
    noResidents: (input) => seekers(input).length > 0 && !seekers(input).some(isResident),
    residents: ({ people }) => people.some(isResident),
    severalHelperTeams: ({ people }) => Object.keys(sizes('helper', people)).length > 1,
  },
});
