/** What a form says that has saved itself. */
export const AUTOSAVE_STYLE = `
.pm-saved { min-height: 1.5rem; margin: .75rem 0 0; color: #3d4551; }
.pm-saved p { margin: 0; }
.pm-places { margin: .25rem 0 0; padding-left: 1.25rem; }
.pm-places a { display: inline-block; padding: .25rem 0; }
`;
