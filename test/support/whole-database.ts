import type pg from 'pg';

type Ask = (statement: string, values: unknown[]) => Promise<{ rows: unknown[] }>;

/**
 * Every table in which a row holds one of these texts, whatever the column: as text, in JSON, or in the bytes of a mail. Nothing is
 * listed by hand, so that a table which is added later is searched too.
 */
export async function tablesThatTell(
  db: { query: Ask } | Pick<pg.Pool, 'query'>,
  words: readonly string[],
): Promise<string[]> {
  const ask = db.query.bind(db) as Ask;
  const { rows: tables } = await ask(
    `select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
    [],
  );
  const telling: string[] = [];
  for (const { name } of tables as { name: string }[]) {
    for (const word of words) {
      const { rows } = await ask(
        `select count(*)::int as n from ${name} as row
         where position(lower($1) in lower(row::text)) > 0 or position($2 in row::text) > 0`,
        [word, Buffer.from(word).toString('hex')],
      );
      if ((rows as { n: number }[])[0]?.n !== 0) telling.push(`${name}: ${word}`);
    }
  }
  return telling;
}
