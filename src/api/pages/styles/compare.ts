/** Tables of what is now and what would be then; read row by row on a phone. */
export const COMPARE = `
.pm-compare { width: 100%; margin: .75rem 0 1.25rem; font-size: 1rem; }
.pm-compare caption { font-size: 1.06rem; margin-bottom: .25rem; }
.pm-compare th[scope=row] { font-weight: 700; }
@media (max-width: 29.99em) {
  .pm-compare.usa-table--stacked th, .pm-compare.usa-table--stacked td { padding: .15rem 0; border-top-width: 0; }
  .pm-compare.usa-table--stacked tr:first-child th:first-child { border-top-width: 1px; }
  .pm-compare.usa-table--stacked tr { border-bottom: 1px solid #a9aeb1; }
  .pm-compare.usa-table--stacked th[scope=row] { padding-top: .5rem; }
  .pm-compare.usa-table--stacked tr > :last-child { padding-bottom: .5rem; }
  .pm-compare.usa-table--stacked td[data-label]::before { display: inline; margin: 0; padding: 0; font-weight: 400; color: #565c65; content: attr(data-label) ": "; }
  .pm-compare.usa-table--stacked th[data-label]::before { display: none; }
}
.pm-as-typed { white-space: pre-wrap; margin: .5rem 0; }
`;
