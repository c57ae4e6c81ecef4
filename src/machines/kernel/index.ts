export { allowed, ofRole, reportable } from './allowed.ts';
export { mayReport, taskOfPart } from './catalogue.ts';
export { deadlines, live } from './deadlines.ts';
export { nextDue, nextInstant, rungStates, withPlans } from './rungs.ts';
export { begin, isRefusal, seqOfKey, step } from './step.ts';
export { view } from './view.ts';
