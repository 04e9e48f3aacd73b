import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { sha256 } from '../db/hash.ts'

/** What telling a machine apart needs of the operating system. */
export interface MachineSystem {
  readonly platform: NodeJS.Platform
  readonly readText: (file: string) => Promise<string>
  /** Standard output of a program; rejects where it is not there, fails, or takes too long. */
  readonly run: (command: string, args: readonly string[]) => Promise<string>
}

/** A till must not wait long for a program of the system that hangs, ms. */
const patienceMs = 2_000
/** So that the same machine has another id in every other program. */
const salt = 'stampwell machine 1 '

/** The operating system, as it is. */
export function thisSystem(): MachineSystem {
  return {
    platform: process.platform,
    readText: (file) => readFile(file, 'utf8'),
    run: (command, args) =>
      new Promise((resolve, reject) => {
        execFile(command, [...args], { timeout: patienceMs, windowsHide: true }, (error, stdout) => {
          if (error === null) resolve(stdout)
          else reject(new Error('The system tells nothing.', { cause: error }))
        })
      }),
  }
}

async function linux({ readText }: MachineSystem): Promise<string> {
  const own = await readText('/etc/machine-id').catch(() => '')
  return own.trim() === '' ? readText('/var/lib/dbus/machine-id') : own
}

async function raw(system: MachineSystem): Promise<string | undefined> {
  if (system.platform === 'linux') return linux(system)
  if (system.platform === 'darwin') {
    const said = await system.run('/usr/sbin/ioreg', ['-rd1', '-c', 'IOPlatformExpertDevice'])
    return /"IOPlatformUUID"\s*=\s*"([^"]+)"/.exec(said)?.[1]
  }
  if (system.platform !== 'win32') return undefined
  const place = String.raw`HKLM\SOFTWARE\Microsoft\Cryptography`
  return /MachineGuid\s+REG_SZ\s+(\S+)/.exec(
    await system.run('reg', ['query', place, '/v', 'MachineGuid']),
  )?.[1]
}

/** What tells this machine from a copy of its disk, hashed: the system's own id is never stored. Null where there is none. */
export async function machineId(system: MachineSystem): Promise<string | null> {
  const id = (await raw(system).catch(() => undefined))?.trim().toLowerCase() ?? ''
  // A fresh image that has not been told its id yet says so in a word.
  return id === '' || id === 'uninitialized' ? null : sha256(salt, id)
}
