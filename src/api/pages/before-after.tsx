/** One thing before and after; undefined: there is none. */
export interface BeforeAfter {
  readonly what: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** A table that is read row by row on a phone. */
export function BeforeAfterTable({
  caption,
  head,
  rows,
}: {
  caption: string;
  head: readonly [string, string, string];
  rows: readonly BeforeAfter[];
}) {
  const [what, before, after] = head;
  return (
    <table class="usa-table usa-table--borderless usa-table--stacked pm-compare">
      <caption>{caption}</caption>
      <thead>
        <tr>
          {head.map((words) => (
            <th scope="col">{words}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            <th scope="row" data-label={what}>
              {row.what}
            </th>
            <td data-label={before}>{row.before ?? 'none'}</td>
            <td data-label={after}>{row.after ?? 'none'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
