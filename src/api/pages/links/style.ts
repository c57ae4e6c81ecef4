/** Pages behind participants' links: one column, large buttons, for a phone in one hand. Stands beside `STYLE` of the other pages. */
export const PARTICIPANT_STYLE = `
.pp-main { max-width: 40rem; margin: 0 auto; padding: 1rem 1rem 3rem; }
.pp-main h1 { font-size: 1.5rem; line-height: 1.25; margin: .5rem 0 .75rem; }
.pp-main h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
.pp-main h3 { font-size: 1.06rem; margin: 1.25rem 0 .25rem; }
.pp-main p { margin: .5rem 0; max-width: none; }
.pp-main:focus { outline: none; }
.pp-head { border-bottom: 1px solid #a9aeb1; }
.pp-head > div { max-width: 40rem; margin: 0 auto; padding: .35rem 1rem; display: flex; flex-wrap: wrap; align-items: center; gap: 0 1.25rem; }
.pp-head p { margin: 0; padding: .4rem 0; font-weight: 700; flex: 1 1 auto; }
.pp-head a { display: inline-block; padding: .4rem 0; min-height: 1.5rem; }
.pp-talk { flex: 1 0 100%; }
.pp-answer { border: 1px solid #a9aeb1; border-radius: 6px; padding: 1rem; margin: 1rem 0; background: #fff; }
.pp-answer p { margin: 0 0 .75rem; }
.pp-answer h2 { margin: 0 0 .25rem; font-size: 1.06rem; }
.pp-answer summary { color: #005ea2; padding: .6rem 0; }
.pp-answer .usa-textarea, .pp-main .usa-textarea { height: 6.5rem; max-width: none; font-size: 1.06rem; }
.pp-main .usa-input { max-width: none; font-size: 1.06rem; }
.pp-main .usa-label { margin-top: 1.25rem; max-width: none; }
.pp-main .pp-answer > .usa-label { margin-top: 0; }
.pp-button { width: 100%; min-height: 3.25rem; font-size: 1.13rem; margin: .75rem 0 0; white-space: normal; }
.pp-answer > input + .pp-button { margin-top: 0; }
.pp-noted { border-left: 8px solid #00a91c; background: #ecf3ec; padding: .75rem 1rem; margin: 1rem 0; }
.pp-told { border-left: 8px solid #ffbe2e; background: #faf3d1; padding: .75rem 1rem; margin: 1rem 0; }
.pp-noted p, .pp-told p { margin: .25rem 0; }
.pp-noted h1, .pp-noted h2, .pp-told h2 { margin: 0 0 .25rem; }
.pp-problems { border: 1px solid #b50909; border-left-width: 8px; padding: .75rem 1rem; margin: 1rem 0; background: #fff; }
.pp-problems h2 { margin: 0 0 .25rem; }
.pp-problems ul { margin: 0; padding-left: 1.25rem; }
.pp-problems a { display: inline-block; padding: .25rem 0; }
.pp-wrong { color: #b50909; font-weight: 700; margin: .25rem 0 0; }
.pp-shown { border: 1px solid #dfe1e2; border-radius: 6px; padding: .25rem 1rem 1rem; margin: .75rem 0; background: #fff; }
.pp-shown dt { font-weight: 700; margin-top: .75rem; }
.pp-shown dd, .pp-shown p { margin: .15rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.pp-shown ol { margin: .15rem 0 0; padding-left: 1.5rem; }
.pp-shown li { margin: .35rem 0; }
.pp-main fieldset { border: 0; padding: 0; margin: 1.25rem 0 0; min-width: 0; }
.pp-main legend { font-weight: 700; padding: 0; max-width: none; }
.pp-main .usa-radio__label, .pp-main .usa-checkbox__label { margin-top: .5rem; padding-top: .35rem; padding-bottom: .35rem; max-width: none; }
.pp-row { border-left: 4px solid #dfe1e2; padding-left: .75rem; margin: .75rem 0; }
.pp-call { border-top: 1px solid #a9aeb1; margin-top: 2.5rem; }
.pp-call a { display: inline-block; padding: .35rem 0; font-size: 1.13rem; }
.pp-code { font-size: 1.5rem; letter-spacing: .1em; text-transform: uppercase; height: 3.25rem; }
@media (min-width: 40em) { .pp-button { width: auto; min-width: 16rem; margin-right: .75rem; } .pp-main h1 { font-size: 1.9rem; } }
`;
