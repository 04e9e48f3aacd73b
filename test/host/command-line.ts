import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'

/** What the host was asked to run, taken apart the way Electron's executable does it. */
export interface Invocation {
  readonly appDir: string
  readonly mainFile: string
  readonly packageJson: { readonly name: string; readonly productName?: string; readonly version: string }
  /** Every `--name[=value]`, for app.commandLine. */
  readonly switches: Map<string, string>
  /** The switches handed on to Chromium. */
  readonly chromiumArgs: string[]
  /** process.argv as the app sees it: executable, switches and arguments in their order. */
  readonly argv: readonly string[]
  /** Port of Node's inspector, when asked for. */
  readonly inspectPort: number | undefined
  readonly remoteDebugging: boolean
}

/** Electron's own Node options, which Chromium must not see. */
const forNode = new Set(['inspect', 'remote-debugging-port', 'user-data-dir'])

export function parseCommandLine(args: readonly string[], executable: string): Invocation {
  const switches = new Map<string, string>()
  const chromiumArgs: string[] = []
  let entry: string | undefined
  for (const arg of args) {
    const parts = /^--([^=]+)(?:=(.*))?$/s.exec(arg)
    const name = parts?.[1]
    if (name === undefined) {
      entry ??= arg
      continue
    }
    switches.set(name, parts?.[2] ?? '')
    if (!forNode.has(name)) chromiumArgs.push(arg)
  }
  const target = path.resolve(entry ?? '.')
  const isDirectory = statSync(target).isDirectory()
  const appDir = isDirectory ? target : path.dirname(target)
  const packageJson = readPackageJson(path.join(appDir, 'package.json'))
  const inspect = switches.get('inspect')
  return {
    appDir,
    mainFile: isDirectory ? path.join(appDir, packageJson.main ?? 'index.js') : target,
    packageJson,
    switches,
    chromiumArgs,
    argv: [executable, ...args.filter((arg) => !/^--(inspect|remote-debugging-port)(=|$)/.test(arg))],
    inspectPort: inspect === undefined ? undefined : Number(inspect === '' ? 9229 : inspect),
    remoteDebugging: switches.has('remote-debugging-port'),
  }
}

function readPackageJson(file: string): Invocation['packageJson'] & { main?: string } {
  const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'))
  if (typeof parsed !== 'object' || parsed === null || !('name' in parsed)) {
    throw new Error(`${file} names no app`)
  }
  const { name, productName, version, main } = parsed as Record<string, string | undefined>
  return {
    name: name ?? 'app',
    version: version ?? '0.0.0',
    ...(productName === undefined ? {} : { productName }),
    ...(main === undefined ? {} : { main }),
  }
}
