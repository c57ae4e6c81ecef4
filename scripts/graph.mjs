/**
 * Draws which folder of src loads which at run time, between the markers of docs/architecture.md.
 *
 *   npm run docs:graph      writes the picture
 *   npm run docs:check      fails when the picture is not what the code says
 */
import { readFile, writeFile } from 'node:fs/promises';
import { cruise } from 'dependency-cruiser';

const PAGE = 'docs/architecture.md';
const BEGIN = '<!-- graph: npm run docs:graph -->';
const END = '<!-- /graph -->';

/** `src/api/pages/x.tsx` is `api`, `src/log.ts` is `log`. */
const folderOf = (path) => /^src\/([^/.]+)/.exec(path)?.[1];

/** Without pre-compilation dependencies type-only imports are not there: what is drawn is what is loaded. */
async function edges() {
  const { output } = await cruise(['src'], {
    tsPreCompilationDeps: false,
    doNotFollow: { path: 'node_modules' },
    includeOnly: '^src',
  });
  const found = output.modules.flatMap(({ source, dependencies }) =>
    dependencies.map(({ resolved }) => [folderOf(source), folderOf(resolved)]),
  );
  const between = found.filter(([from, to]) => from && to && from !== to);
  return [...new Set(between.map(([from, to]) => `  ${from} --> ${to}`))].sort();
}

async function page() {
  const text = await readFile(PAGE, 'utf8');
  const [head, , tail] = text.split(new RegExp(`(${BEGIN}[^]*?${END})`));
  if (tail === undefined) throw new Error(`${PAGE} has no "${BEGIN}" and "${END}"`);
  const graph = ['```mermaid', 'flowchart TD', ...(await edges()), '```'].join('\n');
  return { text, drawn: `${head}${BEGIN}\n\n${graph}\n\n${END}${tail}` };
}

const { text, drawn } = await page();
if (!process.argv.includes('--check')) await writeFile(PAGE, drawn);
else if (text !== drawn) {
  console.error(`The graph in ${PAGE} is not what the code says: npm run docs:graph`);
  process.exitCode = 1;
}
