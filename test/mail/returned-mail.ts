interface Wanted {
  /** The part of the Message-ID before the @. */
  readonly id: string;
  readonly to: string;
  readonly action?: string;
  readonly status?: string;
  /** Where it was forwarded to. */
  readonly final?: string;
  readonly headersOnly?: boolean;
  readonly without?: 'letter';
  readonly also?: { readonly address: string; readonly action: string; readonly status: string };
}

/** A returned message as mail systems write them (RFC 3462, 3464). */
export function returnedMail(wanted: Wanted): Buffer {
  const { id, to, action = 'failed', status = '5.1.1', final = to, headersOnly, without, also } = wanted;
  const letter = [
    'From: Fran Sample <peermatch@example.org>',
    `To: Sam Sample <${to}>`,
    'Subject: A call',
    `Message-ID: <${id}@example.org>`,
    'Date: Mon, 01 Mar 2027 09:00:00 +0000',
    '',
  ];
  const lines = [
    'Return-Path: <>',
    'From: Mail Delivery System <mailer-daemon@mail.example.net>',
    'To: peermatch@example.org',
    'Subject: Undelivered Mail Returned to Sender',
    'Auto-Submitted: auto-replied',
    `In-Reply-To: <${id}@example.org>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="=_report"',
    '',
    '--=_report',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'This is the mail system. Final-Recipient: rfc822; somebody-else@example.org',
    '',
    '--=_report',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mail.example.net',
    'Arrival-Date: Mon, 1 Mar 2027 09:00:02 +0000',
    '',
    ...(final === to ? [] : [`Original-Recipient: rfc822;${to}`]),
    `Final-Recipient: rfc822; ${final}`,
    `Action: ${action}`,
    ...(status === '' ? [] : [`Status: ${status}`]),
    `Diagnostic-Code: smtp; 550 5.1.1 <${final}>: user unknown`,
    '    in this place',
    '',
    ...(also === undefined
      ? []
      : [`Final-Recipient: rfc822; ${also.address}`, `Action: ${also.action}`, `Status: ${also.status}`, '']),
    ...(without === 'letter'
      ? []
      : headersOnly
        ? ['--=_report', 'Content-Type: text/rfc822-headers', '', ...letter]
        : ['--=_report', 'Content-Type: message/rfc822', '', ...letter, 'Dear Sam, can you come?', '']),
    '--=_report--',
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}
