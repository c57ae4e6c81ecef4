export { makeWorkCalendar } from './holidays.ts';
export type { WorkCalendar, WorkCalendarSettings } from './holidays.ts';
export { addOffset, nextMorning, parseOffset, workingMorning } from './offsets.ts';
export { planDeadlines } from './plan.ts';
export { LADDERS } from './policies.ts';
export { leadTimeDays, windowDates } from './windows.ts';
export type { DatesContext, PlanContext, WindowDates } from './windows.ts';
export { dayAt, isTimeZone } from './zones.ts';
