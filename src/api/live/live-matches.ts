import { PassThrough } from 'node:stream';
import type { Readable } from 'node:stream';
import type { Logger } from 'pino';
import type { Database } from '../../db/database.ts';
import { watchMatches } from '../../db/match-changes.ts';
import type { MatchChanges } from '../../db/match-changes.ts';

/** A reader's open page. */
interface Watcher {
  readonly account: string;
  readonly match: string;
  /** May she still see it? Asked again with every beat. */
  readonly isStillIn: () => Promise<boolean>;
  readonly stream: PassThrough;
}
interface Opening extends Omit<Watcher, 'stream'> {
  /** How far the record was when the page was made; undefined: it was open before, and has missed something. */
  readonly seq: number | undefined;
}

/** Proxies give up on a stream that is silent for a minute. */
const BEAT = 20_000;
/** Longer than a beat, so that one that is late loses nothing, seconds. */
const WATCH = 60;
/** Tabs of one account that one process tells; a tab in the background asks for none. */
const MOST_STREAMS = 20;
const MOST_UNREAD = 16_384;

/** htmx sends the id back when it comes again: by it we know that something may have been missed. */
const HELLO = 'id: open\n\n';
const NEWS = 'event: news\ndata: changed\n\n';
const HERE = ': here\n\n';
const ENDED = 'event: ended\ndata: signed out\n\n';

/** A stream that has ended stays among the open ones until it is closed; nothing is said to it any more. */
const say = (stream: PassThrough, words: string): void => {
  if (stream.writable) stream.write(words);
};

/**
 * The open pages of this process, and what tells them that their match has changed (design.md 9). Nothing but "changed" is ever
 * said: what it is the page asks for itself, as whoever looks at it. With every beat the records are compared as well, so that a
 * notification that was lost only comes late.
 */
export function makeLiveMatches(deps: { db: Database; changes: MatchChanges | undefined; log: Logger; beat?: number }) {
  const { db, changes, log, beat = BEAT } = deps;
  const watchers = new Set<Watcher>();
  /** How far each record was when its pages were told last. */
  const told = new Map<string, number>();
  let listening: { close(): Promise<void> } | undefined;
  let timer: NodeJS.Timeout | undefined;

  const quietly = (work: Promise<unknown>): void =>
    void work.catch((error: unknown) => log.warn({ err: error }, 'live pages were not told'));

  const watched = (match: string): Watcher[] => [...watchers].filter((one) => one.match === match);
  const tell = (match: string): void => watched(match).forEach(({ stream }) => say(stream, NEWS));

  /** Tells of those whose record went on since. */
  const compare = async (matches: readonly string[]): Promise<void> => {
    for (const [match, seq] of await watchMatches(db, matches, WATCH)) {
      const before = told.get(match);
      told.set(match, seq);
      if (before !== undefined && before !== seq) tell(match);
    }
  };
  const compareAll = (): Promise<void> => compare([...new Set([...watchers].map(({ match }) => match))]);

  const heard = async (match: string): Promise<void> => {
    if (watched(match).length === 0) return;
    const seqs = await watchMatches(db, [match], WATCH);
    told.set(match, seqs.get(match) ?? 0);
    tell(match);
  };

  const begin = (): void => {
    if (timer !== undefined) return;
    listening = changes?.listen({ onChange: (match) => quietly(heard(match)), onBack: () => quietly(compareAll()) });
    timer = setInterval(() => quietly(beatOnce()), beat);
    timer.unref();
  };
  const beatOnce = async (): Promise<void> => {
    await Promise.all([...watchers].map(keepOrEnd));
    await compareAll();
  };
  const keepOrEnd = async ({ stream, isStillIn }: Watcher): Promise<void> => {
    if (stream.writableLength > MOST_UNREAD) stream.destroy();
    else if (await isStillIn()) say(stream, HERE);
    else if (stream.writable) stream.end(ENDED);
  };

  return {
    /** @returns what is sent to the page; undefined when the account has too many open already */
    async open({ seq, ...opening }: Opening): Promise<Readable | undefined> {
      if ([...watchers].filter(({ account }) => account === opening.account).length >= MOST_STREAMS) return undefined;
      begin();
      const watcher = { ...opening, stream: new PassThrough() };
      const { stream, match } = watcher;
      stream.write(HELLO);
      watchers.add(watcher);
      stream.on('close', () => {
        watchers.delete(watcher);
        if (watched(match).length === 0) told.delete(match);
      });
      try {
        await compare([match]);
      } catch (error) {
        stream.destroy();
        throw error;
      }
      if (seq !== told.get(match)) say(stream, NEWS);
      return stream;
    },

    /** Ends every stream: pages come again, to whichever process is there then. */
    async close(): Promise<void> {
      clearInterval(timer);
      for (const { stream } of watchers) stream.end();
      await listening?.close();
    },
  };
}
