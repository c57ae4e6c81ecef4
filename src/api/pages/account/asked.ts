import { GIVEN_ROLES, TOKENS_FOR } from '../../accounts.ts';
import type { Asked } from '../act/asked.ts';
import { tokenRoleWords } from './words.ts';

const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
const choices = (roles: readonly Parameters<typeof tokenRoleWords>[0][]) =>
  roles.map((id) => ({ id, label: capital(tokenRoleWords(id)) }));

/** What an account is made of. */
export const ASKED: readonly Asked[] = [
  { name: 'name', label: 'Name', kind: 'text', required: true, wrong: 'Enter a name' },
  {
    name: 'email',
    label: 'E-mail address',
    kind: 'email',
    required: false,
    wrong: 'Enter an e-mail address, like name@example.org, or leave it empty',
    help: 'Sign-in links go there. Whoever facilitates or assists a match under this address sees that match.',
  },
  {
    name: 'roles',
    label: 'Sees all matches',
    kind: 'choices',
    // None of them is an answer, too.
    required: true,
    choices: choices(GIVEN_ROLES),
    help: 'A facilitator or an assistant needs neither. An administrator also looks after accounts.',
  },
];

export const ASKED_OF_TOKEN: readonly Asked[] = [
  { name: 'tokenName', label: 'What it is for', kind: 'text', required: true, wrong: 'Say what the token is for' },
  {
    name: 'tokenRoles',
    label: 'What it may act as',
    kind: 'choices',
    required: true,
    wrong: 'Choose at least one role',
    choices: choices(TOKENS_FOR),
  },
];

/** What stands on the page after a press. */
export const SAID = {
  added: 'The account was added.',
  changed: 'Saved.',
  closed: 'The account was closed.',
  reopened: 'The account is open again.',
  revoked: 'The token was revoked. It opens nothing any more.',
} as const;
