import { PLACEHOLDERS } from './placeholders.ts';
import type { Placeholder } from './placeholders.ts';
import { APPROVALS, ATTACHES, AUDIENCES, CALENDARS, RELEASES, SENDERS } from './vocabulary.ts';
import type { Approval, Attaches, Audience, CalendarUse, Release, Sender } from './vocabulary.ts';

/** What a letter says about itself before its text (design.md 7). */
export interface FrontMatter {
  readonly kind: string;
  /** Words for lists: "Invitation to a peer consultant". */
  readonly title: string;
  readonly subject: string;
  readonly to: readonly Audience[];
  readonly from: Sender;
  readonly release: Release;
  /** Goes at once; what is not essential waits for the day's digest. */
  readonly essential: boolean;
  /** Set when the text names the date of the match, so that a moved date makes it wrong (design.md 7). */
  readonly bears?: 'date';
  /** Set when a calendar entry comes with the letter (requirements.md B2.10); its text says the date all the same. */
  readonly calendar?: CalendarUse;
  /** For `calendar: checkIn`: how many months after the end of the match it is. */
  readonly checkInAfter?: number;
  /** Who says yes to a draft before another role may release it (requirements.md A2.3, m13a and m13b). */
  readonly approve?: Approval;
  /** The method's event by which that role says yes to all drafts of the kind. */
  readonly approvedBy?: string;
  /** Placeholders without which the letter must not leave, though its text could do without them. */
  readonly needs?: readonly Placeholder[];
  /** Files that come with the letter by mail (requirements.md T30); which fit is seen when it leaves. */
  readonly attach?: Attaches;
  /** What its reader can do by its link: invitation, review. Which there are is the method's to say. */
  readonly link?: string;
}

const FIELDS = [
  'kind',
  'title',
  'subject',
  'to',
  'from',
  'release',
  'essential',
  'bears',
  'calendar',
  'checkInAfter',
  'approve',
  'approvedBy',
  'needs',
  'attach',
  'link',
];

/** Reads front matter field by field. `report` is told what is wrong; the answer is undefined when anything was. */
export function readFrontMatter(
  data: Readonly<Record<string, unknown>>,
  fileKind: string,
  report: (field: string, problem: string) => void,
): FrontMatter | undefined {
  let sound = true;
  const wrong = (field: string, problem: string): undefined => {
    sound = false;
    report(field, problem);
    return undefined;
  };
  const words = (field: string): string | undefined => {
    const value = data[field];
    if (value === undefined) return wrong(field, 'is missing');
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : wrong(field, 'must be a text');
  };
  const oneOf = <T extends string>(field: string, value: unknown, known: readonly T[]): T | undefined =>
    known.find((one) => one === value) ?? wrong(field, `${shown(value)} is none of ${known.join(', ')}`);

  for (const field of Object.keys(data)) if (!FIELDS.includes(field)) wrong(field, 'is not known in front matter');
  const kind = words('kind');
  if (kind !== undefined && kind !== fileKind) wrong('kind', `is ${kind}, but the file is named ${fileKind}.md`);
  const title = words('title');
  const subject = words('subject');
  const named: readonly unknown[] = Array.isArray(data['to']) ? data['to'] : [data['to']];
  const to = named.map((audience) => oneOf('to', audience, AUDIENCES)).filter((audience) => audience !== undefined);
  const from = oneOf('from', data['from'], SENDERS);
  const release = oneOf('release', data['release'], RELEASES);
  const essential =
    typeof data['essential'] === 'boolean' ? data['essential'] : wrong('essential', 'must be true or false');
  const bears = data['bears'] === undefined ? undefined : oneOf('bears', data['bears'], ['date'] as const);
  const link = data['link'] === undefined ? undefined : words('link');
  const calendar = data['calendar'] === undefined ? undefined : oneOf('calendar', data['calendar'], CALENDARS);
  const months = data['checkInAfter'];
  if ((calendar === 'checkIn') !== (Number.isInteger(months) && Number(months) > 0))
    wrong('checkInAfter', 'must be a number of months, and goes with "calendar: checkIn"');
  const attach = data['attach'] === undefined ? undefined : oneOf('attach', data['attach'], ATTACHES);
  const approve = data['approve'] === undefined ? undefined : oneOf('approve', data['approve'], APPROVALS);
  const approvedBy = data['approvedBy'] === undefined ? undefined : words('approvedBy');
  const listed: readonly unknown[] = Array.isArray(data['needs']) ? data['needs'] : [data['needs'] ?? []].flat();
  const needs = listed.flatMap((path) => oneOf('needs', path, Object.keys(PLACEHOLDERS) as Placeholder[]) ?? []);
  if (approvedBy !== undefined && approve === undefined) wrong('approvedBy', 'needs "approve", which says who does it');
  if (approve !== undefined && release === 'automatic') wrong('approve', 'is for letters that a person releases');

  if (!sound || kind === undefined || title === undefined || subject === undefined) return undefined;
  if (from === undefined || release === undefined || essential === undefined) return undefined;
  return {
    kind,
    title,
    subject,
    to,
    from,
    release,
    essential,
    ...(bears === undefined ? {} : { bears }),
    ...(calendar === undefined ? {} : { calendar }),
    ...(typeof months === 'number' ? { checkInAfter: months } : {}),
    ...(approve === undefined ? {} : { approve }),
    ...(approvedBy === undefined ? {} : { approvedBy }),
    ...(needs.length === 0 ? {} : { needs }),
    ...(attach === undefined ? {} : { attach }),
    ...(link === undefined ? {} : { link }),
  };
}

const shown = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));
