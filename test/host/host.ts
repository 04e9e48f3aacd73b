/** The process entry: see docs/chromium-host.md. Usage: electron [switches] <app directory> [arguments]. */
import inspector from 'node:inspector'
import { registerHooks } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseCommandLine } from './command-line.ts'
import { createElectron } from './create-electron.ts'

const here = import.meta.dirname
const executable = path.join(here, 'electron')
const invocation = parseCommandLine(process.argv.slice(2), executable)
const electron = createElectron(invocation, executable)
Object.assign(globalThis, { chromiumHost: electron })

// Playwright attaches to Node's inspector, then calls this: until then the app must not become ready.
const attached = Promise.withResolvers<undefined>()
Object.assign(globalThis, { __playwright_run: () => attached.resolve(undefined) })
const forPlaywright = invocation.inspectPort === 0 && invocation.remoteDebugging
if (!forPlaywright) attached.resolve(undefined)

// `electron` becomes a module that is written here, so that its names are those that were built and no others.
const moduleUrl = 'chromium-host:electron'
const names = Object.keys(electron.modules).join(', ')
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' || specifier === 'electron/main'
      ? { url: moduleUrl, format: 'module', shortCircuit: true }
      : next(specifier, context),
  load: (url, context, next) =>
    url === moduleUrl
      ? {
          format: 'module',
          shortCircuit: true,
          source: `const modules = chromiumHost.modules\nexport const { ${names} } = modules\nexport default modules\n`,
        }
      : next(url, context),
})

process.argv.splice(0, process.argv.length, ...invocation.argv)
Object.defineProperty(process, 'type', { value: 'browser', enumerable: true })

// A second signal means "now"; but one Ctrl-C may arrive twice, from the terminal and from a parent that passes it on.
let firstSignal: number | undefined
const onSignal = (): void => {
  if (firstSignal !== undefined && performance.now() - firstSignal > 500) electron.lifecycle.exit(130)
  firstSignal ??= performance.now()
  electron.lifecycle.quit()
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal)

if (invocation.inspectPort !== undefined) inspector.open(invocation.inspectPort, '127.0.0.1', false)
try {
  await import(pathToFileURL(invocation.mainFile).href)
  await electron.start(attached.promise)
} catch (error) {
  console.error(error)
  electron.lifecycle.exit(1)
}
