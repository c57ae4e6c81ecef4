import { builtinModules } from 'node:module';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** What the dependency rule (.dependency-cruiser.cjs) cannot see: syntax. Layout is prettier's, unused exports are knip's. */

const source = ['src/**/*.{ts,tsx}'];
const typescript = ['**/*.{ts,tsx}'];
const pure = ['src/machines/**/*.ts', 'src/checks/**/*.ts'];
const sandboxed = [...pure, 'src/workflows/**/*.ts'];

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name: one name for one thing, wherever it is used.',
};
const noInlineTypes = {
  selector: 'ImportSpecifier[importKind="type"]',
  message: 'Put it into an `import type` of its own, so that what is loaded at run time can be seen.',
};
const noClockNorChance = [
  'NewExpression[callee.name="Date"][arguments.length=0]',
  'CallExpression[callee.name="Date"]',
  'MemberExpression[object.name="Date"][property.name="now"]',
  'MemberExpression[object.name="Math"][property.name="random"]',
].map((selector) => ({ selector, message: 'A chart has no clock and no chance: both arrive in the event.' }));

const forbid = (names, message) => names.map((name) => ({ name, message }));
const noWorld = forbid(
  ['process', 'Buffer', 'fetch', 'performance', 'crypto', 'require', '__dirname', '__filename'],
  'Not in the sandbox: an activity touches the world.',
);
const noTimers = forbid(
  ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'],
  'A chart waits for nothing: a window in `meta` says when.',
);
const noNode = {
  paths: builtinModules.map((name) => ({ name, message: 'Node is not in the sandbox.' })),
  patterns: [{ group: ['node:*'], message: 'Node is not in the sandbox.' }],
};

export default defineConfig(
  { ignores: ['dist/', 'dist-bench/', '.data/', 'coverage/', 'node_modules/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: typescript,
    extends: [tseslint.configs.recommended],
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': ['error', noDefaultExport, noInlineTypes],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'prefer-const': 'error',
    },
  },
  {
    // The only rules that need types, and only on src: they find what the compiler lets pass.
    files: source,
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-non-null-assertion': 'error',
    },
  },
  {
    files: sandboxed,
    rules: { 'no-restricted-imports': ['error', noNode], 'no-restricted-globals': ['error', ...noWorld] },
  },
  {
    files: pure,
    rules: {
      'no-restricted-globals': ['error', ...noWorld, ...noTimers],
      'no-restricted-syntax': ['error', noDefaultExport, noInlineTypes, ...noClockNorChance],
    },
  },
  { files: ['**/*.config.{ts,js}'], rules: { 'no-restricted-syntax': 'off' } },
);
