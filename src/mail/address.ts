/** A person or the program, as a mail names them. Never put together as text: that is how headers are injected. */
export interface Address {
  readonly name?: string | undefined;
  readonly address: string;
}

/** The address as nodemailer takes it: the name on one line, the address checked. Throws for one that cannot be written to. */
export function checkedAddress({ name, address }: Address): { name: string; address: string } {
  return { name: headerText(name ?? ''), address: checkedMailbox(address) };
}

/** The bare mailbox of an envelope. */
export function checkedMailbox(address: string): string {
  if (address.length > 254 || !/^[^\s@<>()[\]\\,;:"\p{Cc}]+@[^\s@<>()[\]\\,;:"\p{Cc}]+$/u.test(address)) {
    throw new TypeError('not an e-mail address that can be written to');
  }
  return address;
}

/** Text for a header: one line, no control characters. */
export function headerText(value: string): string {
  return value.replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

/** `Peermatch <peermatch@example.org>` or the bare address (checked by the settings). */
export function readAddress(text: string): Address {
  const [, name = '', address = ''] = /^(.*)<([^<>]+)>$/.exec(text) ?? [undefined, '', text];
  return { name: name.trim(), address: address.trim() };
}
