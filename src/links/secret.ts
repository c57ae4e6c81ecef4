import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const FILE = 'link-secret';

/**
 * The secret that links are made from: as it is set, or kept in DATA_DIR, where the first process that needs it writes it down. It is
 * not in the database: a copy of that opens nothing.
 */
export async function linkSecret({
  linkSecret: set,
  dataDir,
}: {
  linkSecret: string | undefined;
  dataDir: string;
}): Promise<string> {
  if (set !== undefined) return set;
  const file = join(dataDir, FILE);
  const kept = await readKept(file);
  if (kept !== undefined) return kept;
  await mkdir(dataDir, { recursive: true });
  const own = `${file}.${randomUUID()}`;
  await writeFile(own, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
  // A name is taken by one process only; the others read what that one wrote.
  await link(own, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await unlink(own);
  return (await readKept(file)) ?? '';
}

async function readKept(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
