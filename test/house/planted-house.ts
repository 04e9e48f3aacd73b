// A small house with one honest file in every room, and one crime per file for every rule that must hold.
// Nothing here is compiled with the product: lint.test.ts writes it into a temporary folder.

export interface Plant {
  /** The rule in plain words, as the test's name. */
  readonly law: string
  readonly path: string
  readonly code: string
  /** The linter rule that must report it. */
  readonly rule: string
  /** What the linter says besides, where one crime cannot be committed alone. */
  readonly also?: string
}

const value = (name: string): string => `export const ${name} = 1\n`

/** Files that obey every rule; each is also the target that some plant must not reach. */
export const honestFiles: Readonly<Record<string, string>> = {
  'shared/domain/ids.ts': value('ids'),
  'shared/scan/frame.ts': `import { ids } from '../domain/ids.ts'\n\nexport const frame = ids\n`,
  'shared/ipc/channels.ts': value('channels'),
  'shared/ipc/schemas.ts': `import { z } from 'zod'\n\nexport const schema = z.string()\nexport type Schema = z.infer<typeof schema>\n`,
  'shared/ipc/contract.ts': `import type { Schema } from './schemas.ts'\n\nexport type Contract = Schema\n`,
  'electron/preload/index.ts': `import { contextBridge } from 'electron'\nimport type { Contract } from '../../shared/ipc/contract.ts'\nimport { channels } from '../../shared/ipc/channels.ts'\n\nexport const bridge = [contextBridge, channels] as const\nexport type Bridge = Contract\n`,
  'electron/main/index.ts': `import { app } from 'electron'\nimport { wire } from './app.ts'\n\nexport const entry = [app, wire] as const\n`,
  'electron/main/app.ts': `import { handler } from './ipc/handlers/find.ts'\nimport { registry } from './providers/registry.ts'\nimport { training } from './training/backend.ts'\n\nexport const wire = [handler, registry, training] as const\n`,
  'electron/main/config.ts': `export const level = process.env['LEVEL'] ?? process.argv[0]\n`,
  'electron/main/log.ts': value('log'),
  'electron/main/window.ts': `import { BrowserWindow } from 'electron'\nimport { log } from './log.ts'\n\nexport const shell = [BrowserWindow, log] as const\n`,
  'electron/main/permissions.ts': `import { session } from 'electron'\n\nexport const permissions = session\n`,
  'electron/main/secrets/store.ts': `import { safeStorage } from 'electron'\n\nexport const secrets = safeStorage\n`,
  'electron/main/ipc/register.ts': `import { ipcMain } from 'electron'\n\nexport const register = ipcMain\n`,
  'electron/main/ipc/handlers/find.ts': `import { find } from '../../services/find.ts'\n\nexport const handler = find\n`,
  'electron/main/services/find.ts': `import { audit } from '../audit/chain.ts'\nimport { directory } from '../directory/search.ts'\nimport { outbox } from '../outbox/outbox.ts'\nimport { staff } from '../staff/roster.ts'\n\nexport const find = [audit, directory, outbox, staff] as const\n`,
  'electron/main/outbox/backoff.ts': value('backoff'),
  'electron/main/outbox/outbox.ts': `import { open } from '../db/open.ts'\nimport type { Provider } from '../providers/provider.ts'\nimport { backoff } from './backoff.ts'\n\nexport const outbox = [open, backoff] as const\nexport type Of = Provider\n`,
  'electron/main/directory/search.ts': `import { open } from '../db/open.ts'\n\nexport const directory = open\n`,
  'electron/main/staff/roster.ts': `import { open } from '../db/open.ts'\n\nexport const staff = open\n`,
  'electron/main/audit/chain.ts': `import { open } from '../db/open.ts'\n\nexport const audit = open\n`,
  'electron/main/db/open.ts': `import Database from 'better-sqlite3'\n\nexport const open = Database\n`,
  'electron/main/providers/provider.ts': `export interface Provider {\n  readonly id: string\n}\nexport const unknown = 'unknown'\n`,
  'electron/main/providers/http.ts': `import ky from 'ky'\nimport { outbound } from '../outbound/fetch.ts'\n\nexport const http = [ky, outbound] as const\n`,
  'electron/main/providers/registry.ts': `import { leal } from './leal/leal-provider.ts'\n\nexport const registry = [leal] as const\n`,
  'electron/main/providers/leal/leal-schemas.ts': `import { z } from 'zod'\n\nexport const lealSchema = z.string()\nexport type LealCustomer = z.infer<typeof lealSchema>\n`,
  'electron/main/providers/leal/leal-provider.ts': `import { http } from '../http.ts'\nimport type { Provider } from '../provider.ts'\nimport { lealSchema } from './leal-schemas.ts'\n\nexport const leal = [http, lealSchema] as const\nexport type Of = Provider\n`,
  'electron/main/providers/loke/loke-provider.ts': value('loke'),
  'electron/main/outbound/fetch.ts': `import { request } from 'node:https'\n\nexport const outbound = request\n`,
  'electron/main/training/backend.ts': `import { open } from '../db/open.ts'\nimport type { LealCustomer } from '../providers/leal/leal-schemas.ts'\n\nexport const training = open\nexport type Customer = LealCustomer\n`,
  'renderer/main.tsx': `import { Counter } from './features/counter/counter.tsx'\n\nexport const page = Counter\n`,
  'renderer/api/terminal.ts': `import type { Contract } from '../../shared/ipc/contract.ts'\n\ndeclare global {\n  interface Window {\n    readonly terminal: Contract\n  }\n}\n\nexport const terminal = (): Contract => window.terminal\n`,
  'renderer/stores/queue.ts': `import { create } from 'zustand'\nimport { terminal } from '../api/terminal.ts'\n\nexport const useQueue = create(() => ({ terminal }))\n`,
  'renderer/components/button.tsx': `import type { ReactNode } from 'react'\n\nexport function Button({ label }: { readonly label: string }): ReactNode {\n  return <button aria-label={label}>{label}</button>\n}\n`,
  'renderer/scanner/wedge.ts': `import { frame } from '../../shared/scan/frame.ts'\n\nexport const wedge = frame\n`,
  'renderer/i18n/messages.ts': value('messages'),
  'renderer/features/counter/counter.tsx': `import type { ReactNode } from 'react'\nimport { Button } from '../../components/button.tsx'\nimport { messages } from '../../i18n/messages.ts'\nimport { wedge } from '../../scanner/wedge.ts'\nimport { useQueue } from '../../stores/queue.ts'\nimport type { Schema } from '../../../shared/ipc/schemas.ts'\nimport { part } from './part.ts'\n\nexport function Counter({ name }: { readonly name: Schema }): ReactNode {\n  const queue = useQueue()\n  return <Button label={[name, queue.terminal(), messages, wedge, part].join()} />\n}\n`,
  'renderer/features/counter/part.ts': value('part'),
  'renderer/features/enrol/enrol.ts': value('enrol'),
  'test/fakes/clock.ts': value('clock'),
  'scripts/tool.mjs': value('tool'),
}

