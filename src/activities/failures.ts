import { ApplicationFailure } from '@temporalio/activity';
import { FAILURES } from '../contracts/failures.ts';

/** Only what no retry can mend is final; whatever else the database says is tried again, for ever, in sight of the operators. */
export const unknownMatch = (match: string): ApplicationFailure =>
  ApplicationFailure.nonRetryable(`there is no match ${match} in the database`, FAILURES.recordInvalid);

/** Some letters could not be handed over yet; Temporal tries again for days (design.md 7). */
export const lettersDeferred = (count: number): ApplicationFailure =>
  ApplicationFailure.retryable(`${count} letter(s) could not be handed over yet`, 'LettersDeferred');
