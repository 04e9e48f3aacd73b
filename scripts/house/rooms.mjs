// The rooms of the house and the doors between them, as data: eslint.config.mjs turns this table into
// `boundaries/dependencies` policies, and test/house/lint.test.ts plants a violation of each row.
//
// A room is a set of files. The first room whose pattern fits owns the file, so narrow rooms come first.
// Whatever is not opened below is shut: a new folder is refused until it is given a room here.

/** @type {ReadonlyArray<readonly [room: string, ...patterns: string[]]>} */
export const rooms = [
  ['shared-ipc-schemas', 'shared/ipc/schemas.ts', 'shared/ipc/schemas/**/*.ts', 'shared/ipc/*-schemas.ts'],
  ['shared-ipc', 'shared/ipc/**/*.ts'],
  ['shared-scan', 'shared/scan/**/*.ts'],
  ['shared-domain', 'shared/domain/**/*.ts'],
  ['shared', 'shared/**/*.ts'],

  ['preload', 'electron/preload/**/*.ts'],

  ['index', 'electron/main/index.ts'],
  ['app', 'electron/main/app.ts', 'electron/main/app/**/*.ts'],
  ['heap', 'electron/main/heap.ts'],
  ['config', 'electron/main/config.ts'],
  ['log', 'electron/main/log.ts', 'electron/main/redact.ts', 'electron/main/log/**/*.ts'],
  ['window', 'electron/main/window.ts', 'electron/main/window-*.ts'],
  [
    'permissions',
    'electron/main/permissions.ts',
    'electron/main/protocol.ts',
    'electron/main/devices/**/*.ts',
  ],
  ['ipc-handlers', 'electron/main/ipc/handlers/**/*.ts'],
  ['ipc', 'electron/main/ipc/**/*.ts'],
  ['services', 'electron/main/services/**/*.ts'],
  [
    'outbox-pure',
    'electron/main/outbox/{types,op-state,backoff,classify,lanes,settle}.ts',
    'electron/main/outbox/pure/**/*.ts',
  ],
  ['outbox', 'electron/main/outbox/**/*.ts'],
  ['directory', 'electron/main/directory/**/*.ts'],
  ['staff', 'electron/main/staff/**/*.ts'],
  ['audit', 'electron/main/audit/**/*.ts'],
  ['db', 'electron/main/db/**/*.ts'],
  ['provider', 'electron/main/providers/provider.ts'],
  ['provider-reading', 'electron/main/providers/read-by.ts'],
  [
    'provider-http',
    'electron/main/providers/http.ts',
    'electron/main/providers/http-*.ts',
    'electron/main/providers/changes-*.ts',
    'electron/main/providers/balance-only.ts',
  ],
  ['provider-registry', 'electron/main/providers/registry.ts'],
  ['provider-schemas', 'electron/main/providers/*/*-schemas.ts'],
  ['provider-folder', 'electron/main/providers/*/**/*.ts'],
  ['outbound', 'electron/main/outbound/**/*.ts'],
  ['training', 'electron/main/training/**/*.ts'],
  ['secrets', 'electron/main/secrets/**/*.ts'],

  ['renderer-entry', 'renderer/*.{ts,tsx}'],
  ['renderer-terminal', 'renderer/api/**/*.{ts,tsx}'],
  ['renderer-stores', 'renderer/stores/**/*.{ts,tsx}'],
  ['renderer-feature', 'renderer/features/*/**/*'],
  ['renderer-scanner', 'renderer/scanner/**/*'],
  ['renderer-components', 'renderer/components/**/*'],
  ['renderer-i18n', 'renderer/i18n/**/*'],
  ['renderer-styles', 'renderer/styles/**/*'],

  ['test', 'test/**/*'],
  ['scripts', 'scripts/**/*'],
  ['root', '*'],
]

/** Rooms whose path holds a name that policies compare: the provider, the feature. */
export const capturing = {
  'provider-schemas': ['folder', 'file'],
  'provider-folder': ['folder'],
  'renderer-feature': ['folder'],
}

const shared = ['shared', 'shared-domain', 'shared-scan', 'shared-ipc', 'shared-ipc-schemas']
/** Every room of the main process that may write a line of log; a provider may not. */
const logging = ['log']
const below = ['outbox', 'outbox-pure', 'directory', 'staff', 'audit']

