import os from 'node:os'
import path from 'node:path'
import { mkdirSync } from 'node:fs'
import type { Invocation } from './command-line.ts'

/** app.getPath and app.setPath. */
export class Paths {
  private readonly known: Map<string, string>

  constructor({ switches, packageJson, appDir }: Invocation, executable: string) {
    const home = os.homedir()
    const appData = process.env['XDG_CONFIG_HOME'] ?? path.join(home, '.config')
    const given = switches.get('user-data-dir')
    const userData = given
      ? path.resolve(given)
      : path.join(appData, packageJson.productName ?? packageJson.name)
    this.known = new Map(
      Object.entries({
        home,
        appData,
        userData,
        sessionData: userData,
        temp: os.tmpdir(),
        exe: executable,
        module: executable,
        assets: appDir,
        logs: path.join(userData, 'logs'),
        crashDumps: path.join(userData, 'Crashpad'),
      }),
    )
    for (const name of ['desktop', 'documents', 'downloads', 'music', 'pictures', 'videos']) {
      this.known.set(name, path.join(home, name.slice(0, 1).toUpperCase() + name.slice(1)))
    }
  }

  get(name: string): string {
    const found = this.known.get(name)
    if (found === undefined) throw new Error(`Failed to get '${name}' path`)
    if (name === 'userData' || name === 'logs') mkdirSync(found, { recursive: true })
    return found
  }

  set(name: string, value: string): void {
    if (!path.isAbsolute(value)) throw new Error('Path must be absolute')
    if (!this.known.has(name)) throw new Error(`Failed to set path`)
    if (name === 'userData' && this.known.get('sessionData') === this.known.get('userData')) {
      this.known.set('sessionData', value)
    }
    this.known.set(name, value)
  }
}
