import type { Commitment } from '../contracts/commitments.ts';
import type { RecordInput } from '../contracts/record.ts';
import type { Stored } from '../machines/kernel/types.ts';
import type { OpenLetter } from './letter-ports.ts';
import type { ActivityPorts, MethodInfo } from './ports.ts';
import type { MatchPerson, RecordedMatch } from './record-ports.ts';

/** What all letters of one record share. */
export interface Desk {
  readonly ports: Pick<ActivityPorts, 'letters' | 'link' | 'morning' | 'program'>;
  readonly match: RecordedMatch;
  readonly input: RecordInput;
  readonly info: MethodInfo;
  readonly people: readonly MatchPerson[];
  /** Who was in the match before this record. */
  readonly before?: readonly MatchPerson[];
  /** Who was written to before; looked up when a letter is for them. */
  readonly told?: ReadonlySet<string>;
  /** Accepted forms by name, and the texts that events point to, by id. */
  readonly forms: Readonly<Record<string, unknown>>;
  readonly texts: Readonly<Record<string, unknown>>;
  /** What people have said they would do. */
  readonly commitments: readonly Commitment[];
  /** Drafts that wait to be released. */
  readonly unreleased: readonly Pick<OpenLetter, 'kind' | 'part' | 'person'>[];
  /** The instants of every window that is open after this record. */
  readonly planned: Stored['planned'];
}
