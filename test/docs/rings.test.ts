import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

/** The dependency rule of this repository, over a small tree of its own. A rule that forbids nothing would pass unseen. */
describe('the dependency rule', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'peermatch-rings-'));
    await symlink(resolve('node_modules'), join(folder, 'node_modules'));
    await copyFile('.dependency-cruiser.cjs', join(folder, '.dependency-cruiser.cjs'));
    await copyFile('tsconfig.json', join(folder, 'tsconfig.json'));
    await copyFile('package.json', join(folder, 'package.json'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** `rule: from → to`, in the order of the alphabet. */
  const brokenBy = async (files: Record<string, string>): Promise<string[]> => {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    const depcruise = resolve('node_modules/.bin/depcruise');
    const run = spawnSync(depcruise, ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src'], {
      cwd: folder,
      encoding: 'utf8',
    });
    const { summary } = JSON.parse(run.stdout) as {
      summary: { violations: { rule: { name: string }; from: string; to: string }[] };
    };
    return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`).sort();
  };

  test('lets a workflow load machines and name an activity’s type', async () => {
    const broken = await brokenBy({
      'src/machines/index.ts': 'export const charts = [];',
      'src/activities/index.ts': 'export interface Activities { record(): void }',
      'src/workflows/match.ts':
        "import { charts } from '../machines/index.ts';\nimport type { Activities } from '../activities/index.ts';\n" +
        'export const match = (act: Activities) => charts.forEach(() => act.record());',
    });
    expect(broken).toEqual([]);
  });

  test('finds a workflow that loads what it may only name, even when the same file names it too', async () => {
    const broken = await brokenBy({
      'src/activities/index.ts': 'export const record = () => {};\nexport type Activities = { record: typeof record };',
      'src/workflows/match.ts':
        "import type { Activities } from '../activities/index.ts';\nimport { record } from '../activities/index.ts';\n" +
        'export const match: Activities = { record };',
    });
    expect(broken).toEqual(['workflows: src/workflows/match.ts → src/activities/index.ts']);
  });

  test('finds Node in a machine, also when it is reached through something else', async () => {
    const broken = await brokenBy({
      'src/contracts/names.ts': "import { hostname } from 'node:os';\nexport const here = hostname();",
      'src/machines/chart.ts': "import { here } from '../contracts/names.ts';\nexport const chart = here;",
    });
    expect(broken).toContain('machines-reach-no-node: src/machines/chart.ts → os');
    expect(broken).toContain('contracts: src/contracts/names.ts → os');
  });

  test('finds a package that is not in the row, and one that is named as a type only', async () => {
    const broken = await brokenBy({
      'src/machines/chart.ts':
        "import { z } from 'zod';\nimport type { Kysely } from 'kysely';\nexport const chart = (db: Kysely<object>) => [z, db];",
      'src/machines/index.ts': "export { chart } from './chart.ts';",
    });
    expect(broken.map((line) => line.split(':')[0])).toEqual(['machines-types', 'machines']);
  });

  test('keeps methods apart and the kernel free of them', async () => {
    const broken = await brokenBy({
      'src/machines/one/chart.ts': 'export const one = 1;',
      'src/machines/two/chart.ts': "import { one } from '../one/chart.ts';\nexport const two = one;",
      'src/machines/kernel/step.ts': "import { two } from '../two/chart.ts';\nexport const step = two;",
    });
    expect(broken).toEqual([
      'kernel-knows-no-method: src/machines/kernel/step.ts → src/machines/two/chart.ts',
      'methods-stay-apart: src/machines/two/chart.ts → src/machines/one/chart.ts',
    ]);
  });

  test('finds a circle, a forgotten file, and an import of main', async () => {
    const broken = await brokenBy({
      'src/letters/a.ts': "import { b } from './b.ts';\nexport const a = () => b;",
      'src/letters/b.ts': "import { a } from './a.ts';\nexport const b = () => a;",
      'src/db/forgotten.ts': 'export const forgotten = true;',
      'src/worker/main.ts': 'export const main = true;',
      'src/worker/ports.ts': "import { main } from './main.ts';\nexport const ports = main;",
    });
    expect(broken).toEqual([
      'no-circular: src/letters/a.ts → src/letters/b.ts',
      'no-orphans: src/db/forgotten.ts → src/db/forgotten.ts',
      'not-to-main: src/worker/ports.ts → src/worker/main.ts',
    ]);
  });
});
