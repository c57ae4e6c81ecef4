import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

export interface NamedTest {
  readonly file: string;
  /** Title of the test behind the titles of the suites around it; tables that stand in the same file are filled in. */
  readonly name: string;
}

const RUNNERS = ['test', 'it'];
const SUITES = ['describe'];

/** Every test below a folder by its name, read from the code: comments and strings elsewhere do not count. */
export function namedTests(folder: string): NamedTest[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.test\.tsx?$/.test(path))
    .sort()
    .flatMap((path) => {
      const file = join(folder, path);
      return namesIn(readFileSync(file, 'utf8')).map((name) => ({ file, name }));
    });
}

/** The names of the tests of one file. */
export function namesIn(source: string): string[] {
  const file = ts.createSourceFile('a.tsx', source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const constants = constantsOf(file);
  const found: string[] = [];
  const visit = (node: ts.Node, around: readonly string[]): void => {
    const call = ts.isCallExpression(node) ? titled(node, constants) : undefined;
    if (call === undefined) return ts.forEachChild(node, (child) => visit(child, around));
    const names = call.titles.flatMap((title) => around.map((outer) => `${outer} ${title}`.trim()));
    if (call.isTest) found.push(...names);
    else ts.forEachChild(node, (child) => visit(child, names));
  };
  visit(file, ['']);
  return found;
}

type Constants = ReadonlyMap<string, ts.Expression>;

function constantsOf(file: ts.SourceFile): Constants {
  const constants = new Map<string, ts.Expression>();
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer)
      constants.set(node.name.text, node.initializer);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return constants;
}

/** `test('x')`, `describe.each(TABLE)('x')`, `it.each<Row>([...])('x')`: whether it is a test, and its titles. */
function titled(call: ts.CallExpression, constants: Constants): { isTest: boolean; titles: string[] } | undefined {
  const table = ts.isCallExpression(call.expression) ? call.expression : undefined;
  const runner = rootOf(table?.expression ?? call.expression);
  const isTest = RUNNERS.includes(runner ?? '');
  if (!isTest && !SUITES.includes(runner ?? '')) return undefined;
  const title = call.arguments[0] && textOf(call.arguments[0]);
  if (title === undefined) return undefined;
  const rows = table?.arguments[0] === undefined ? [] : rowsOf(table.arguments[0], constants);
  return { isTest, titles: rows.length === 0 ? [title] : rows.map((row) => filled(title, row)) };
}

/** `describe.each` is `describe`. */
function rootOf(expression: ts.Expression): string | undefined {
  if (ts.isIdentifier(expression)) return expression.text;
  return ts.isPropertyAccessExpression(expression) ? rootOf(expression.expression) : undefined;
}

const textOf = (node: ts.Node): string | undefined => {
  if (ts.isStringLiteralLike(node)) return node.text;
  return ts.isTemplateExpression(node)
    ? node.head.text + node.templateSpans.map((one) => one.literal.text).join('')
    : undefined;
};

type Row = readonly string[] | Readonly<Record<string, string>>;

/** The rows of a table that stands in the file: a list, a constant, or the entries of an object. */
function rowsOf(node: ts.Expression, constants: Constants): Row[] {
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node))
    return rowsOf(node.expression, constants);
  if (ts.isIdentifier(node)) {
    const known = constants.get(node.text);
    return known === undefined ? [] : rowsOf(known, constants);
  }
  if (ts.isCallExpression(node) && /^Object\.(entries|keys)$/.test(node.expression.getText())) {
    const [object] = node.arguments;
    return object === undefined ? [] : keysOf(object, constants).map((key) => [key]);
  }
  return ts.isArrayLiteralExpression(node) ? node.elements.map(rowOf) : [];
}

function keysOf(node: ts.Expression, constants: Constants): string[] {
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) return keysOf(node.expression, constants);
  if (ts.isIdentifier(node)) {
    const known = constants.get(node.text);
    return known === undefined ? [] : keysOf(known, constants);
  }
  if (!ts.isObjectLiteralExpression(node)) return [];
  return node.properties.flatMap(({ name }) =>
    name && ts.isIdentifier(name) ? [name.text] : name ? [textOf(name) ?? ''] : [],
  );
}

function rowOf(node: ts.Expression): Row {
  if (ts.isAsExpression(node)) return rowOf(node.expression);
  if (ts.isArrayLiteralExpression(node)) return node.elements.map((one) => textOf(one) ?? '');
  if (!ts.isObjectLiteralExpression(node)) return [textOf(node) ?? ''];
  const named = node.properties.flatMap((one) =>
    ts.isPropertyAssignment(one) ? [[one.name.getText(), textOf(one.initializer) ?? ''] as const] : [],
  );
  return Object.fromEntries(named);
}

/** `%s` by place, `$name` by name. */
function filled(title: string, row: Row): string {
  if (!Array.isArray(row)) {
    const named = row as Readonly<Record<string, string>>;
    return title.replaceAll(/\$(\w+)/g, (all, name: string) => named[name] ?? all);
  }
  let next = 0;
  return title.replaceAll(/%[sjdo]/g, (all) => String(row[next++] ?? all));
}
