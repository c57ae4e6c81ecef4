import { judgeDigest } from './digest-rules.ts';
import type { ActivityPorts } from './ports.ts';
import type { DigestHand, DigestJudgement, DigestStanding, TakenLetter } from './hand-over-ports.ts';

/** How long a digest waits for what is due in other matches at the same time; a match that hangs must not hold it up. */
const PATIENCE = 5 * 60_000;

/**
 * The reminders that leave for one person now, in one mail (decision 0023); `gather` when another match of hers has something due
 * that is not written down yet: whichever hand-over comes last takes them all.
 */
export async function takeDigest(
  { digests, digestRules, clock }: Pick<ActivityPorts, 'digests' | 'digestRules' | 'clock'>,
  hand: Omit<DigestHand, 'wall'>,
): Promise<TakenLetter[] | 'gather'> {
  let gathers = false;
  const judge = (standing: DigestStanding): DigestJudgement | 'gather' => {
    const judgement = judgeDigest(standing, digestRules);
    const leaves = [...judgement.verdicts.values()].includes('leaves');
    gathers = leaves && standing.othersAreDue && standing.at < standing.since + PATIENCE;
    return gathers ? 'gather' : judgement;
  };
  const taken = await digests.take({ ...hand, wall: clock() }, judge);
  return gathers ? 'gather' : taken;
}