/**
 * Who may import whom: `uses` for values and types, `types` for types alone. A room always sees itself.
 * @type {Readonly<Record<string, { uses?: readonly string[], types?: readonly string[], npm?: readonly string[], node?: boolean }>>}
 */
export const doors = {
  'shared-domain': { uses: [], npm: ['zod'] },
  'shared-scan': { uses: ['shared-domain'], npm: [] },
  'shared-ipc-schemas': { uses: ['shared', 'shared-domain', 'shared-scan', 'shared-ipc'], npm: ['zod'] },
  'shared-ipc': { uses: ['shared', 'shared-domain', 'shared-scan'], types: ['shared-ipc-schemas'], npm: [] },
  shared: { uses: ['shared-domain', 'shared-scan', 'shared-ipc'], npm: ['zod'] },

  // A sandboxed preload has no node_modules and pays for every byte: channel names and types, nothing else.
  preload: { uses: ['shared-ipc'], types: shared, npm: ['electron'] },

  index: {
    uses: [...shared, ...logging, 'app', 'config', 'heap', 'window', 'permissions', 'secrets', 'ipc'],
    npm: ['electron'],
    node: true,
  },
  // The composition root wires every room; it alone may.
  app: {
    uses: [
      ...shared,
      ...logging,
      ...below,
      'config',
      'window',
      'permissions',
      'ipc',
      'ipc-handlers',
      'services',
      'db',
      'provider',
      'provider-http',
      'provider-registry',
      'outbound',
      'training',
      'secrets',
    ],
    npm: ['electron', 'ulid', 'zod'],
    node: true,
  },
  config: { uses: shared, npm: ['zod'], node: true },
  heap: { uses: [], npm: [], node: true },
  log: { uses: shared, npm: [], node: true },
  window: { uses: [...shared, ...logging], npm: ['electron', 'zod'], node: true },
  permissions: { uses: [...shared, ...logging], npm: ['electron'], node: true },
  secrets: { uses: [...shared, ...logging], npm: ['electron', 'zod'], node: true },
  ipc: { uses: [...shared, ...logging], npm: ['electron', 'zod'], node: true },
  'ipc-handlers': {
    uses: [...shared, ...logging, 'ipc', 'services'],
    types: [...below, 'db', 'provider', 'secrets', 'training'],
    npm: [],
    node: true,
  },
  services: {
    uses: [...shared, ...logging, ...below, 'db', 'provider'],
    types: ['secrets', 'training'],
    npm: ['libphonenumber-js', 'ulid', 'zod'],
    node: true,
  },
  // Decisions: no clock, no randomness, no disk, no network, no package.
  'outbox-pure': { uses: shared, types: ['provider'], npm: [] },
  outbox: {
    uses: [...shared, ...logging, 'outbox-pure', 'db', 'provider'],
    npm: ['ulid', 'zod'],
    node: true,
  },
  directory: {
    uses: [...shared, ...logging, 'db', 'provider'],
    npm: ['libphonenumber-js', 'ulid', 'zod'],
    node: true,
  },
  staff: { uses: [...shared, ...logging, 'db', 'provider'], npm: ['ulid', 'zod'], node: true },
  audit: { uses: [...shared, ...logging, 'db', 'provider'], npm: ['ulid', 'zod'], node: true },
  db: { uses: [...shared, ...logging], npm: ['better-sqlite3', 'zod'], node: true },
  provider: { uses: shared, npm: [] },
  'provider-http': { uses: [...shared, 'provider', 'outbound'], npm: ['ky', 'zod'], node: true },
  // How a schema reads a row in one step; it knows no provider.
  'provider-reading': { uses: [], npm: ['zod'] },
  'provider-schemas': { uses: [...shared, 'provider', 'provider-reading'], npm: ['zod'] },
  'provider-folder': {
    uses: [...shared, 'provider', 'provider-http'],
    npm: ['libphonenumber-js', 'zod'],
    node: true,
  },
  'provider-registry': {
    uses: [...shared, 'provider', 'provider-http', 'provider-schemas', 'provider-folder'],
    npm: [],
  },
  outbound: { uses: [...shared, ...logging], npm: [], node: true },
  // The practice backend is the other end of the wire: it keeps its books in a file of its own (nothing of the
  // till's databases), fails with the transport's own errors, and shares no line of code with the adapter that
  // it answers.
  training: {
    uses: [...shared, ...logging, 'db', 'outbound'],
    types: ['provider-schemas'],
    npm: ['better-sqlite3', 'libphonenumber-js', 'ulid', 'zod'],
    node: true,
  },

  'renderer-entry': {
    uses: [
      'renderer-terminal',
      'renderer-stores',
      'renderer-feature',
      'renderer-scanner',
      'renderer-components',
      'renderer-i18n',
      'renderer-styles',
    ],
  },
  'renderer-feature': {
    uses: [
      'renderer-terminal',
      'renderer-stores',
      'renderer-scanner',
      'renderer-components',
      'renderer-i18n',
      'renderer-styles',
    ],
  },
  'renderer-scanner': {
    uses: ['renderer-terminal', 'renderer-stores', 'renderer-components', 'renderer-i18n', 'renderer-styles'],
  },
  'renderer-stores': { uses: ['renderer-terminal', 'renderer-i18n'] },
  'renderer-components': { uses: ['renderer-i18n', 'renderer-styles'] },
  'renderer-i18n': { uses: [] },
  'renderer-styles': { uses: [] },
  'renderer-terminal': { uses: [] },
}

