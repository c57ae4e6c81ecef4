import { secretsIn } from '../../contracts/forms/secrets.ts';
import { ApiProblem } from '../errors.ts';

/** What is about money says how far a payment is; a number of a tax office or a bank is refused with its place, and kept nowhere. */
export function refuseSecrets(value: unknown, place: readonly string[]): void {
  const errors = secretsIn(value).map((path) => ({
    path: [...place, ...path].join('.'),
    message: 'looks like a tax or bank number: it is not kept here, leave it on the paper form',
  }));
  if (errors.length > 0) throw new ApiProblem(422, { errors });
}
