import { CHANNELS, ROLE_KINDS } from '../../../contracts/people.ts';
import type { PersonRow } from '../../../db/api-queries.ts';
import type { Asked } from '../act/asked.ts';
import { roleWords, teamWords } from '../words.ts';

const one = (name: string, label: string, more: Partial<Asked> = {}): Asked => ({
  name,
  label,
  kind: 'text',
  required: false,
  ...more,
});
const CHANNEL_WORDS: Readonly<Record<(typeof CHANNELS)[number], string>> = {
  mail: 'By e-mail',
  phone: 'On the telephone',
  post: 'By post',
};
const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

/** What pages ask about a person (requirements.md F3): the six fields that say who she is, and how she is reached. */
export const PERSON: readonly Asked[] = [
  one('name', 'Name', { required: true }),
  one('team', 'Which team', {
    kind: 'choice',
    choices: ['seeker', 'helper'].map((id) => ({ id, label: capital(teamWords(id)) })),
  }),
  one('roleKind', 'What this person does at home', {
    kind: 'choice',
    help: 'Peers recognise each other by it: the match looks for somebody alike on the other side.',
    choices: ROLE_KINDS.map((id) => ({ id, label: capital(id) })),
  }),
  one('title', 'Title'),
  one('organization', 'Organization'),
  one('town', 'Town'),
  one('telephone', 'Telephone'),
  one('email', 'E-mail address'),
  one('address', 'Postal address', { kind: 'prose' }),
  one('channel', 'How letters go', {
    kind: 'choice',
    choices: CHANNELS.map((id) => ({ id, label: CHANNEL_WORDS[id] })),
  }),
  one('language', 'In which language', {
    kind: 'choice',
    choices: [
      { id: 'en', label: 'English' },
      { id: 'es', label: 'Spanish' },
    ],
  }),
];

const OF_TEAM = ['participant', 'lead', 'consultant', 'resident'] as const;
/** Only somebody new is asked for her part, and whose place she takes. */
export const NEW_PERSON = (people: readonly { readonly id: string; readonly name: string }[]): Asked[] => [
  ...PERSON,
  one('roles', 'Her or his part in the match', {
    kind: 'choices',
    help: 'Left empty: a participant of the team that wants to learn, a consultant of the team that helps.',
    choices: OF_TEAM.map((id) => ({ id, label: capital(roleWords(id)) })),
  }),
  one('insteadOf', 'In whose place', {
    kind: 'choice',
    help: 'Leave it empty when nobody left.',
    choices: people.map(({ id, name }) => ({ id, label: name })),
  }),
];

/** What is known of a person, as the boxes of the page show it. */
export const valuesOf = (row: PersonRow): Readonly<Record<string, string | null>> => ({
  name: row.name,
  team: row.team,
  roleKind: row.role_kind,
  title: row.title,
  organization: row.organization,
  town: row.town,
  telephone: row.telephone,
  email: row.email,
  address: row.address,
  channel: row.channel,
  language: row.language,
});
