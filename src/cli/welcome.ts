import type { Settings } from '../settings.ts';

export interface Arrived {
  readonly temporalUi: string | undefined;
  readonly signInUrl: string;
  readonly tokenFile: string;
}

/** What is printed once everything runs: where to look, and what to try first. */
export function welcome(settings: Settings, arrived: Arrived): string {
  const rows: [string, string][] = [
    ['Pages', settings.publicUrl],
    ['API and its reference', `${settings.publicUrl}/docs`],
    ...(arrived.temporalUi === undefined ? [] : ([['Temporal UI', arrived.temporalUi]] as [string, string][])),
    settings.smtpUrl === undefined
      ? ['Captured mail', `${settings.publicUrl}/mail (SMTP_URL is not set: nothing is sent)`]
      : ['Mail', 'goes out by SMTP_URL'],
    ['Sign in (once, 24 hours)', arrived.signInUrl],
    ["Administrator's token", arrived.tokenFile],
  ];
  const width = Math.max(...rows.map(([what]) => what.length));
  return [
    '',
    `${settings.programName} is ready.`,
    '',
    ...rows.map(([what, where]) => `  ${what.padEnd(width)}  ${where}`),
    '',
    'Try next, the methods:',
    `  curl -H "Authorization: Bearer $(cat ${arrived.tokenFile})" ${settings.publicUrl}/api/v1/methods`,
    '',
    'Ctrl-C stops all of it; starting again goes on where it was.',
    '',
  ].join('\n');
}
