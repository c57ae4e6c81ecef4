import { assign, setup } from 'xstate';
import type { Facts } from '../../kernel/types.ts';
import type { DraftLetterParams } from '../../shared/config.ts';
import type { Context, Happened } from '../context.ts';
import { idOf, isOfTeam, own } from '../facts.ts';

/** An event as a part sees it: with what the match knows, for guards. */
type Given = Happened & { readonly match?: Facts };

/** R9 (S0 l.38, l.60): honoraria are for residents only, and only after the program's yes for that side; without a known side both must be yes. */
export const fundsGranted = ({ event }: { event: Given }): boolean => {
  const match = event.match as Context | undefined;
  if (!match) return false;
  const id = idOf(event);
  const person = own(match.people, id);
  if (!match.residents.includes(id) || person?.resident === false) return false;
  const site = match.funds.site === true;
  const consultants = match.funds.consultants === true;
  if (person && isOfTeam('seeker', person)) return site;
  if (person && isOfTeam('helper', person)) return consultants;
  return site && consultants;
};

/** What every part chart is made with. */
export const base = setup({
  types: {} as { events: Given },
  guards: { fundsGranted },
  actions: {
    draftLetter: (_, _params: DraftLetterParams) => {},
    /** The event is taken, and stands in the record: the chart itself need not know. */
    note: assign({}),
  },
});
