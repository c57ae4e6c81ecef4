import { draft } from '../../shared/vocabulary.ts';
import { QUIET } from '../quiet.ts';
import { base } from './setup.ts';

const invite = { target: 'invited', actions: [draft('T06', { kind: 'm4', repeat: true })] };
const decline = { target: 'declined', actions: [draft('T06', { kind: 'x5', persons: 'ofPart', repeat: true })] };
const lost = { outcome: 'CONSULTANT_LOST' };

/**
 * A candidate and her invitation (S0 l.52-62; requirements.md A8, X5): whether she would lead is known to the match.
 * The letter asks first; after nine working days without an answer she counts as silent, and may still accept.
 */
export const invitation = base.createMachine({
  id: 'invitation',
  initial: 'suggested',
  options: { maxIterations: 100 },
  states: {
    suggested: {
      on: { CANDIDATE_EXAMINED: 'examined', CONSULTANT_INVITED: invite, INVITATION_WITHDRAWN: 'withdrawn' },
    },
    examined: {
      meta: { outcome: 'CANDIDATE_FOUND_FIT' },
      on: {
        CANDIDATE_EXAMINED: { target: 'examinedAgain' },
        CONSULTANT_INVITED: invite,
        INVITATION_WITHDRAWN: 'withdrawn',
      },
    },
    examinedAgain: {
      meta: { outcome: 'CANDIDATE_FOUND_FIT' },
      on: { CANDIDATE_EXAMINED: 'examined', CONSULTANT_INVITED: invite, INVITATION_WITHDRAWN: 'withdrawn' },
    },
    invited: {
      meta: {
        id: 'invitation',
        task: 'T06',
        owner: 'consultant',
        window: { anchor: 'entered', due: '+3wd', ends: '+10wd' },
        policy: 'invitation',
        expires: 'INVITATION_EXPIRED',
        quietWhile: QUIET,
        outcome: 'CONSULTANT_ASKED',
      },
      on: {
        INVITATION_ACCEPTED: 'accepted',
        INVITATION_DECLINED: decline,
        INVITATION_WITHDRAWN: 'withdrawn',
        INVITATION_EXPIRED: 'silent',
      },
    },
    accepted: {
      meta: { outcome: 'CONSULTANT_ACCEPTED' },
      on: { INVITATION_ANSWER_UNDONE: 'invited', INVITATION_DECLINED: decline, INVITATION_WITHDRAWN: 'withdrawn' },
    },
    declined: {
      meta: { outcome: 'CONSULTANT_DECLINED' },
      on: { INVITATION_ANSWER_UNDONE: 'invited', INVITATION_ACCEPTED: 'accepted' },
    },
    silent: {
      meta: { outcome: 'CONSULTANT_SILENT' },
      on: {
        INVITATION_ACCEPTED: 'accepted',
        INVITATION_DECLINED: decline,
        INVITATION_WITHDRAWN: 'withdrawn',
        CONSULTANT_INVITED: invite,
      },
    },
    withdrawn: { meta: lost, on: { INVITATION_ANSWER_UNDONE: 'suggested', CONSULTANT_INVITED: invite } },
  },
});
