export { makeWorkCalendar } from './holidays.ts';
export type { WorkCalendar } from './holidays.ts';
export { addOffset, nextMorning, parseOffset, workingMorning } from './offsets.ts';
export { planDeadlines } from './plan.ts';
export { leadTimeDays, windowDates } from './windows.ts';
export type { PlanContext } from './windows.ts';
export { dayAt, instantOn, isTimeZone } from './zones.ts';
