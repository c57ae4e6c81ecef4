import type { RecordLine } from '../match-page-view.ts';

/** Lines of the record: what, about whom, when, by whom, and what came of it. */
export function RecordLines({ record }: { record: readonly RecordLine[] }) {
  return (
    <ul class="pm-lines">
      {record.map(({ when, what, by, about, caused }) => (
        <li>
          {what}
          {about !== null && `: ${about}`}
          <p class="pm-quiet">
            {when} · {by}
            {caused.length > 0 && ` · ${caused.join(', ')}`}
          </p>
        </li>
      ))}
    </ul>
  );
}
