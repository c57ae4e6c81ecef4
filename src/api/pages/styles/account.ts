/** Accounts, sessions, tokens: lines with a small button each. */
export const ACCOUNT_STYLE = `
.pm-account-lines > li { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; justify-content: space-between; }
.pm-account-lines > li > div { flex: 1 1 16rem; min-width: 0; }
.pm-account-lines .pm-quiet { display: block; }
.pm-main .usa-button.pm-small { padding: .5rem .75rem; margin: 0; }
.pm-secret { display: inline-block; max-width: 100%; overflow-wrap: anywhere; border: 1px solid #a9aeb1; border-radius: 4px; padding: .5rem .75rem; user-select: all; }
`;
