/** The pages of a match: where it stands, its sides, its live parts. */
export const MATCH_STYLE = `
.pm-as-of { font-size: .93rem; }
.pm-stages { list-style: none; margin: 1rem 0; padding: 0; display: grid; gap: .25rem; }
.pm-stage { border-left: 6px solid #a9aeb1; padding: .25rem .75rem; }
.pm-stage-title { display: block; }
.pm-stage-words { display: block; color: #565c65; font-size: .93rem; }
.pm-stage-complete { border-color: #4d8055; }
.pm-stage-underway { border-color: #005ea2; background: #eff6fb; }
.pm-stage-underway .pm-stage-title { font-weight: 700; }
.pm-stage-underway .pm-stage-words { color: #1b1b1b; }
.pm-places { list-style: none; padding: 0; margin: .5rem 0; display: grid; gap: 0 1.5rem; }
.pm-places li { border-top: 1px solid #dfe1e2; padding: .5rem 0; }
.pm-places a { font-weight: 700; display: inline-block; padding: .15rem 0; }
.pm-places span { display: block; margin: 0; }
.pm-places-nav { border-top: 1px solid #a9aeb1; margin-top: 2.5rem; padding-top: .5rem; }
.pm-places-nav ul, .pm-inline { list-style: none; padding: 0; margin: .25rem 0; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
.pm-places-nav a, .pm-inline a { display: inline-block; padding: .25rem 0; }
.pm-places-nav a[aria-current] { color: #1b1b1b; font-weight: 700; text-decoration: none; }
.pm-todo { border-left: 4px solid #face00; padding-left: .75rem; margin: .35rem 0; max-width: 42rem; }
.pm-said { margin: .25rem 0; max-width: 42rem; }
.pm-small.usa-button { margin: .25rem 0 .25rem; padding: .55rem 1rem; line-height: 1.15; }
.pm-table { margin: .5rem 0; }
.pm-points { margin: .25rem 0 .5rem; padding-left: 1.5rem; max-width: 42rem; }
.pm-lines h2 { font-size: 1.13rem; margin: 0; }
.pm-lines h3 { margin: .5rem 0 0; }
.pm-notes { margin: .25rem 0 .5rem; }
.pm-notes dt { font-weight: 700; }
.pm-notes dd { margin: 0 0 .5rem; max-width: 42rem; }
.pm-kept { border-left: 4px solid #face00; padding-left: 1rem; margin: 1.5rem 0; max-width: 42rem; }
.pm-kept h2 { margin-top: 0; }
.pm-to-copy { user-select: all; border: 1px solid #a9aeb1; border-radius: 4px; padding: .5rem .75rem; overflow-wrap: anywhere; }
.pm-typing:empty + .pm-gone { display: none; }
.pm-kept-lines { white-space: pre-line; }
.pm-tree, .pm-tree ul { padding-left: 1.25rem; margin: .25rem 0; }
.pm-tree li { margin: .15rem 0; }
.pm-tree > li { margin-top: .75rem; }
.pm-now { background: #ffe396; color: #1b1b1b; padding: 0 .35rem; margin-left: .35rem; border-radius: 2px; font-size: .93rem; }
@media (min-width: 40em) {
  .pm-stages { grid-template-columns: repeat(3, minmax(0, 1fr)); gap: .5rem; }
  .pm-stage { border-left: 0; border-top: 6px solid #a9aeb1; padding: .35rem .5rem; }
  .pm-stage-complete { border-color: #4d8055; }
  .pm-stage-underway { border-color: #005ea2; }
  .pm-places { grid-template-columns: repeat(2, minmax(0, 1fr)); }
}
@media (min-width: 64em) { .pm-stages { grid-template-columns: repeat(6, minmax(0, 1fr)); } }
@media print {
  .pm-places-nav, .pm-main form, .pm-inline { display: none; }
  .pm-chart { overflow: visible; border: 0; }
  .pm-chart svg { min-width: 0; }
  .pm-lines > li, .pm-tasks > li, .pm-days > div { break-inside: avoid; }
}
`;
