import type { ListedAccount } from '../../../db/accounts.ts';
import type { ListedToken } from '../../../db/tokens.ts';
import type { Asked } from '../act/asked.ts';
import type { Mistake } from '../act/report.tsx';
import type { Reader } from '../layout.tsx';
import type { Told } from './said.tsx';

/** What a page with the form of an account shows. */
export interface FormView {
  readonly reader: Reader;
  readonly asked: readonly Asked[];
  readonly values: Readonly<Record<string, unknown>>;
  readonly mistakes: readonly Mistake[];
  readonly hidden: Readonly<Record<string, string>>;
}

export interface OneAccountView extends FormView {
  readonly account: ListedAccount;
  readonly tokens: readonly ListedToken[];
  readonly askedOfToken: readonly Asked[];
  readonly isOwn: boolean;
  /** No mail server is set: links are handed over. */
  readonly handsOver: boolean;
  readonly now: number;
  readonly told: Told | undefined;
}