const doors = 'boundaries/dependencies'

/** `import { what } from where` in a file of its own, where the house has no such door. */
function door(law: string, from: string, what: string, where: string): Plant {
  return {
    law,
    path: from,
    rule: doors,
    code: `import { ${what} } from '${where}'\n\nexport { ${what} }\n`,
  }
}

const doorPlants: readonly Plant[] = [
  // shared/: shared and zod; never electron, node:, the rooms of a host
  door('shared never imports electron', 'shared/domain/p1.ts', 'app', 'electron'),
  door('shared never imports a Node module', 'shared/scan/p2.ts', 'readFileSync', 'node:fs'),
  door('shared never imports main', 'shared/domain/p3.ts', 'log', '../../electron/main/log.ts'),
  door(
    'shared never imports the renderer',
    'shared/domain/p4.ts',
    'messages',
    '../../renderer/i18n/messages.ts',
  ),
  door('shared takes no package but zod', 'shared/domain/p5.ts', 'ulid', 'ulid'),

  // preload: electron, channel names, contract types
  door('the preload never imports zod', 'electron/preload/p1.ts', 'z', 'zod'),
  door('the preload never imports a Node module', 'electron/preload/p2.ts', 'join', 'node:path'),
  door('the preload never imports main', 'electron/preload/p3.ts', 'log', '../main/log.ts'),
  door(
    'the preload never imports a schema as a value',
    'electron/preload/p4.ts',
    'schema',
    '../../shared/ipc/schemas.ts',
  ),

  // main: never renderer, never preload
  door(
    'main never imports the renderer',
    'electron/main/services/p1.ts',
    'messages',
    '../../../renderer/i18n/messages.ts',
  ),
  door('main never imports the preload', 'electron/main/ipc/p2.ts', 'bridge', '../../preload/index.ts'),

  // renderer: never electron, node:, electron/, and types only from the schemas
  door('the renderer never imports electron', 'renderer/stores/p1.ts', 'app', 'electron'),
  door('the renderer never imports a Node module', 'renderer/scanner/p2.ts', 'join', 'node:path'),
  door('the renderer never imports main', 'renderer/stores/p3.ts', 'log', '../../electron/main/log.ts'),
  door(
    'the renderer never imports a schema as a value',
    'renderer/stores/p4.ts',
    'schema',
    '../../shared/ipc/schemas.ts',
  ),
  door('the renderer never parses with zod', 'renderer/features/counter/p5.ts', 'z', 'zod'),
  door(
    'a feature never imports another feature',
    'renderer/features/counter/p6.ts',
    'enrol',
    '../enrol/enrol.ts',
  ),
  door('components know no store', 'renderer/components/p7.ts', 'useQueue', '../stores/queue.ts'),
  door('stores know no feature', 'renderer/stores/p8.ts', 'enrol', '../features/enrol/enrol.ts'),

  // nothing imports test/ or the scripts
  door('main never imports test', 'electron/main/services/p3.ts', 'clock', '../../../test/fakes/clock.ts'),
  door('the renderer never imports test', 'renderer/stores/p9.ts', 'clock', '../../test/fakes/clock.ts'),
  door('shared never imports test', 'shared/domain/p6.ts', 'clock', '../../test/fakes/clock.ts'),
  door(
    'the product never imports a script',
    'electron/main/services/p4.ts',
    'tool',
    '../../../scripts/tool.mjs',
  ),

  // the arrows inside main
  door(
    'handlers reach the outbox only through services',
    'electron/main/ipc/handlers/p1.ts',
    'outbox',
    '../../outbox/outbox.ts',
  ),
  door(
    'services never call back into handlers',
    'electron/main/services/p5.ts',
    'handler',
    '../ipc/handlers/find.ts',
  ),
  door('services never wire', 'electron/main/services/p6.ts', 'wire', '../app.ts'),
  door('the outbox never calls a service', 'electron/main/outbox/p1.ts', 'find', '../services/find.ts'),
  door(
    'the outbox never knows the directory',
    'electron/main/outbox/p2.ts',
    'directory',
    '../directory/search.ts',
  ),
  door(
    'the outbox never names a provider',
    'electron/main/outbox/p3.ts',
    'leal',
    '../providers/leal/leal-provider.ts',
  ),
  door(
    'the outbox never makes a request itself',
    'electron/main/outbox/p4.ts',
    'http',
    '../providers/http.ts',
  ),
  door('the directory never calls a service', 'electron/main/directory/p1.ts', 'find', '../services/find.ts'),
  door('staff never knows the outbox', 'electron/main/staff/p1.ts', 'outbox', '../outbox/outbox.ts'),
  door('audit never knows the outbox', 'electron/main/audit/p1.ts', 'outbox', '../outbox/outbox.ts'),
  door('db knows no room above it', 'electron/main/db/p1.ts', 'outbox', '../outbox/outbox.ts'),
  door(
    'a decision of the outbox touches no database',
    'electron/main/outbox/classify.ts',
    'open',
    '../db/open.ts',
  ),
  door(
    'a decision of the outbox touches no Node module',
    'electron/main/outbox/lanes.ts',
    'join',
    'node:path',
  ),
  door('a provider never imports db', 'electron/main/providers/leal/p1.ts', 'open', '../../db/open.ts'),
  door(
    'a provider never imports the outbox',
    'electron/main/providers/leal/p2.ts',
    'outbox',
    '../../outbox/outbox.ts',
  ),
  door(
    'a provider never imports another provider',
    'electron/main/providers/leal/p3.ts',
    'loke',
    '../loke/loke-provider.ts',
  ),
  door(
    "a provider never reads another provider's schemas",
    'electron/main/providers/loke/p4.ts',
    'lealSchema',
    '../leal/leal-schemas.ts',
  ),
  door('a provider never speaks past http.ts', 'electron/main/providers/leal/p5.ts', 'ky', 'ky'),
  door('a provider never logs', 'electron/main/providers/leal/p6.ts', 'log', '../../log.ts'),
  door(
    'training never runs the adapter that it answers',
    'electron/main/training/p1.ts',
    'leal',
    '../providers/leal/leal-provider.ts',
  ),
  door(
    'training takes the dialect as types, never as values',
    'electron/main/training/p2.ts',
    'lealSchema',
    '../providers/leal/leal-schemas.ts',
  ),
  door('only db opens a database', 'electron/main/staff/p2.ts', 'Database', 'better-sqlite3'),

  // only index, app, window, permissions, secrets and ipc know electron
  ...[
    'services',
    'outbox',
    'directory',
    'staff',
    'audit',
    'db',
    'training',
    'outbound',
    'providers/leal',
  ].map((room) =>
    door(`${room} never imports electron`, `electron/main/${room}/p-electron.ts`, 'app', 'electron'),
  ),
  door('log never imports electron', 'electron/main/redact.ts', 'app', 'electron'),
  door('a handler never imports electron', 'electron/main/ipc/handlers/p2.ts', 'app', 'electron'),
]

