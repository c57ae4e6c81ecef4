import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { z } from 'zod';
import type { Caller } from '../access.ts';
import type { ApiDeps } from '../deps.ts';
import { isDatabaseAway } from '../errors.ts';

/** A passkey is the only thing that is asked for, so the device must see for itself that it is its owner. */
const OWNER_SEEN = { residentKey: 'required', userVerification: 'required' } as const;

const text = z.string().max(20_000);
const answerSchema = z.looseObject({
  id: text,
  rawId: text,
  type: z.literal('public-key'),
  response: z.looseObject({}),
});

/** Whose passkeys these are: the name of this place, by its public address. */
const placeOf = ({ publicUrl }: ApiDeps) => ({
  expectedOrigin: new URL(publicUrl).origin,
  expectedRPID: new URL(publicUrl).hostname,
});

/** What a browser is asked to make a passkey of. */
export async function askForNew(deps: ApiDeps, { account, name, email }: Caller) {
  const known = await deps.accounts.passkeysOf(account);
  const options: PublicKeyCredentialCreationOptionsJSON = await generateRegistrationOptions({
    rpName: deps.programName,
    rpID: placeOf(deps).expectedRPID,
    userID: new TextEncoder().encode(account),
    userName: email ?? name,
    userDisplayName: name,
    excludeCredentials: known.map(({ id, transports }) => ({ id, transports: [...transports] })),
    authenticatorSelection: OWNER_SEEN,
  });
  await deps.accounts.keepChallenge(options.challenge, account, new Date(deps.clock()));
  return options;
}

/** Keeps what the browser made; false when it was not what it was asked for. */
export async function addNew(deps: ApiDeps, { account }: Caller, answer: unknown, name: string): Promise<boolean> {
  const now = new Date(deps.clock());
  const response = readAnswer(answer);
  if (response === undefined) return false;
  const { verified, registrationInfo } = await soundOr(() =>
    verifyRegistrationResponse({
      ...placeOf(deps),
      response: response as unknown as RegistrationResponseJSON,
      expectedChallenge: (challenge) => deps.accounts.takeChallenge(challenge, account, now),
    }),
  );
  if (!verified || registrationInfo === undefined) return false;
  const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
  return deps.accounts.addPasskey({ id, account, publicKey, counter, transports, name }, now);
}

/** What a browser is asked to sign. It asks for no account: which of them there are is nobody's to know. */
export async function askToSign(deps: ApiDeps, browser: string): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { expectedRPID: rpID } = placeOf(deps);
  const options = await generateAuthenticationOptions({ rpID, userVerification: OWNER_SEEN.userVerification });
  await deps.accounts.keepChallenge(options.challenge, browser, new Date(deps.clock()));
  return options;
}

/** Whose account it is that a browser signed for; undefined when it did not sign what it was asked, or the key is not known. */
export async function accountBySigning(deps: ApiDeps, browser: string, answer: unknown): Promise<string | undefined> {
  const now = new Date(deps.clock());
  const response = readAnswer(answer);
  const known = response && (await deps.accounts.passkey(response.id));
  if (response === undefined || known === undefined) return undefined;
  const { account, ...credential } = known;
  const { verified, authenticationInfo } = await soundOr(() =>
    verifyAuthenticationResponse({
      ...placeOf(deps),
      response: response as unknown as AuthenticationResponseJSON,
      expectedChallenge: (challenge) => deps.accounts.takeChallenge(challenge, browser, now),
      credential: { ...credential, transports: [...credential.transports] },
    }),
  );
  if (!verified || authenticationInfo === undefined) return undefined;
  await deps.accounts.passkeyUsed(known.id, authenticationInfo.newCounter, now);
  return account;
}

function readAnswer(answer: unknown) {
  if (typeof answer !== 'string') return undefined;
  try {
    return answerSchema.safeParse(JSON.parse(answer)).data;
  } catch {
    return undefined;
  }
}

/** The library throws for what was not made here, or not for this question: to us that is an answer. */
async function soundOr<T extends { verified: boolean }>(verify: () => Promise<T>): Promise<Partial<T>> {
  try {
    return await verify();
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    return {};
  }
}
