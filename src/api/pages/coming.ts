import { dayAt } from '../../calendar/index.ts';
import type { ForecastEntry, Match } from '../../contracts/api.ts';
import type { LetterHead } from '../../db/letter-overview.ts';
import { partTask } from './part-words.ts';
import type { PartName } from './part-words.ts';
import { ASK_WORDS, audienceWords, instantDay } from './words.ts';

/** What will leave or happen: letters to several people are one line, and so are reminders to one person. */
export interface Coming {
  readonly day: string;
  /** The same as a date, `YYYY-MM-DD`. */
  readonly on: string;
  readonly title: string;
  /** What it is about, each with its parts. */
  readonly about: readonly { readonly title: string; readonly parts: readonly string[] }[];
  readonly to: readonly string[];
  /** The letter, when it is written already. */
  readonly letter?: string;
}

export interface ComingSource {
  readonly match: Match;
  readonly letters: readonly LetterHead[];
  readonly forecast: readonly ForecastEntry[];
  readonly nameOf: (person: string | null) => string | undefined;
  readonly partName: PartName;
  readonly letterTitle: (kind: string) => string;
  readonly eventTitle: (type: string) => string;
}

interface About {
  readonly title: string;
  readonly part: string | undefined;
}
interface Line {
  readonly at: string;
  readonly title: string;
  readonly about: About | undefined;
  readonly to: string | undefined;
  /** Lines with the same name are one. */
  readonly name: string;
  readonly letter?: string;
}

const WAITING = ['queued', 'released', 'sending', 'deferred'];

export function comingOf(source: ComingSource): Coming[] {
  const { match } = source;
  const lines = [...writtenLines(source), ...source.forecast.flatMap((entry) => forecastLines(entry, source))];
  const groups = new Map<string, Coming>();
  for (const line of lines.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))) {
    const day = instantDay(line.at, match);
    const name = `${day}\n${line.name}`;
    const known = groups.get(name) ?? {
      day,
      on: dayAt(Date.parse(line.at), match.timeZone),
      title: line.title,
      about: [],
      to: [],
    };
    const letter = known.letter ?? line.letter;
    groups.set(name, {
      ...known,
      about: withAbout(known.about, line.about),
      to: added(known.to, line.to),
      ...(letter === undefined ? {} : { letter }),
    });
  }
  return [...groups.values()];
}

function withAbout(all: Coming['about'], about: About | undefined): Coming['about'] {
  if (about === undefined) return all;
  const known = all.find(({ title }) => title === about.title);
  const one = { title: about.title, parts: added(known?.parts ?? [], about.part) };
  return known === undefined ? [...all, one] : all.map((other) => (other === known ? one : other));
}

const added = (all: readonly string[], one: string | undefined): readonly string[] =>
  one === undefined || all.includes(one) ? all : [...all, one];

/** Letters that are written and leave by themselves; what a person carries is on that person's list. On hold nothing leaves. */
function writtenLines({ letters, match, nameOf, letterTitle }: ComingSource): Line[] {
  if (match.status === 'onHold') return [];
  return letters
    .filter(({ channel }) => channel !== 'post' && channel !== 'phone')
    .filter(({ state, automatic }) => WAITING.includes(state) && (automatic || state !== 'queued'))
    .map((letter) => ({
      at: letter.due_at.toISOString() < match.now ? match.now : letter.due_at.toISOString(),
      title: `Letter: ${letterTitle(letter.kind)}`,
      about: undefined,
      to: nameOf(letter.person) ?? 'somebody who has left',
      name: `letter ${letter.kind} ${letter.subject}`,
      letter: letter.id,
    }));
}

/** Moments at which a task opens are left out: the list of steps has them. */
function forecastLines(entry: ForecastEntry, source: ComingSource): Line[] {
  const { at, what, kind } = entry;
  const to = entry.to === null ? undefined : (source.nameOf(entry.to) ?? audienceWords(entry.to));
  const about = aboutWords(entry, source);
  if (what === 'letter') {
    const title = `Letter: ${source.letterTitle(kind)}`;
    return [{ at, title, about: undefined, to, name: `letter ${kind} ${entry.task ?? ''}` }];
  }
  if (what === 'ask') return [askLine(entry, to, about)];
  if (kind === 'MOMENT_REACHED') return [];
  return [{ at, title: source.eventTitle(kind), about, to, name: `moment ${kind}` }];
}

/** An escalation names whoever owed the task; she gets nothing any more. */
function askLine({ at, kind }: ForecastEntry, to: string | undefined, about: About | undefined): Line {
  const name = `ask ${kind} ${to ?? ''}`;
  if (kind !== 'escalate') return { at, title: ASK_WORDS[kind] ?? 'Reminder', about, to, name };
  const title = `Passed on to the next in line; no further reminders to ${to ?? 'whoever owes it'}`;
  return { at, title, about, to: undefined, name };
}

function aboutWords({ task, part }: ForecastEntry, { match, partName }: ComingSource): About | undefined {
  const title = match.tasks.find(({ id }) => id === task)?.title;
  if (part === null) return title === undefined ? undefined : { title, part: undefined };
  const known = match.parts.find(({ id }) => id === part);
  const asked = known && partTask(known.chart, known.state);
  return { title: asked ?? title ?? 'A part of the match', part: partName(part) };
}