const otherPlants: readonly Plant[] = [
  {
    law: 'a type is a dependency too',
    path: 'electron/main/providers/leal/p-type.ts',
    rule: doors,
    code: `import type { open } from '../../db/open.ts'\n\nexport type Open = typeof open\n`,
  },
  {
    law: 'a type of electron is electron',
    path: 'electron/main/services/p-electron-type.ts',
    rule: doors,
    code: `import type { App } from 'electron'\n\nexport type Program = App\n`,
  },
  {
    law: 'a door is shut to a re-export',
    path: 'electron/main/staff/p-export.ts',
    rule: doors,
    code: `export { outbox } from '../outbox/outbox.ts'\n`,
  },
  {
    law: 'a door is shut to an import at run time',
    path: 'renderer/features/counter/p-dynamic.ts',
    rule: doors,
    code: `export const later = async (): Promise<unknown> => import('../enrol/enrol.ts')\n`,
  },
  {
    law: 'a folder without a room is refused',
    path: 'electron/main/attic/thing.ts',
    rule: 'boundaries/no-unknown-files',
    code: value('attic'),
  },
  {
    law: 'an import cycle is refused, one end',
    path: 'electron/main/services/cycle-a.ts',
    rule: 'import-x/no-cycle',
    code: `import { b } from './cycle-b.ts'\n\nexport const a = (): unknown => b\n`,
  },
  {
    law: 'an import cycle is refused, other end',
    path: 'electron/main/services/cycle-b.ts',
    rule: 'import-x/no-cycle',
    code: `import { a } from './cycle-a.ts'\n\nexport const b = (): unknown => a\n`,
  },
  {
    law: 'a longer cycle through the page is refused',
    path: 'renderer/components/ring-1.tsx',
    rule: 'import-x/no-cycle',
    code: `import { two } from './ring-2.ts'\n\nexport const one = (): unknown => two\n`,
  },
  {
    law: 'and its middle too',
    path: 'renderer/components/ring-2.ts',
    rule: 'import-x/no-cycle',
    code: `import { three } from './ring-3.ts'\n\nexport const two = (): unknown => three\n`,
  },
  {
    law: 'and its end',
    path: 'renderer/components/ring-3.ts',
    rule: 'import-x/no-cycle',
    code: `import { one } from './ring-1.tsx'\n\nexport const three = (): unknown => one\n`,
  },
  {
    law: 'a default export is refused',
    path: 'shared/domain/p-default.ts',
    rule: 'import-x/no-default-export',
    code: 'export default 1\n',
  },
  {
    law: 'a file over 500 lines is refused',
    path: 'shared/domain/p-long.ts',
    rule: 'max-lines',
    code: Array.from(
      { length: 501 },
      (_, line) => `export const line${String(line)} = ${String(line)}\n`,
    ).join(''),
  },
  {
    law: 'only config.ts reads the environment',
    path: 'electron/main/services/p-env.ts',
    rule: 'no-restricted-properties',
    code: `export const secret = process.env['SECRET']\n`,
  },
  {
    law: 'only config.ts reads the environment, by import either',
    path: 'electron/main/services/p-env-import.ts',
    rule: '@typescript-eslint/no-restricted-imports',
    code: `import { env } from 'node:process'\n\nexport const secret = env\n`,
  },
  {
    law: 'the preload takes contextBridge and ipcRenderer alone',
    path: 'electron/preload/p-electron.ts',
    rule: '@typescript-eslint/no-restricted-imports',
    code: `import { webFrame } from 'electron'\n\nexport const frame = webFrame\n`,
  },
  {
    law: 'only renderer/api/terminal.ts touches the bridge',
    path: 'renderer/stores/p-bridge.ts',
    rule: 'no-restricted-properties',
    code: `export const stolen = (): unknown => window.terminal\n`,
  },
  {
    law: 'the page makes no request of its own',
    path: 'renderer/stores/p-fetch.ts',
    rule: 'no-restricted-globals',
    code: `export const ask = (): Promise<Response> => fetch('https://example.com')\n`,
  },
  {
    law: 'shared knows no DOM',
    path: 'shared/scan/p-dom.ts',
    rule: 'no-restricted-globals',
    code: `// @ts-expect-error there is no DOM here\nexport const stolen: unknown = document\n`,
  },
  {
    law: 'shared knows no Node global',
    path: 'shared/scan/p-node.ts',
    rule: 'no-restricted-globals',
    code: `export const stolen = Buffer\n`,
  },
  {
    law: 'a decision reads no clock',
    path: 'electron/main/outbox/settle.ts',
    rule: 'no-restricted-properties',
    code: `export const settle = (): number => Date.now()\n`,
  },
  {
    law: 'product code prints nothing',
    path: 'electron/main/services/p-console.ts',
    rule: 'no-console',
    code: `console.log('hello')\nexport const printed = true\n`,
  },
  {
    law: 'a promise is never left floating',
    path: 'electron/main/services/p-floating.ts',
    rule: '@typescript-eslint/no-floating-promises',
    code: `export function go(work: () => Promise<void>): void {\n  work()\n}\n`,
  },
  {
    law: 'a switch over a union is exhaustive',
    path: 'electron/main/services/p-switch.ts',
    rule: '@typescript-eslint/switch-exhaustiveness-check',
    code: `export function say(state: 'queued' | 'done'): string {\n  switch (state) {\n    case 'queued':\n      return 'waiting'\n  }\n  return ''\n}\n`,
  },
  {
    law: 'a type is imported as a type',
    path: 'electron/main/outbox/p-type.ts',
    rule: '@typescript-eslint/consistent-type-imports',
    code: `// @ts-expect-error a type imported as a value\nimport { Provider } from '../providers/provider.ts'\n\nexport type Of = Provider\n`,
  },
  {
    law: 'equality is strict',
    path: 'shared/domain/p-eq.ts',
    rule: 'eqeqeq',
    code: `export const same = (a: number, b: number): boolean => a == b\n`,
  },
  {
    law: 'any is refused',
    path: 'shared/domain/p-any.ts',
    rule: '@typescript-eslint/no-explicit-any',
    code: `export type Anything = any\n`,
  },
  {
    law: 'words in JSX come from i18n',
    path: 'renderer/components/p-text.tsx',
    rule: 'formatjs/no-literal-string-in-jsx',
    code: `import type { ReactNode } from 'react'\n\nexport const Text = (): ReactNode => <p>Hello</p>\n`,
  },
  ...['aria-label', 'title', 'placeholder', 'alt', 'label'].map((attribute) => ({
    law: `words in ${attribute} come from i18n`,
    path: `renderer/components/p-${attribute}.tsx`,
    rule: 'formatjs/no-literal-string-in-jsx',
    code: `import type { ReactNode } from 'react'\n\ninterface Props {\n  readonly '${attribute}': string\n}\nconst Part = (_props: Props): ReactNode => null\n\nexport const Text = (): ReactNode => <Part ${attribute}="Hello" />\n`,
  })),
  {
    law: 'a hook is never called conditionally',
    path: 'renderer/components/p-hook.ts',
    rule: 'react-hooks/rules-of-hooks',
    code: `import { useState } from 'react'\n\nexport function useMaybe(on: boolean): number {\n  if (!on) return 0\n  const [count] = useState(1)\n  return count\n}\n`,
  },
  {
    law: 'a rule is never switched off in place',
    path: 'electron/main/services/p-disable.ts',
    rule: 'no-console',
    also: "'// eslint-disable-next-line no-console' has no effect because you have 'noInlineConfig' setting in your config.",
    code: `// eslint-disable-next-line no-console\nconsole.log('hello')\nexport const printed = true\n`,
  },
]

export const plants: readonly Plant[] = [...doorPlants, ...otherPlants]
