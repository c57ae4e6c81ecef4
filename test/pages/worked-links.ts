import { issueLink } from '../../src/links/index.ts';
import type { LinkSubject } from '../../src/links/index.ts';
import { closingMatch, PEOPLE, SUMMARY } from '../api/closing-match.ts';
import type { ClosingMatch } from '../api/closing-match.ts';
import type { House } from '../api/house.ts';

/** A page behind a link: what it is for, how it stands (the answer that was given, or why there is none), and its token. */
export interface LinkPage {
  readonly purpose: string;
  readonly state: string;
  readonly token: string;
}

const A_DAY = 86_400_000;
const day = (days: number) => new Date(Date.now() + days * A_DAY).toISOString().slice(0, 10);
const consultant = (ref: string) => ({ ref, name: `Consultant ${ref}`, roles: ['consultant'], team: 'helper' });
const people = [...PEOPLE, ...['two', 'three', 'four', 'gone', 'erased'].map(consultant)];
const evaluation = Object.fromEntries(
  ['organized', 'heard', 'peers', 'learned', 'nextSteps'].map((question) => [`f.${question}`, 'fully']),
);
const checkIn = {
  'f.nextSteps': 'Twelve young people met.',
  'f.impact': 'They are asked first.',
  'f.requests.wanted': 'no',
  'f.newNeeds.any': 'no',
};
/** What is typed into every box for words, whether the answer has one or not. */
const WORDS = { 't.text': 'It was six people, not five.', 't.notes': 'Gladly.', 't.reason': 'I am away.' };

type About = Partial<Pick<LinkSubject, 'part' | 'task'>>;

