/**
 * Reads the documents as a newcomer does: every npm script they name exists, and so does every file.
 *
 *   node scripts/doc-commands.mjs [folder]
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const root = resolve(process.argv[2] ?? '.');
const { scripts = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const TOP = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'];
/** A path is checked when it begins with one of these and stands for one file: no `<method>`, no `*`. */
const REPO_PATH = /^(?:src|test|docs|scripts|content|bench|deploy|\.ci)\/[\w./-]*$/;

function documents() {
  const below = existsSync(join(root, 'docs')) ? readdirSync(join(root, 'docs'), { recursive: true }) : [];
  return [...TOP, ...below.map((name) => join('docs', name))].filter(
    (name) => name.endsWith('.md') && existsSync(join(root, name)),
  );
}

const inCode = (text) => [...text.matchAll(/^```sh\n([^]*?)^```/gm)].flatMap(([, body]) => body.split(/\n|&&|;/));
const inTicks = (text) => [...text.replaceAll(/^```[^]*?^```/gm, '').matchAll(/`([^`\n]+)`/g)].map(([, code]) => code);
const linked = (text) => [...text.matchAll(/\]\((?!\w+:|#)([^)#\s]+)/g)].map(([, target]) => target);

function missingScript(command) {
  const [, name] = /^(?:\w+=\S+ )*npm (?:run )?(?!run\b)([\w:-]+)/.exec(command.trim()) ?? [];
  const isScript = name !== undefined && (/npm run /.test(command) || ['start', 'test'].includes(name));
  return isScript && !(name in scripts) ? [`"${command.trim()}": package.json has no script "${name}"`] : [];
}

/** `node dist/cli/doctor.js` is built of src/cli/doctor.ts. */
function missingProgram(command) {
  const [, program] = /^(?:\w+=\S+ )*node (?:--\S+ )*(\S+\.m?js)/.exec(command.trim()) ?? [];
  if (program === undefined) return [];
  const source = program.replace(/^dist\/(.*)\.js$/, 'src/$1.ts');
  return existsSync(join(root, source)) ? [] : [`"${command.trim()}": there is no ${source}`];
}

function problems(name) {
  const text = readFileSync(join(root, name), 'utf8');
  const commands = [...inCode(text), ...inTicks(text)];
  const paths = inTicks(text).filter((code) => REPO_PATH.test(code));
  const lost = [
    ...paths.filter((path) => !existsSync(join(root, path))),
    ...linked(text).filter((target) => !existsSync(join(root, dirname(name), target))),
  ];
  return [
    ...commands.flatMap(missingScript),
    ...commands.flatMap(missingProgram),
    ...lost.map((path) => `${path} does not exist`),
  ];
}

const found = documents().flatMap((name) => problems(name).map((problem) => `${name}: ${problem}`));
for (const line of new Set(found)) console.error(line);
if (found.length > 0) process.exitCode = 1;
