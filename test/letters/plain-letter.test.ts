import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadPlainLetter } from '../../src/letters/index.ts';

/** Letters that belong to no match: what an editor gets wrong is found when they load. */
describe('a letter of no match', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'peermatch-letters-'));
    await mkdir(join(folder, 'shared/staff'), { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true }));

  const load = async (text: string) => {
    await writeFile(join(folder, 'shared/staff/x.md'), text);
    return loadPlainLetter(folder, 'shared/staff/x.md', ['name', 'link']);
  };

  it('says what it is given, and a name formats nothing', async () => {
    const letter = await load('---\nsubject: For {{ name }}\n---\n\nDear {{ name }}, [here]({{ link }})\n');
    expect(letter({ name: 'Ann *the* [first]\nBcc: x', link: 'https://x.example/a' })).toEqual({
      subject: 'For Ann *the* [first] Bcc: x',
      body: 'Dear Ann \\*the\\* \\[first\\] Bcc: x, [here](https://x.example/a)',
    });
  });

  it('with a placeholder that there is not does not load, and names its line', async () => {
    await expect(load('---\nsubject: Hello\n---\n\nDear {{ nmae }}\n')).rejects.toThrow(
      'shared/staff/x.md:5: nmae: is not a known placeholder',
    );
    await expect(load('Dear {{ name }}\n')).rejects.toThrow('subject: is missing');
  });
});
