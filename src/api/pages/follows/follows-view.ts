import type { Match } from '../../../contracts/api.ts';
import type { WhatFollows } from '../../what-follows.ts';
import type { PartName } from '../part-words.ts';

/** What an event would change, with the words for it. */
export interface FollowsView {
  readonly seen: WhatFollows;
  readonly match: Match;
  /** The match's own day. */
  readonly today: string;
  readonly nameOf: (person: string) => string | undefined;
  readonly partName: PartName;
  readonly letterTitle: (kind: string) => string;
  /** What has to be done before a letter leaves: "waits for the facilitator to release it". */
  readonly leavesHow: (letter: { readonly kind: string; readonly channel: string }) => string;
}
