import type { LeadTime } from '../../../contracts/api-dates.ts';
import type { Match } from '../../../contracts/api.ts';
import { hiddenAgain } from '../act/press.ts';
import { Hidden } from '../act/report.tsx';
import { BeforeAfterTable } from '../before-after.tsx';
import type { PartName } from '../part-words.ts';
import { listWords, roleWords } from '../words.ts';
import { windowRows } from '../follows/window-rows.ts';

export interface TimeView {
  readonly match: Match;
  /** What is known of the time there is; undefined: the method asks for none. */
  readonly leadTime: LeadTime | undefined;
  readonly leadWords: string | undefined;
  /** In whose place the reader may accept a compressed plan. */
  readonly acceptAs: readonly string[];
  readonly partName: PartName;
  readonly hidden: Readonly<Record<string, string>>;
}

/** How much time there is, and the compressed plan that two people accept when it is too little (requirements.md R4, X10). */
export function TimeThereIs({ match, leadTime, leadWords, acceptAs, partName, hidden }: TimeView) {
  if (leadTime === undefined || leadTime.days === null) return null;
  const plan = leadTime.compressed;
  return (
    <section aria-labelledby="time">
      <h2 id="time">How much time there is</h2>
      {leadWords !== undefined && <p>{leadWords}</p>}
      {plan?.applies === true && <p>The compressed plan is accepted, and the days of the tasks follow it.</p>}
      {plan !== null && !plan.applies && (
        <>
          <p>
            A compressed plan keeps {Math.round(plan.share * 100)} percent of the usual time before the match. It holds
            when the facilitator and the assistant have both accepted it. {acceptedWords(plan)}
          </p>
          <BeforeAfterTable
            caption="Days of the compressed plan"
            head={['What', 'Now', 'Compressed']}
            rows={windowRows(plan.windows, match, partName)}
          />
          {acceptAs.map((role) => (
            <form method="post" action={`/matches/${match.id}/dates`} class="pm-press">
              <Hidden values={{ ...hiddenAgain(hidden), share: String(plan.share), as: role }} />
              <button class="usa-button" type="submit" name="_do" value="accept">
                Accept this plan as the {roleWords(role)}
              </button>
            </form>
          ))}
        </>
      )}
    </section>
  );
}

function acceptedWords({ accepted, missing }: NonNullable<LeadTime['compressed']>): string {
  const those = (roles: readonly string[]) => listWords(roles.map((role) => `the ${roleWords(role)}`));
  return accepted.length === 0
    ? 'Nobody has accepted it yet.'
    : `It is accepted by ${those(accepted)}; ${those(missing)} has not said yet.`;
}