const rendererShared = ['shared', 'shared-domain', 'shared-scan', 'shared-ipc']
/** Named one by one: zod stays out of the page (parsing is main's, its weight the first screen's), as do ky and electron. */
const rendererNpm = [
  '@fontsource-variable/inter',
  '@fontsource-variable/noto-sans-arabic',
  '@point-of-sale/webhid-barcode-scanner',
  '@point-of-sale/webserial-barcode-scanner',
  '@zxing/library',
  'bwip-js',
  'libphonenumber-js',
  'd3-scale',
  'lucide-react',
  'react',
  'react-aria-components',
  'react-dom',
  'react-intl',
  'ulid',
  'zustand',
  'zxing-wasm',
]

const category = (names) => ({ file: { categories: { anyOf: names } } })
const npmPolicy = (from, names) => ({
  from: category([from]),
  allow: { to: { module: { origin: 'external', source: names } } },
})

function policiesOf([room, door]) {
  const inRenderer = room.startsWith('renderer-')
  const uses = [...(door.uses ?? []), ...(inRenderer ? rendererShared : [])]
  const types = [...(door.types ?? []), ...(inRenderer ? ['shared-ipc-schemas'] : [])]
  const npm = inRenderer ? rendererNpm : (door.npm ?? [])
  const captured = capturing[room]
  const folder = '{{from.file.captured.folder}}'
  const own =
    captured === undefined
      ? [{ from: category([room]), allow: { to: category([room]) } }]
      : [
          {
            from: category([room]),
            allow: { to: { file: { categories: { anyOf: [room] }, captured: { folder } } } },
          },
        ]
  return [
    ...own,
    ...(uses.length > 0 ? [{ from: category([room]), allow: { to: category(uses) } }] : []),
    ...(types.length > 0
      ? [{ from: category([room]), allow: { to: category(types), dependency: { kind: 'type' } } }]
      : []),
    ...(npm.length > 0 ? [npmPolicy(room, npm)] : []),
    ...(door.node === true
      ? [{ from: category([room]), allow: { to: { module: { origin: 'core' } } } }]
      : []),
  ]
}

/** A provider's files see the schemas beside them, and no other provider's. */
const ownSchemas = ['provider-folder', 'provider-schemas'].map((from) => ({
  from: category([from]),
  allow: {
    to: {
      file: {
        categories: { anyOf: ['provider-schemas'] },
        captured: { folder: '{{from.file.captured.folder}}' },
      },
    },
  },
}))

export const policies = [
  ...Object.entries(doors).flatMap(policiesOf),
  ...ownSchemas,
  // What checks and drives the product may look anywhere. The product never looks back (no door opens to them).
  {
    from: category(['test', 'scripts', 'root']),
    allow: { to: [{ file: { path: '**/*' } }, { module: { origin: ['external', 'core'] } }] },
  },
]

/** `boundaries/files`: each file has exactly one room. */
export const fileDescriptors = rooms.map(([room, ...patterns]) => ({
  category: room,
  pattern: patterns,
  ...(capturing[room] === undefined ? {} : { capture: capturing[room] }),
}))
