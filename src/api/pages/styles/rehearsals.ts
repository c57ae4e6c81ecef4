/** Practising: the clock in large words, the buttons that turn it, the mail beside what is to be done. */
export const REHEARSALS = `
.pm-clock { border-left: 6px solid #face00; padding: .25rem 0 .25rem 1rem; margin: 1rem 0; max-width: none; }
.pm-clock .pm-quiet { display: block; margin: 0; }
.pm-clock time { display: block; font-size: 1.6rem; line-height: 1.25; font-weight: 700; }
.pm-stops { list-style: none; padding: 0; margin: .75rem 0; display: grid; gap: 1rem; }
.pm-stops .usa-button { margin: 0; width: 100%; }
.pm-arrived summary > span { display: block; }
.pm-arrived .pm-subject { display: inline; font-weight: 700; }
@media (min-width: 40em) {
  .pm-clock time { font-size: 2.2rem; }
  .pm-stops { grid-template-columns: repeat(3, minmax(0, 1fr)); }
}
@media (min-width: 56em) {
  .pm-rehearse { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0 2.5rem; }
}
@media print { .pm-stops { display: none; } }
`;
