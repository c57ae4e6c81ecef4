import { describe, expect, it } from 'vitest';
import { eventJsonSchema, eventSchemas, readData } from '../../src/contracts/events/index.ts';
import { scenes } from '../../src/cli/story.ts';
import { methods } from '../../src/machines/index.ts';
import { mayReport } from '../../src/machines/kernel/index.ts';

/** Catalogue and schemas are two halves of one thing: who may say what, and how. */
describe.each([...methods.values()])('$method', (chart) => {
  const sayable = Object.entries(chart.catalogue).filter(([, entry]) => mayReport(entry, 'administrator'));

  it('has a schema for every event that people may report, and none for another', () => {
    expect(Object.keys(eventSchemas(chart.method)).sort()).toEqual(sayable.map(([type]) => type).sort());
  });

  it.each(sayable)('%s tells its schema as JSON Schema', (type) => {
    expect(eventJsonSchema(chart.method, type)).toMatchObject({ type: 'object', additionalProperties: false });
  });

  it.each(sayable)('%s knows the facts that become anchors', (type, entry) => {
    const known = Object.keys(eventSchemas(chart.method)[type]?.facts.shape ?? {});
    expect(known).toEqual(expect.arrayContaining(Object.values(entry.anchors ?? {})));
  });

  it.each(sayable.filter(([, { form }]) => form))('%s takes its form as a text', (type) => {
    const schema = eventSchemas(chart.method)[type];
    const named = [...Object.keys(schema?.texts?.shape ?? {})];
    expect(named.some((name) => name === 'form')).toBe(true);
  });

  it.each(sayable)('%s refuses what it does not know', (type) => {
    expect(readData(chart.method, type, { address: '1 Sample Street' }).ok).toBe(false);
  });
});

describe('facts', () => {
  const read = (data: object) => readData('ncdb-peer-match', 'SESSION_PLANNED', { ...data });

  it('are separated from texts', () => {
    expect(read({ startsOn: '2027-05-03', place: 'Town hall' })).toEqual({
      ok: true,
      data: { facts: { startsOn: '2027-05-03' }, texts: { place: 'Town hall' }, persons: [] },
    });
  });

  it.each(['Ann Seeker', 'ann@example.org', ''])('cannot hold "%s" as an id', (session) => {
    expect(read({ session }).ok).toBe(false);
  });

  it.each(['2027-02-29', '1027-05-03', '05/03/2027'])('cannot hold "%s" as a day', (startsOn) => {
    expect(read({ startsOn }).ok).toBe(false);
  });
});

describe('the worked match', () => {
  const played = scenes((day) => new Date(Date.UTC(2027, 0, 4 + day)).toISOString().slice(0, 10));

  it.each(played.filter(({ type }) => type !== 'RELEASE'))('can report $type on day $day', ({ type, data }) => {
    expect(readData('cssp-peer-match', type, data ?? {})).toMatchObject({ ok: true });
  });
});
