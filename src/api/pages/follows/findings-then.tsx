import type { DatePreview } from '../../../contracts/api-dates.ts';

/** What would be worth a look, and what would no longer be a question. */
export function FindingsThen({ findings }: Pick<DatePreview, 'findings'>) {
  const appear = findings.filter(({ appears }) => appears);
  const vanish = findings.filter(({ appears }) => !appears);
  return (
    <>
      {appear.length > 0 && (
        <>
          <h3>Worth a look then</h3>
          <Lines lines={appear.map(({ text }) => text)} />
        </>
      )}
      {vanish.length > 0 && (
        <>
          <h3>No longer a question</h3>
          <Lines lines={vanish.map(({ text }) => text)} />
        </>
      )}
    </>
  );
}

export const Lines = ({ lines }: { lines: readonly string[] }) => (
  <ul class="pm-lines">
    {lines.map((line) => (
      <li>{line}</li>
    ))}
  </ul>
);
