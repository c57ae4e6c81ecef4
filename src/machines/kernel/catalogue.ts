import type { Chart, EventEntry, MatchEvent, TaskId } from './types.ts';

const managers = ['programManager', 'facilitator', 'administrator'] as const;
const staff = [...managers, 'assistant'] as const;
const anyone = [...staff, 'lead', 'participant', 'consultant', 'resident'] as const;

/** Events that the kernel takes for every chart alike (design.md 4). */
export const kernelEvents = {
  TASK_SNOOZED: { title: 'Reminders put off to a day', roles: staff, needsTask: true, kernel: true },
  TASK_REASSIGNED: { title: 'Task given to another person', roles: managers, needsTask: true, kernel: true },
  WINDOW_SHIFTED: { title: 'Dates of a task shifted', roles: managers, needsTask: true, kernel: true },
  PLAN_COMPRESSED: { title: 'Compressed plan accepted', roles: staff, kernel: true },
  LETTERS_RELEASED: { title: 'Letters released', roles: staff, kernel: true },
  LETTERS_RECALLED: { title: 'Letters taken back before they left', roles: staff, kernel: true },
  TASK_TURNED_DOWN: {
    title: 'Said: I am not the right person',
    roles: anyone,
    needsTask: true,
    kernel: true,
    byLink: true,
  },
  TASK_KEPT: { title: 'Said: it is with me after all', roles: anyone, needsTask: true, kernel: true, byLink: true },
  LINK_RENEWED: { title: 'New link asked for', roles: anyone, kernel: true, byLink: true },
  COMMENT_MADE: { title: 'Comment of a participant', roles: anyone, kernel: true, byLink: true },
  CALENDAR_CHANGED: {
    title: 'Working calendar or time zone changed',
    roles: ['programManager', 'administrator', 'engine'],
    kernel: true,
  },
  REMINDER_DUE: { title: 'Reminder sent', roles: ['engine'], kernel: true, internal: true },
  MOMENT_REACHED: { title: 'A planned day has come', roles: ['engine'], needsTask: true, internal: true },
} as const satisfies Record<string, EventEntry>;

/** Events of the chart vocabulary: what every task takes. */
export const taskEvents = {
  TASK_SKIPPED: { title: 'Task skipped', roles: staff, needsTask: true },
  TASK_NOT_APPLICABLE: { title: 'Task does not apply', roles: staff, needsTask: true },
  TASK_REOPENED: { title: 'Task reopened', roles: staff, needsTask: true },
} as const satisfies Record<string, EventEntry>;

/** The task that a part of this chart belongs to: the one that its events name. */
export const taskOfPart = (catalogue: Readonly<Record<string, EventEntry>>, part: string): string | undefined =>
  Object.values(catalogue).find((entry) => entry.part === part && entry.task !== undefined)?.task;

/** The task that an event is about: the one that it names, or the catalogue. */
export const settledBy = (chart: Chart, { type, task }: MatchEvent): TaskId | undefined =>
  task ?? chart.catalogue[type]?.task;

/** May somebody in this role report this event? The administrator may report whatever a person may. */
export const mayReport = (entry: EventEntry, role: string): boolean =>
  role === 'engine'
    ? (entry.roles as readonly string[]).includes('engine') || entry.internal === true
    : entry.internal
      ? false
      : role === 'administrator' || (entry.roles as readonly string[]).includes(role);
