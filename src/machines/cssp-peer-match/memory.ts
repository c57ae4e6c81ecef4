import type { Comment, Context, Happened, Memory } from './context.ts';
import { among, count, fact, idOf, isNoAnswer, own, text, texts, without, yes } from './facts.ts';
import { peopleMemory } from './memory-of-people.ts';

const dates =
  (start: string, end: string) =>
  (context: Context, event: Happened): Partial<Context> => ({
    start: text(event, start) ?? context.start,
    end: text(event, end) ?? context.end,
  });

const arrangement =
  (state: Context['arrangements'][string]) =>
  ({ arrangements }: Context, event: Happened): Partial<Context> => ({
    arrangements: { ...arrangements, [idOf(event)]: state },
  });
const honorarium =
  (state: Context['honoraria'][string]) =>
  ({ honoraria }: Context, event: Happened): Partial<Context> => ({
    honoraria: { ...honoraria, [idOf(event)]: state },
  });
const review =
  (answer: Context['reviews'][string]) =>
  ({ reviews }: Context, event: Happened): Partial<Context> => ({ reviews: { ...reviews, [idOf(event)]: answer } });

/** What a reader wrote waits to be settled; without an id of its own it is the reader's one comment. */
const commented =
  (answer: 'amended' | 'objected') =>
  (context: Context, event: Happened): Partial<Context> => ({
    ...review(answer)(context, event),
    comments: {
      ...context.comments,
      [text(event, 'comment') ?? idOf(event)]: { by: idOf(event), state: 'open' },
    },
  });

/** An answer that is taken back takes its comments along; what was settled stays settled. */
function askedAgain({ reviews, comments }: Context, event: Happened): Partial<Context> {
  const stays = ([, { by, state }]: [string, Comment]): boolean => by !== idOf(event) || state !== 'open';
  return {
    reviews: without(reviews, idOf(event)),
    comments: Object.fromEntries(Object.entries(comments).filter(stays)),
  };
}

const SETTLED = ['accepted', 'declined', 'noted'] as const;

function commentSettled({ comments }: Context, event: Happened): Partial<Context> {
  const id = text(event, 'comment') ?? '';
  const comment = own(comments, id);
  const state = SETTLED.find((one) => one === fact(event, 'outcome'));
  return comment && state ? { comments: { ...comments, [id]: { ...comment, state } } } : {};
}

/** Whoever says only how many requests there are means information. */
function checkInAnswered(_: Context, event: Happened): Partial<Context> {
  const requests = count(event, 'requests');
  const exchange = yes(event, 'exchange');
  const information = yes(event, 'information') || (requests > 0 && !exchange);
  return {
    checkIn: 'answered',
    requests: Math.max(requests, Number(information) + Number(exchange)),
    information,
    exchange,
    newNeeds: yes(event, 'newNeeds'),
  };
}

/** How many people of each team a planned call has, as long as nobody counted them. */
const expected = (audience: string): { seekers: number; helpers: number } => ({
  seekers: ['initial', 'site', 'group', 'everyone'].includes(audience) ? 1 : 0,
  helpers: ['consultants', 'group', 'everyone'].includes(audience) ? 1 : 0,
});

function callHeld({ calls }: Context, event: Happened): Partial<Context> {
  const id = idOf(event);
  const audience = calls[id]?.audience ?? '';
  const planned = expected(audience);
  const held = {
    audience,
    heldOn: text(event, 'heldOn') ?? '',
    seekers: fact(event, 'seekers') === null ? planned.seekers : count(event, 'seekers'),
    helpers: fact(event, 'helpers') === null ? planned.helpers : count(event, 'helpers'),
  };
  return { calls: { ...calls, [id]: held } };
}

function callTakenBack({ calls }: Context, event: Happened): Partial<Context> {
  const id = idOf(event);
  const audience = calls[id]?.audience ?? '';
  return { calls: { ...calls, [id]: { audience, heldOn: null, seekers: 0, helpers: 0 } } };
}

/** A new answer asks anew what else can be done. */
function fundsAnswered({ funds }: Context, event: Happened): Partial<Context> {
  const available = fact(event, 'available');
  const side = text(event, 'for');
  if (typeof available !== 'boolean' || (side !== 'site' && side !== 'consultants')) return {};
  return { funds: { ...funds, [side]: available }, alternatives: false };
}

/** Confirmation letters to participants and to consultants: when the last of both has left, they are released (T12). */
const CONFIRMATIONS = ['m13a', 'm13b'];

/** Letters that stay among those who run the match. */
const INTERNAL = ['m2', 'm3', 'm8', 'm9', 'm10', 'm11', 'm16', 'm17', 'm18a', 'x24'];

function lettersReleased(context: Context, event: Happened): Partial<Context> {
  const kind = text(event, 'kind') ?? '';
  const told = INTERNAL.includes(kind) || kind === '' ? [...context.told] : among(context.told, kind);
  return { told, ...confirmationsReleased(context, event, kind) };
}

function confirmationsReleased(
  { confirmed, released }: Context,
  event: Happened,
  kind: string,
): Pick<Context, 'confirmed' | 'released'> | Record<string, never> {
  if (!CONFIRMATIONS.includes(kind) || fact(event, 'rest') !== 0) return {};
  const out = among(confirmed, kind);
  return { confirmed: out, released: released || CONFIRMATIONS.every((one) => out.includes(one)) };
}

/** Taken back before they left (X26): they wait again. */
function lettersRecalled({ confirmed }: Context, event: Happened): Partial<Context> {
  const kind = text(event, 'kind') ?? '';
  return CONFIRMATIONS.includes(kind) ? { confirmed: confirmed.filter((one) => one !== kind), released: false } : {};
}

