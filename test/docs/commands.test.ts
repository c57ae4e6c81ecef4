import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

/** What `scripts/doc-commands.mjs` says about the documents of a folder; empty when all is well. */
const problemsOf = (folder: string): string[] =>
  spawnSync('node', ['scripts/doc-commands.mjs', folder], { encoding: 'utf8' }).stderr.split('\n').filter(Boolean);

describe('the documents of this repository', () => {
  test('name only scripts, programs and files that exist', () => {
    expect(problemsOf('.')).toEqual([]);
  });
});

describe('a document', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'peermatch-docs-'));
    await writeFile(join(folder, 'package.json'), JSON.stringify({ scripts: { start: '', build: '' } }));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const problemsWith = async (text: string): Promise<string[]> => {
    await writeFile(join(folder, 'README.md'), text);
    return problemsOf(folder);
  };

  test('may name scripts of package.json, npm’s own commands and addresses', async () => {
    const text =
      '```sh\nnpm ci && PORT=4000 npm start -- --demo\nnpm run build\n```\n[npm](https://npmjs.com) `npm install`\n';
    expect(await problemsWith(text)).toEqual([]);
  });

  test('that names a script which is gone is found, after an && too', async () => {
    expect(await problemsWith('```sh\nnpm ci && npm run standalone\nnpm test\n```\n')).toEqual([
      'README.md: "npm run standalone": package.json has no script "standalone"',
      'README.md: "npm test": package.json has no script "test"',
    ]);
  });

  test('that names a built program without a source is found', async () => {
    expect(await problemsWith('```sh\nnode dist/cli/rescue.js\n```\n')).toEqual([
      'README.md: "node dist/cli/rescue.js": there is no src/cli/rescue.ts',
    ]);
  });

  test('that names or links a file which is gone is found; patterns are left alone', async () => {
    expect(await problemsWith('`src/gone.ts`, `src/machines/<method>/machine.ts`, [there](docs/gone.md)\n')).toEqual([
      'README.md: src/gone.ts does not exist',
      'README.md: docs/gone.md does not exist',
    ]);
  });
});
