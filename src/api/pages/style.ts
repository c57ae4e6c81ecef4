import { AUTOSAVE_STYLE } from './styles/autosave.ts';
import { ACCOUNT_STYLE } from './styles/account.ts';
import { MATCH_STYLE } from './styles/match.ts';
import { COMPARE } from './styles/compare.ts';
import { LISTS } from './styles/lists.ts';
import { REHEARSALS } from './styles/rehearsals.ts';

/** What the US Web Design System does not bring: the calm frame of our pages. Phone first. */
const FRAME = `
*, *::before, *::after { box-sizing: border-box; }
body { margin: 0; font-size: 1.06rem; line-height: 1.5; overflow-wrap: break-word; }
.pm-header { border-bottom: 1px solid #a9aeb1; background: #fff; }
.pm-header-row { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1.5rem; padding-top: .75rem; padding-bottom: .75rem; }
.pm-name, .pm-name:visited { font-weight: 700; font-size: 1.2rem; color: #1b1b1b; text-decoration: none; }
a, a:visited { color: #005ea2; }
a:hover { color: #1a4480; }
.pm-nav { display: flex; flex-wrap: wrap; gap: 0 1.25rem; list-style: none; margin: 0; padding: 0; }
.pm-nav a { display: inline-block; padding: .35rem 0; }
.pm-nav a[aria-current] { color: #1b1b1b; font-weight: 700; text-decoration: none; border-bottom: 3px solid #005ea2; }
.pm-signed-in { display: flex; flex-wrap: wrap; gap: .25rem .75rem; margin-left: auto; }
.pm-main { padding-top: 1.25rem; padding-bottom: 3rem; }
.pm-main:focus { outline: none; }
.pm-main h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem; }
.pm-main h2 { font-size: 1.3rem; margin: 2rem 0 .5rem; }
.pm-main h3 { font-size: 1.06rem; margin: 1.25rem 0 .25rem; }
.pm-main section { margin-top: 0; }
.pm-lead { font-size: 1.13rem; max-width: 42rem; margin: .25rem 0 .75rem; }
.pm-quiet { color: #565c65; margin: .25rem 0; }
.pm-footer { border-top: 1px solid #dfe1e2; color: #565c65; font-size: .93rem; padding: .5rem 0; }
.pm-tag { font-size: .87rem; text-transform: none; border-radius: 2px; color: #1b1b1b; white-space: nowrap; }
.pm-tag-plain { background: #e6e6e6; }
.pm-tag-good { background: #cbe5cb; }
.pm-tag-wait { background: #ffe396; }
.pm-tag-late { background: #f4c7bd; }
.pm-cards, .pm-tasks, .pm-lines { list-style: none; padding: 0; margin: .5rem 0 0; }
.pm-cards > li { border: 1px solid #a9aeb1; border-radius: 4px; padding: .75rem 1rem; margin-bottom: .75rem; }
.pm-cards h2, .pm-cards h3 { margin: 0 0 .25rem; font-size: 1.13rem; }
.pm-facts { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0 1.5rem; margin: .25rem 0 0; }
.usa-alert + .pm-facts { margin-top: 1rem; }
.pm-facts div { display: flex; flex-wrap: wrap; gap: 0 .5rem; }
.pm-facts dt { color: #565c65; }
.pm-facts dd { margin: 0; }
.pm-tasks > li, .pm-lines > li { border-top: 1px solid #dfe1e2; padding: .5rem 0; }
.pm-task-head { display: flex; flex-wrap: wrap; gap: .25rem .75rem; justify-content: space-between; align-items: baseline; }
.pm-chart { overflow-x: auto; border: 1px solid #dfe1e2; border-radius: 4px; padding: .5rem; }
.pm-chart svg { display: block; height: auto; min-width: 48rem; max-width: 100%; }
.pm-letter { border: 1px solid #a9aeb1; border-radius: 4px; padding: 1rem; max-width: 42rem; white-space: pre-wrap; background: #fff; margin: .75rem 0; }
.pm-letter-html { white-space: normal; }
.pm-letter-html > :first-child { margin-top: 0; }
.pm-letter-html > :last-child { margin-bottom: 0; }
.pm-letter-subject { font-weight: 700; border-bottom: 1px solid #dfe1e2; padding-bottom: .5rem; margin: 0 0 .75rem; }
.pm-letter-edit #q-body { height: 24rem; }
.pm-press .usa-button { margin: 0; line-height: 1.25; }
.pm-search { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; margin: .75rem 0 1rem; max-width: 42rem; }
.pm-search .usa-input { margin-top: .25rem; max-width: none; float: none; height: 2.5rem; border: 1px solid #565c65; font-size: 1.06rem; }
.pm-search > div { flex: 1 1 14rem; min-width: 0; }
.pm-search .usa-button { margin: 0; }
.pm-paging { margin: 1rem 0; }
.usa-alert p { margin: 0; }
.pm-folds { margin-top: 2.5rem; border-bottom: 1px solid #a9aeb1; }
.pm-fold { border-top: 1px solid #a9aeb1; }
summary { cursor: pointer; }
.pm-fold > summary { padding: .75rem 0; }
.pm-fold > summary h2, .pm-fold > summary h3 { display: inline; margin: 0; font-size: 1.13rem; }
.pm-fold > summary span.pm-quiet { display: block; }
.pm-fold-body { padding: 0 0 1.5rem; }
.pm-steps details { border-top: 1px solid #dfe1e2; }
.pm-steps summary { padding: .6rem 0; }
.pm-steps summary h3 { display: inline; margin: 0; }
.pm-steps summary span.pm-quiet { display: block; }
.pm-banner { margin-top: 1rem; }
.pm-days { margin: .5rem 0 0; }
.pm-days > div { border-top: 1px solid #dfe1e2; padding: .5rem 0; }
.pm-days dt { font-weight: 700; }
.pm-days dd { margin: .25rem 0; max-width: 48rem; }
.pm-days .pm-about { display: block; margin: 0; }
.pm-more { margin: .5rem 0; }
.pm-more summary { cursor: pointer; color: #005ea2; padding: .35rem 0; }
.pm-form { max-width: 36rem; }
.pm-form .usa-input, .pm-form .usa-select, .pm-form .usa-textarea { max-width: none; }
.pm-form-wide { max-width: 48rem; }
.pm-row { border-left: 4px solid #dfe1e2; padding: 0 0 .5rem 1rem; margin: .75rem 0 1rem; }
.pm-known { color: #216e1f; }
.pm-question { margin: 1.25rem 0 0; border: 0; padding: 0; }
.pm-question .usa-legend, .pm-question .usa-label { font-weight: 700; margin-top: 0; max-width: none; }
.pm-wrong { border-left: 4px solid #b50909; padding-left: .75rem; }
.pm-press { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem; }
.pm-press + .pm-press { margin-top: .5rem; }
.pm-prose { max-width: 42rem; }
@media (min-width: 40em) {
  .pm-row { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: 0 1rem; align-items: end; }
  .pm-row .pm-question { margin-top: .5rem; }
  .pm-days > div { display: grid; grid-template-columns: 14rem minmax(0, 1fr); gap: 0 1.5rem; }
  .pm-days dt { grid-column: 1; grid-row: 1 / span 20; font-weight: 400; }
  .pm-days dd { grid-column: 2; margin: 0 0 .25rem; }
  .pm-facts:not(.pm-facts-tall) { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .pm-main h1 { font-size: 2rem; }
}
`;

const PRINT = `
@media print { .pm-header nav, .pp-head nav, .pm-signed-in, .pm-footer, .pm-search, .usa-skipnav { display: none; } }
`;

export const STYLE = [FRAME, ACCOUNT_STYLE, MATCH_STYLE, COMPARE, LISTS, REHEARSALS, AUTOSAVE_STYLE, PRINT].join('');

export const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="11" cy="16" r="9" fill="#005ea2"/><circle cx="21" cy="16" r="9" fill="#face00" fill-opacity=".85"/></svg>';
