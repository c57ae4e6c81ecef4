import { isAbsolute } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeWorkCalendar } from '../../src/calendar/index.ts';
import { readSettings } from '../../src/settings.ts';

describe('settings', () => {
  test('have a sound default for everything, so that a fresh machine needs none', () => {
    const settings = readSettings({});

    expect(settings).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:3000',
      databaseUrl: undefined,
      smtpUrl: undefined,
      temporalAddress: undefined,
      temporalNamespace: 'default',
      temporalUi: true,
      formsDir: undefined,
      calendar: { country: 'US', extra: [], removed: [] },
    });
    expect(isAbsolute(settings.dataDir)).toBe(true);
  });

  test('name every wrong variable at once, say what would be right, and repeat no value', () => {
    const read = () =>
      readSettings({
        PORT: 'eighty',
        DATABASE_URL: 'mysql://root:hunter2@db/peermatch',
        SMTP_URL: 'mail.example.org',
        TEMPORAL_ADDRESS: 'https://temporal.example.org',
        TEMPORAL_UI: 'maybe',
        LOG_LEVEL: 'loud',
        CALENDAR_COUNTRY: 'USA',
        CALENDAR_CLOSED: 'Christmas Eve',
        FORMS_DIR: '/nowhere/forms',
      });

    expect(read).toThrow(/PORT must be a port number from 1 to 65535/);
    expect(read).toThrow(/DATABASE_URL must be a URL like postgres:/);
    expect(read).toThrow(/SMTP_URL must be a URL like smtp:/);
    expect(read).toThrow(/TEMPORAL_ADDRESS must be host and port without a scheme/);
    expect(read).toThrow(/TEMPORAL_UI must be "on" or "off"/);
    expect(read).toThrow(/LOG_LEVEL must be one of fatal, /);
    expect(read).toThrow(/CALENDAR_COUNTRY must be a country code/);
    expect(read).toThrow(/CALENDAR_CLOSED must be days with commas/);
    expect(read).toThrow(/FORMS_DIR must be a folder that is there/);
    expect(read).not.toThrow(/hunter2/);
  });

  test('edit the holidays: further closed days, and holidays that are worked on', () => {
    const { calendar } = readSettings({ CALENDAR_CLOSED: '2027-12-24, 2027-12-31', CALENDAR_WORKED: 'Columbus Day' });
    const { isWorkingDay } = makeWorkCalendar(calendar);
    expect(['2027-12-24', '2027-12-31', '2027-10-11'].map(isWorkingDay)).toEqual([false, false, true]);
  });

  test('take an empty variable for one that is not set', () => {
    expect(readSettings({ PORT: '', SMTP_URL: '', PUBLIC_URL: '' })).toMatchObject({ port: 3000, smtpUrl: undefined });
  });

  test('follow PORT in the public address, and drop the slash at the end of a given one', () => {
    expect(readSettings({ PORT: '8080' }).publicUrl).toBe('http://localhost:8080');
    expect(readSettings({ PUBLIC_URL: 'https://match.example.org/' }).publicUrl).toBe('https://match.example.org');
  });
});
