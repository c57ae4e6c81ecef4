import { format, resolveConfig } from 'prettier';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeHouse } from '../api/house.ts';
import { useDatabase } from '../support/postgres.ts';
import { IDS } from './ids.ts';
import type { CodeKind } from './ids.ts';
import { registries } from './registries.ts';
import { namedTests, namesIn } from './test-names.ts';

/** Issue 4, "Shown by": every id of requirements.md A2 and A9 maps to code and to a test that carries it in its name. */
const database = useDatabase();
let exists: (code: string) => boolean;
beforeAll(async () => {
  const house = await makeHouse(database.db);
  const { body } = await house.call(undefined, 'GET', '/openapi.json');
  const known = registries(body as never);
  exists = (code) => {
    const [kind = '', ...name] = code.split(' ');
    return known[kind as CodeKind](name.join(' '));
  };
});

const names = namedTests('test').filter(({ file }) => !file.startsWith('test/catalogue/catalogue'));
/** As a word: `X1` is not in `X12`, nor `r` in `people’s` or `m8/r`. */
const asWord = (id: string): RegExp => new RegExp(String.raw`(?<![\w’'/.-])${id}(?![\w’'-])`);
const filesOf = (id: string): string[] => [
  ...new Set(names.filter(({ name }) => asWord(id).test(name)).map(({ file }) => file)),
];

describe('every id of the requirements', () => {
  test('lives in code', () => {
    const lost = Object.entries(IDS).flatMap(([id, { what, code }]) =>
      code.filter((one) => !exists(one)).map((one) => `${id} (${what}): there is no ${one}`),
    );
    expect(lost).toEqual([]);
  });

  test('has a test that carries it in its name', () => {
    const lost = Object.entries(IDS).flatMap(([id, { what }]) =>
      filesOf(id).length > 0
        ? []
        : [`${id} (${what}): name it in the title of a test or a suite below test/, for example "${id}: ..."`],
    );
    expect(lost).toEqual([]);
  });

  test('stands in docs/catalogue.md with its code and its tests: delete that file and run this again to draw it anew', async () => {
    await expect(await page()).toMatchFileSnapshot('../../docs/catalogue.md');
  });
});

async function page(): Promise<string> {
  const rows = Object.entries(IDS).map(([id, { what, code }]) => {
    const tests = filesOf(id).map((file) => `\`${file}\``);
    return `| ${id} | ${what} | ${code.map((one) => `\`${one}\``).join(', ')} | ${tests.join(', ')} |`;
  });
  const text = [
    '# Catalogue',
    '',
    'What the CSSP guide and its exceptional paths ask for, where it lives, and which tests carry its id in their name. Drawn and checked by `test/catalogue/catalogue.test.ts`.',
    '',
    '| id | what | code | tests |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
  return format(text, { ...(await resolveConfig('docs/catalogue.md')), parser: 'markdown' });
}

describe('names of tests', () => {
  test('are read with the suites around them, and tables are filled in', () => {
    const source = `
      // test('T01 in a comment', () => {})
      const TABLE: Record<string, Row> = { T02: {}, T03: {} };
      const rows = Object.entries(TABLE);
      const list = [['m1', 'T04', (m) => m]] as const;
      describe('T05', () => {
        test.each(rows)('%s opens', () => {});
        test.each(list)('%s is drafted by %s', () => expect("test('T06')").toBe(''));
        it.each<Row>([{ name: 'T07' }])('says $name', () => {});
        it(\`T08 \${here}\`, () => {});
      });
      describe('T09 has no test in it', () => {});`;
    expect(namesIn(source)).toEqual([
      'T05 T02 opens',
      'T05 T03 opens',
      'T05 m1 is drafted by T04',
      'T05 says T07',
      'T05 T08',
    ]);
  });
});
