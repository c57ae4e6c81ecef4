import './stack-traces.ts';
export { match } from './match.workflow.ts';
