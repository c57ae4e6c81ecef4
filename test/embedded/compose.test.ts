import { readFile } from 'node:fs/promises';
import matter from 'gray-matter';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { DYNAMIC_CONFIG } from '../../src/embedded/temporal.ts';

/**
 * What can be known of the compose file without a Docker engine. The schema is the published one of the Compose Specification
 * (compose-spec/compose-spec, schema/compose-spec.json, Apache-2.0); whether the images run is not tested here.
 */
const read = (path: string): Promise<string> => readFile(new URL(path, import.meta.url), 'utf8');
const readYaml = async (path: string): Promise<unknown> => matter(`---\n${await read(path)}\n---`).data;

const SERVICES = z.object({
  services: z.record(
    z.string(),
    z.looseObject({
      image: z.string(),
      depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
      healthcheck: z.unknown().optional(),
      restart: z.string(),
    }),
  ),
});

describe('docker-compose.yml', () => {
  test('keeps to the published schema', async () => {
    const schema: unknown = JSON.parse(await read('./compose-spec.schema.json'));
    // zod knows draft 7 by its official name only; the file calls it by https.
    const published = z.fromJSONSchema({ ...(schema as object), $schema: 'http://json-schema.org/draft-07/schema#' });

    expect(published.safeParse(await readYaml('../../docker-compose.yml')).error).toBeUndefined();
    expect(published.safeParse({ services: { api: { imagge: 'peermatch' } } }).success).toBe(false);
  });

  test('pins every image to a version', async () => {
    const { services } = SERVICES.parse(await readYaml('../../docker-compose.yml'));

    for (const { image } of Object.values(services)) expect(image).toMatch(/:v?\d+\.\d+/);
  });

  test('waits only for what exists, can be healthy, or ends', async () => {
    const { services } = SERVICES.parse(await readYaml('../../docker-compose.yml'));

    for (const { depends_on } of Object.values(services)) {
      for (const [name, { condition }] of Object.entries(depends_on)) {
        const awaited = services[name];
        expect(awaited, name).toBeDefined();
        if (condition === 'service_healthy') expect(awaited?.healthcheck, name).toBeDefined();
        else expect(awaited?.restart, name).toMatch(/^on-failure/);
      }
    }
  });

  test('gives its Temporal server the same dynamic configuration as the one-command start', async () => {
    const file = z
      .record(z.string(), z.array(z.object({ value: z.union([z.string(), z.number(), z.boolean()]) })).length(1))
      .parse(await readYaml('../../deploy/temporal/dynamicconfig.yaml'));

    const given = Object.entries(file).map(([key, [only]]) => [key, only?.value]);
    const started = Object.entries(DYNAMIC_CONFIG).map(([key, value]): [string, unknown] => [key, JSON.parse(value)]);
    expect(Object.fromEntries(given)).toEqual(Object.fromEntries(started));
  });
});