const CONTENTS = ['agenda', 'participantList', 'materials'];
/** R13: what a packet is made of (S0 l.105). */
export const PACKET = [...CONTENTS, 'evaluationForm'] as const;

/** Whoever says nothing of its contents means a whole packet: what was handed over, with the evaluation form. */
function packetsMailed({ handedOver }: Context, event: Happened): Partial<Context> {
  const said = texts(event, 'contents');
  const packed = said.length > 0 ? said : ['evaluationForm'];
  return { mailed: true, handedOver: packed.reduce(among, [...handedOver]) };
}

function attendanceMarked(context: Context, event: Happened): Partial<Context> {
  const residents = texts(event, 'residents');
  const honoraria = Object.fromEntries(residents.map((id) => [id, context.honoraria[id] ?? 'due'] as const));
  return { attended: texts(event, 'attended'), residents, honoraria };
}

const reviewersOf = ({ reviewers }: Context, event: Happened): string[] =>
  texts(event, 'reviewers').reduce<string[]>((known, id) => among(known, id), [...reviewers]);

/** What the chart keeps of each event (all of them JSON, none of them a text). */
export const MEMORY: Memory = {
  ...peopleMemory,
  TIMELINE_DRAFTED: dates('targetStart', 'targetEnd'),
  DATES_FINALIZED: dates('matchStart', 'matchEnd'),
  DATE_MOVED: dates('matchStart', 'matchEnd'),
  WRITER_NAMED: (_, event) => ({ writer: text(event, 'writer'), writerLeft: false }),
  FUNDS_ANSWERED: fundsAnswered,
  PURPOSE_CLARIFIED: ({ purposes }) => ({ purposes: purposes + 1 }),
  CALL_TOOK_PLACE: callHeld,
  CALL_TAKEN_BACK: callTakenBack,
  FACT_SHEET_SUBMITTED: () => ({ factSheet: 'submitted' }),
  FACT_SHEET_ACCEPTED: () => ({ factSheet: 'accepted' }),
  FACT_SHEET_RETURNED: () => ({ factSheet: 'returned' }),
  SITE_CONTACTED: (_, event) => ({ contacted: true, siteSilent: isNoAnswer(event) }),
  SITE_TEAM_LISTED: ({ listVersion }) => ({ listed: true, listVersion: Math.max(1, listVersion) }),
  AGENDA_BUILT: (_, event) => ({ openPoints: yes(event, 'openPoints') }),
  NO_RESIDENTS_EXPLAINED: () => ({ explained: true }),
  ALTERNATIVES_NOTED: () => ({ alternatives: true }),
  MATCH_MADE_VIRTUAL: () => ({ virtual: true }),
  MATCH_MADE_IN_PERSON: () => ({ virtual: false }),
  CONFIRMATIONS_APPROVED: () => ({ approved: true }),
  CONFIRMATIONS_RELEASED: () => ({ released: true }),
  LETTERS_RELEASED: lettersReleased,
  LETTERS_RECALLED: lettersRecalled,
  PACKETS_MAILED: packetsMailed,
  SHARING_ANSWERED: ({ sharing }, event) => ({ sharing: among(sharing, text(event, 'team') ?? '') }),
  PACKET_CONTENTS_HANDED_OVER: ({ handedOver }, event) => ({
    handedOver: (texts(event, 'contents').length > 0 ? texts(event, 'contents') : CONTENTS).reduce(among, [
      ...handedOver,
    ]),
  }),
  ARRANGEMENT_STANDS: arrangement('made'),
  ARRANGEMENT_SETTLED: arrangement('settled'),
  ARRANGEMENT_UNSETTLED: arrangement('open'),
  ARRANGEMENT_LEFT_OUT: arrangement('leftOut'),
  ATTENDANCE_MARKED: attendanceMarked,
  EVALUATION_COUNTED: ({ evaluations }, event) => ({ evaluations: among(evaluations, idOf(event)) }),
  EVALUATION_UNCOUNTED: ({ evaluations }, event) => ({ evaluations: evaluations.filter((id) => id !== idOf(event)) }),
  HONORARIUM_AWAITED: honorarium('due'),
  HONORARIUM_PROMISED: honorarium('promised'),
  HONORARIUM_SETTLED: honorarium('settled'),
  SUMMARY_CIRCULATED: (context, event) => ({
    reviewSentOn: text(event, 'reviewSentOn'),
    reviewUntil: text(event, 'reviewUntil'),
    reviewers: reviewersOf(context, event),
  }),
  REVIEW_EXTENDED: (_, event) => ({ reviewUntil: text(event, 'reviewUntil') }),
  REVIEW_APPROVED: review('approved'),
  REVIEW_AMENDED: commented('amended'),
  REVIEW_OBJECTED: commented('objected'),
  REVIEW_LAPSED: review('noAnswer'),
  REVIEW_OPEN_AGAIN: askedAgain,
  AMENDMENT_SETTLED: commentSettled,
  SUMMARY_FINALIZED: () => ({ finished: true }),
  CHECK_IN_ANSWERED: checkInAnswered,
  CHECK_IN_TAKEN_BACK: () => ({ checkIn: 'none', requests: 0, information: false, exchange: false, newNeeds: false }),
  CHECK_IN_EXPIRED: () => ({ checkIn: 'expired' }),
};

export const isContents = (handedOver: readonly string[]): boolean => CONTENTS.every((one) => handedOver.includes(one));
export const isPacket = (handedOver: readonly string[]): boolean => PACKET.every((one) => handedOver.includes(one));
