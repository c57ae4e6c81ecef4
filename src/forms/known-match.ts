import type { Answers } from '../contracts/forms/answers.ts';
import type { FormDefinition } from '../contracts/forms/definition.ts';

export interface KnownPerson {
  readonly id: string;
  readonly name: string;
  readonly title: string | null;
  readonly organization: string | null;
  readonly address: string | null;
  readonly telephone: string | null;
  readonly email: string | null;
  readonly roles: readonly string[];
  readonly team: string | null;
  /** How peers recognise each other: official, director, resident ... */
  readonly kind: string | null;
  readonly resident: boolean;
  /** What the list of people says of her needs; it is the one place for them. */
  readonly needs?: KnownNeeds | undefined;
}

export interface KnownNeeds {
  readonly honorarium: boolean | null;
  readonly phoneCard: boolean | null;
  readonly hardCopies: boolean | null;
  readonly arrival: string | null;
  readonly departure: string | null;
  readonly stays: boolean | null;
  readonly language: string | null;
  readonly access: string | null;
  readonly diet: string | null;
  readonly channel: string | null;
  readonly listed: boolean | null;
}

/** A commitment in words, however it was written down. */
export interface KnownCommitment {
  readonly what: string;
  readonly who: string | null;
  readonly when: string | null;
  readonly kind: string | null;
  readonly state: string;
}

/** What forms are filled from and compared with. */
export interface KnownMatch {
  readonly title: string;
  readonly timeZone: string;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  /** The method's words for the teams. */
  readonly words: Readonly<Record<'seeker' | 'helper', string>>;
  readonly people: readonly KnownPerson[];
  /** Whom and what the part is about that the form belongs to. */
  readonly part?: { readonly person: string | null; readonly callDay: string | null } | undefined;
  /** The other forms of the match, as far as they are filled in. */
  readonly forms: readonly { readonly definition: FormDefinition; readonly answers: Answers }[];
  /** Forms of parts that have been sent: of calls, one each. */
  readonly partForms?: readonly { readonly definition: FormDefinition; readonly answers: Answers }[];
  readonly commitments?: readonly KnownCommitment[];
  readonly evaluations?: Evaluations;
}

/** Evaluation forms that came back: what they say, and of how many people. */
export interface Evaluations {
  readonly definition: FormDefinition | undefined;
  readonly answers: readonly Answers[];
  readonly returned: number;
  readonly asked: number;
}

export const inTeams = ({ people }: Pick<KnownMatch, 'people'>): KnownPerson[] =>
  people.filter(({ team }) => team !== null);

/** In the method's own words; a second team of a side has its number. */
export function teamName({ words }: Pick<KnownMatch, 'words'>, team: string | null): string | undefined {
  const [side, number] = (team ?? '').split('/');
  if (side !== 'seeker' && side !== 'helper') return undefined;
  return number === undefined ? words[side] : `${words[side]} ${number}`;
}
