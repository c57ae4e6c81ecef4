export { match } from './match.workflow.ts';
export { lateLetters } from './late-letters.workflow.ts';
