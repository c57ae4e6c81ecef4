import type { DatePreview } from '../../../contracts/api-dates.ts';
import type { Match } from '../../../contracts/api.ts';
import { BeforeAfterTable } from '../before-after.tsx';
import type { PartName } from '../part-words.ts';
import { dayWords, instantDay, listWords } from '../words.ts';
import { FindingsThen, Lines } from '../follows/findings-then.tsx';
import { daysWords, FATES_OF_DATES, letterRows, namesWords, openedRows, windowRows } from '../follows/window-rows.ts';

export interface Seen {
  readonly match: Match;
  readonly preview: DatePreview;
  readonly nameOf: (person: string) => string;
  readonly partName: PartName;
  /** What the new days mean for the time there is. */
  readonly leadTime: string | undefined;
}

/** All that would follow from other dates; nothing is done yet (requirements.md X8). */
export function DatesPreview(seen: Seen) {
  const { match, preview, nameOf, partName, leadTime } = seen;
  const { dates, daysOff, windows, calendar } = preview;
  const letters = [...letterRows(FATES_OF_DATES, preview.letters, nameOf), ...openedRows(preview.letters.opened)];
  const entries = [...new Set(calendar.map(({ person }) => nameOf(person)))];
  const days = { what: 'The match', before: daysWords(dates.before), after: daysWords(dates.after) };
  return (
    <section aria-labelledby="follows">
      <h2 id="follows">What would follow</h2>
      <p>Nothing has been moved yet.</p>
      {leadTime !== undefined && leadTime !== '' && <p>{leadTime}</p>}
      {daysOff.length > 0 && (
        <p>
          {listWords(daysOff.map(({ day, why }) => `${dayWords(day)} (${why})`))}: people do not usually work{' '}
          {daysOff.length === 1 ? 'on that day' : 'on those days'}.
        </p>
      )}
      <BeforeAfterTable
        caption="Days before and after"
        head={['What', 'Before', 'After']}
        rows={[days, ...windowRows(windows, match, partName)]}
      />
      {letters.length === 0 ? (
        <p>No letter changes.</p>
      ) : (
        <BeforeAfterTable caption="Letters before and after" head={['Letter', 'Before', 'After']} rows={letters} />
      )}
      {entries.length > 0 && (
        <p>The new letters bring the entries in the calendars of {namesWords(entries)} up to date.</p>
      )}
      <WhatElse {...seen} />
    </section>
  );
}

/** Tasks that fall into the past, that stay done or are done again, and what is worth a look then. */
function WhatElse({ match, preview, partName }: Seen) {
  const { doNow, done, findings } = preview;
  return (
    <>
      {doNow.length > 0 && (
        <>
          <h3>To be done at once, because its day has passed</h3>
          <Lines
            lines={doNow.map(
              ({ title, part, at }) =>
                `${title}${part === null ? '' : `: ${partName(part)}`}, asked for on ${instantDay(at, match)}`,
            )}
          />
        </>
      )}
      {done.again.length > 0 && (
        <>
          <h3>To be done again</h3>
          <Lines lines={done.again.map(({ title }) => title)} />
        </>
      )}
      <FindingsThen findings={findings} />
      {findings.some(({ code, appears }) => appears && code === SHORT) && (
        <p>A compressed plan can be accepted on this page once the dates are moved.</p>
      )}
      {done.stay.length > 0 && (
        <p class="pm-quiet">What is done stays done: {listWords(done.stay.map((one) => one.title))}.</p>
      )}
    </>
  );
}

/** The finding that there is too little time (requirements.md X10). */
const SHORT = 'X10';
