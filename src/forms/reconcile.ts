import type { Answers } from '../contracts/forms/answers.ts';
import type { FormDefinition } from '../contracts/forms/definition.ts';
import type { FormFinding } from './form-finding.ts';
import type { KnownMatch } from './knowledge.ts';
import { dateRules } from './rules-of-dates.ts';
import { numberRules } from './rules-of-numbers.ts';
import { peopleRules } from './rules-of-people.ts';
import { read } from './read.ts';

/** Compares the answers of a form with each other and with what is known of the match and its people. */
export function reconcile(definition: FormDefinition, answers: Answers, match: KnownMatch): FormFinding[] {
  const reading = read(definition, answers);
  return [dateRules, numberRules, peopleRules].flatMap((rules) => rules(reading, match));
}
