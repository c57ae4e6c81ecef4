/**
 * Lists of matches and of letters: a table on a desk, cards on a phone. The cards of USWDS (usa-table--stacked) end at 30em, where a
 * table of five columns has no room yet.
 */
export const LISTS = `
.pm-actions { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1.5rem; margin: .75rem 0; }
.pm-actions .usa-button { margin: 0; }
.pm-narrow { max-width: none; }
.pm-choices { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0 1.5rem; }
.pm-choices .usa-select, .pm-narrow .usa-input { max-width: none; }
.pm-choices .usa-label { margin-top: .75rem; }
.pm-ticks { display: flex; flex-wrap: wrap; gap: 0 1.5rem; margin: .5rem 0 1rem; }
.pm-portfolio { width: 100%; margin-top: .75rem; }
.pm-portfolio caption { font-weight: 400; color: #565c65; text-align: left; margin-bottom: .5rem; }
.pm-portfolio th, .pm-portfolio td { vertical-align: top; background: #fff; }
.pm-tasks .pm-also { border-top: 0; padding-top: 0; margin-top: -.5rem; font-size: .93rem; }
.pm-under { display: block; font-weight: 400; font-size: .93rem; }
.pm-plot { display: block; max-width: 30rem; width: 100%; height: auto; margin: .5rem 0 1rem; }
.pm-subnav { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; padding: 0; margin: .5rem 0 1rem; }
.pm-subnav a { display: inline-block; padding: .35rem 0; }
@media (max-width: 39.99em) {
  .pm-portfolio tbody tr { display: block; border: 1px solid #a9aeb1; border-radius: 4px; margin-bottom: .75rem; padding: .25rem 0; }
  .pm-portfolio thead { display: none; }
  .pm-portfolio th, .pm-portfolio td { display: block; width: 100%; border-width: 0; overflow-wrap: anywhere; }
  .pm-portfolio [data-label]::before { content: attr(data-label); display: block; font-weight: 700; }
}
@media (min-width: 40em) and (max-width: 59.99em) {
  .pm-portfolio th, .pm-portfolio td { padding: .5rem .35rem; }
}
@media (min-width: 40em) {
  .pm-portfolio .pm-number { text-align: right; font-variant-numeric: tabular-nums; }
  .pm-even { table-layout: fixed; }
  .pm-choices { grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); }
}
`;