/** Links of every purpose, before and after each answer, and links that do not open. */
export async function linkPages(house: House): Promise<LinkPage[]> {
  const match = await closingMatch(house);
  const pages: LinkPage[] = [
    { purpose: 'none', state: 'unknown', token: 'no-such-link' },
    { purpose: 'none', state: 'example', token: 'your-own-link' },
  ];
  const ids = await Promise.all([beforeTheMatch(match), afterTheMatch(match), afterTheMatch(match), match.closed()]);
  const [before, after, checkedIn, closed] = ids;
  const withdrawn = await match.start({ title: 'Nobody came' });

  /** @param now when the link was made; it opens for nine days */
  async function link(id: string, ref: string, purpose: string, about: About, now = new Date()): Promise<string> {
    const { store, keys } = house.deps.links;
    const person = await match.idOf(id, ref);
    const part = about.part?.replace(/\/(self)$/, `/${person}`) ?? null;
    const subject = { match: id, person, purpose, part, task: about.task ?? null };
    return (await issueLink(store, keys, subject, { now, days: 9 })).token;
  }
  async function press(token: string, act: string, form: Readonly<Record<string, string>>): Promise<void> {
    const payload = new URLSearchParams({ act, key: token, ...form }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await house.app.inject({ method: 'POST', url: `/l/${token}`, payload, headers });
    if (answer.statusCode !== 303) throw new Error(`${act} is answered with ${answer.statusCode}: ${answer.body}`);
  }
  /** Of one purpose: a page for each person, on which she presses, or does not. */
  async function each(
    id: string,
    purpose: string,
    about: About,
    states: Readonly<Record<string, string>>,
    form: Readonly<Record<string, string>> = WORDS,
  ): Promise<void> {
    for (const [state, ref] of Object.entries(states)) {
      const token = await link(id, ref, purpose, about);
      pages.push({ purpose, state, token });
      if (!UNANSWERED.includes(state)) await press(token, state, form);
    }
  }

  const invited = { open: 'con', accept: 'two', decline: 'three', notYet: 'four' };
  await each(before, 'invitation', { part: 'invitation/self' }, invited);
  await each(before, 'call', { part: 'call/first' }, { open: 'lead', fits: 'res', doesNotFit: 'con' });
  await each(before, 'call', { part: 'call/none' }, { notYet: 'lead' });
  await each(before, 'agenda', {}, { open: 'lead', fine: 'res', comment: 'con' });
  await each(before, 'task', { task: 'T28' }, { done: 'fac', handedOver: 'lead' });
  await each(before, 'task', { task: 'T30' }, { notMine: 'aa' });
  await each(before, 'task', { task: 'T12' }, { open: 'fac' });
  await each(after, 'agenda', {}, { noDraft: 'lead' });
  const returned = { open: 'lead', send: 'res', notYet: 'two' };
  await each(after, 'evaluation', { part: 'evaluation/self' }, returned, evaluation);
  const read = { open: 'lead', approve: 'res', amend: 'con', object: 'three', notYet: 'two' };
  await each(after, 'review', { part: 'review/self' }, read);
  await each(after, 'checkIn', { task: 'T24' }, { open: 'lead' });
  await each(checkedIn, 'checkIn', { task: 'T24' }, { send: 'lead' }, checkIn);
  await each(closed, 'agenda', {}, { tooLate: 'lead' });
  await each(closed, 'review', { part: 'review/self' }, { tooLate: 'lead' });
  await each(closed, 'checkIn', { task: 'T24' }, { tooLate: 'lead' });

  const old = new Date(Date.now() - 20 * A_DAY);
  const shut = async (state: string, id: string, ref: string, now?: Date) => {
    const token = await link(id, ref, 'call', { part: `call/${state}` }, now);
    pages.push({ purpose: 'call', state, token });
    return token;
  };
  await shut('expired', before, 'lead', old);
  await shut('closed', closed, 'lead', old);
  for (const state of ['replaced', 'revoked'] as const) {
    await shut(state, before, 'lead');
    const [made] = await house.deps.links.store.ofMatch(before);
    await house.deps.links.store.revoke(made?.id ?? '', state);
  }
  await shut('left', before, 'gone');
  await match.on(before, 'PERSON_LEFT', { data: { person: 'gone' } });
  await shut('erased', before, 'erased');
  await match.on(before, 'PERSON_ERASED', { data: { person: 'erased', reason: 'She wishes it' } });
  await shut('cancelled', withdrawn, 'lead');
  await match.on(withdrawn, 'WITHDRAWN', { data: { reason: 'No time' } });
  return pages;
}

/** States in which nobody has pressed anything. */
const UNANSWERED = ['open', 'notYet', 'noDraft', 'handedOver', 'tooLate'];

async function beforeTheMatch(match: ClosingMatch): Promise<string> {
  const dates = { assignedOn: day(-60), matchStart: day(20), matchEnd: day(21) };
  const id = await match.start({ ...dates, people, title: 'How young people take part in decisions' });
  for (const ref of ['con', 'two', 'three', 'four'])
    await match.on(id, 'CANDIDATE_SUGGESTED', { data: { person: ref } });
  for (const ref of ['con', 'two', 'three']) await match.on(id, 'CONSULTANT_INVITED', { part: `invitation/${ref}` });
  const invitees = ['lead', 'res', 'con'];
  await match.on(id, 'CALL_PLANNED', { data: { call: 'first', on: day(9), time: '15:00', invitees } });
  const items = [
    { day: day(20), begins: '14:30', minutes: 90, title: 'Welcome', kind: 'social', leads: 'Sam Sitelead' },
  ];
  await match.on(id, 'AGENDA_BUILT', { data: { form: { items } } });
  await match.on(id, 'DRAFT_AGENDA_CIRCULATED');
  return id;
}

async function afterTheMatch(match: ClosingMatch): Promise<string> {
  const id = await match.start({ assignedOn: day(-60), matchStart: day(-2), matchEnd: day(-1), people });
  await match.on(id, 'ATTENDANCE_MARKED', { data: { attended: ['lead', 'res', 'con', 'three'] } });
  await match.on(id, 'MATCH_ENDED');
  await match.on(id, 'COMMITMENT_MADE', {
    data: { commitment: 'one', kind: 'collective', text: 'A youth council', due: day(60) },
  });
  const review = { reviewSentOn: day(0), reviewUntil: day(14) };
  await match.on(id, 'SUMMARY_CIRCULATED', { data: { form: SUMMARY, ...review } });
  return id;
}
