/** The kernel's types: windows and what is planned in them, a match and what happens to it, a chart. */
export * from './window-types.ts';
export type * from './match-types.ts';
export type * from './chart-types.ts';
