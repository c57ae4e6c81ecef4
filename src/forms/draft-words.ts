import { fieldsOf } from '../contracts/forms/definition.ts';
import type { FieldDefinition, LeafDefinition } from '../contracts/forms/definition.ts';
import type { Answers } from '../contracts/forms/answers.ts';
import type { DraftWords } from './drafting.ts';
import { inTeams, teamName } from './known-match.ts';
import type { KnownMatch, KnownPerson } from './known-match.ts';
import { read } from './read.ts';

type Filled = KnownMatch['forms'][number];

/** Everything that the summary can be drafted from: people by name, title and organization, without addresses; evaluations in counts. */
export function draftWords(match: KnownMatch): DraftWords {
  const withTerm = (...terms: string[]) =>
    match.forms.find(({ definition }) => fieldsOf(definition).some(({ means }) => terms.includes(means ?? '')));
  const purpose = match.forms.find(({ definition }) => definition.form === 'F1') ?? withTerm('goals');
  const agenda = withTerm('items');
  const reflections = match.forms.find(
    ({ definition }) => fieldsOf(definition).some(({ means }) => means === 'commitments') && definition.form === 'F9',
  );
  return {
    match: { title: match.title, ...day('firstDay', match.firstDay), ...day('lastDay', match.lastDay) },
    ...(purpose === undefined ? {} : { purpose: purpose.answers }),
    ...list('teams', teams(match)),
    ...list('agenda', agenda === undefined ? [] : titles(agenda)),
    ...list('calls', calls(match)),
    ...(reflections === undefined ? {} : { reflections: reflections.answers }),
    ...list(
      'commitments',
      (match.commitments ?? []).map(({ what, who, when }) => ({ what, ...words('who', who), ...words('when', when) })),
    ),
    ...evaluation(match),
  };
}

const list = <K extends string, T>(name: K, items: readonly T[]): { [P in K]?: readonly T[] } =>
  (items.length === 0 ? {} : { [name]: items }) as { [P in K]?: readonly T[] };
const words = <K extends string>(name: K, value: string | null | undefined): { [P in K]?: string } =>
  (value === null || value === undefined || value === '' ? {} : { [name]: value }) as { [P in K]?: string };

/** 2027-03-01: March 1, 2027 */
const day = <K extends string>(name: K, value: string | null | undefined): { [P in K]?: string } =>
  words(name, value === null || value === undefined ? value : inWords(value));
const inWords = (iso: string): string =>
  new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', dateStyle: 'long' }).format(new Date(`${iso}T00:00:00Z`));

function teams(match: KnownMatch): NonNullable<DraftWords['teams']>[number][] {
  const members = inTeams(match);
  return [...new Set(members.map(({ team }) => team))].flatMap((team) => {
    const name = teamName(match, team);
    const people = members.filter((one) => one.team === team).map(described);
    return name === undefined ? [] : [{ name, people }];
  });
}

const described = ({ name, title, organization }: KnownPerson): string =>
  [name, title, organization].filter((one) => one !== null && one !== '').join(', ');

const titles = ({ definition, answers }: Filled): string[] =>
  read(definition, answers)
    .rows('items')
    .flatMap(({ at }) => at('item.title', 'string')?.value ?? []);

/** Every part's form in which a call stands, the oldest first. */
function calls(match: KnownMatch): NonNullable<DraftWords['calls']>[number][] {
  const found = (match.partForms ?? []).flatMap(({ definition, answers }) => {
    const { at } = read(definition, answers);
    const notes = at('call.notes', 'string')?.value;
    const decisions = at('call.decisions', 'string')?.value;
    const held = at('call.day', 'string')?.value;
    return notes === undefined && decisions === undefined ? [] : [{ held: held ?? '', notes, decisions }];
  });
  return found
    .sort((one, other) => one.held.localeCompare(other.held))
    .map(({ held, notes, decisions }) => ({
      ...(held === '' ? {} : day('day', held)),
      ...words('notes', notes),
      ...words('decisions', decisions),
    }));
}

/** Who answered what stays with those who answered: only how many chose which answer. */
function evaluation(match: KnownMatch): Pick<DraftWords, 'evaluation'> {
  const { evaluations } = match;
  if (evaluations === undefined || evaluations.asked === 0) return {};
  const { definition, answers, asked } = evaluations;
  const questions = definition === undefined ? [] : fieldsOf(definition).filter(({ kind }) => kind === 'choice');
  const counted = questions.map((field) => ({ question: field.label, counts: countsOf(field, answers) }));
  const said = counted.filter(({ counts }) => counts !== '');
  return { evaluation: { returned: evaluations.returned, asked, answers: said } };
}

function countsOf({ id, choices = [] }: FieldDefinition | LeafDefinition, answers: readonly Answers[]): string {
  return choices
    .map(({ id: choice, label }) => ({ label, count: answers.filter((one) => one[id] === choice).length }))
    .filter(({ count }) => count > 0)
    .map(({ label, count }) => `${label}: ${count}`)
    .join('; ');
}
