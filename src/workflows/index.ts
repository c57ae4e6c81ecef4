export { match } from './match.workflow.ts';
