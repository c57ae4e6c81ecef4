import type { Person } from '../../../contracts/people.ts';

/** How letters reach somebody. */
export const REACH_WORDS: Readonly<Record<Person['reach'], string>> = {
  mail: 'Letters go by e-mail',
  post: 'Letters go by post',
  phone: 'Letters are read out on the telephone',
  none: 'Cannot be reached yet: no e-mail, no telephone, no address',
};
