import { isOpen } from './allowed.ts';
import { silent } from './deadlines.ts';
import type { Live } from './deadlines.ts';
import type { Chart, Draft, Effect, Facts, MatchEvent, Offset, Stored } from './types.ts';

type Own = { readonly effects: Effect[] } | { readonly because: string };

/** What the kernel itself takes, for every chart alike: adjustments of tasks, and letters on their way out (design.md 4). */
export function takeByKernel(chart: Chart, draft: Draft, event: MatchEvent, at: Live): Own | undefined {
  const entry = chart.catalogue[event.type];
  if (!entry?.kernel) return undefined;
  if (at.match.value === 'draft') return { because: 'the match has not been assigned to a facilitator yet' };
  const facts = event.facts ?? {};
  switch (event.type) {
    case 'TASK_SNOOZED':
      return adjust(draft, event, at, { until: String(facts['until']) });
    case 'TASK_REASSIGNED':
      return adjust(draft, event, at, { owner: String(facts['to']) });
    case 'WINDOW_SHIFTED':
      return adjust(draft, event, at, { shift: String(facts['by']) as Offset });
    case 'PLAN_COMPRESSED':
      return compress(draft, event);
    case 'LETTERS_RELEASED':
      return release(draft, facts, at);
    case 'LETTERS_RECALLED':
      return { effects: [{ type: 'recallLetters', letters: lettersOf(facts) }] };
    case 'TASK_TURNED_DOWN':
      return tell(draft, event, at, 'wrongPerson');
    case 'TASK_KEPT':
      return tell(draft, event, at, 'kept');
    case 'LINK_RENEWED':
      return { effects: [newLink(draft, facts)] };
    case 'REMINDER_DUE':
      return { effects: remind(draft, event) };
    default:
      return { effects: [] };
  }
}

function adjust(draft: Draft, event: MatchEvent, at: Live, change: Stored['adjust'][string]): Own {
  const task = event.task ?? '';
  if (!isOpen(at, task)) return { because: `${task} is settled` };
  draft.adjust = { ...draft.adjust, [task]: { ...draft.adjust[task], ...change } };
  return { effects: [] };
}

/** Whose word a compressed plan needs (X10). A manager above them may give it in the place of one (`as`). */
const ACCEPT = ['facilitator', 'assistant'];

/** A compressed plan applies when everybody has accepted the same share of time; another share begins anew. */
function compress(draft: Draft, { by, facts }: MatchEvent): Own {
  const share = Number(facts?.['share']);
  const said = String(facts?.['as'] ?? 'facilitator');
  const role = ACCEPT.includes(by.role) ? by.role : said;
  const before = draft.compressing?.share === share ? draft.compressing.by : [];
  const accepted = [...new Set([...before, role])].filter((one) => ACCEPT.includes(one)).sort();
  draft.compressing = { share, by: accepted };
  if (accepted.length === ACCEPT.length) draft.compress = share;
  return { effects: [] };
}

/** Nothing leaves on hold (design.md 4.6), and nothing that names a date while it is tentative (X11). */
function release(draft: Draft, facts: Facts, at: Live): Own {
  if (silent(at.match)) return { because: 'the match is on hold: nothing leaves until it is resumed' };
  if (facts['bearsDate'] === true && at.match.matches({ underway: { date: 'tentative' } })) {
    return { because: 'the dates are tentative: a letter that names them leaves when they are final' };
  }
  return { effects: [{ type: 'releaseLetters', letters: lettersOf(facts) }] };
}

const lettersOf = ({ letters }: Facts): string[] => (Array.isArray(letters) ? letters.map(String) : []);
/** Whoever is next in line hears that somebody is not the right person for a task, or is after all. */
function tell(draft: Draft, { task = '' }: MatchEvent, at: Live, kind: string): Own {
  if (!isOpen(at, task)) return { because: `${task} is settled` };
  return { effects: [{ type: 'draftLetter', kind, task, generation: 0, ask: draft.seq + 1 }] };
}

/** A letter with nothing but a link, to the one person whose link it is (requirements.md B2.8). */
function newLink(draft: Draft, facts: Facts): Effect {
  const { person, part, task } = facts;
  return {
    type: 'draftLetter',
    kind: 'link',
    ...(typeof task === 'string' ? { task } : {}),
    ...(typeof part === 'string' ? { part } : {}),
    persons: [String(person)],
    generation: 0,
    ask: draft.seq + 1,
  };
}

function remind(draft: Draft, event: MatchEvent): Effect[] {
  const facts = event.facts ?? {};
  const window = String(facts['window']);
  const fired = draft.fired[window];
  return [
    {
      type: 'notify',
      rung: facts['rung'] as never,
      window,
      task: event.task ?? window,
      ...(event.part ? { part: event.part } : {}),
      owner: facts['owner'] as never,
      ...(typeof facts['person'] === 'string' ? { person: facts['person'] } : {}),
      generation: Number(facts['generation']),
      ask: fired?.asked ?? 0,
      last: facts['last'] === true,
      late: facts['late'] === true,
    },
  ];
}
