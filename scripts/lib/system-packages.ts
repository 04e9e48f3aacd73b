import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

export type Installation =
  | { readonly kind: 'installed' }
  /** `fix` is what a person can do about it. */
  | { readonly kind: 'not-installed'; readonly reason: string; readonly fix: string }

/** Installs Debian packages where that is allowed without asking anybody; otherwise says which command would. */
export function installPackages(packages: readonly string[], say: (line: string) => void): Installation {
  const install = `apt-get install -y --no-install-recommends ${packages.join(' ')}`
  const fix = `sudo apt-get update && sudo ${install}`
  if (process.platform !== 'linux') {
    return {
      kind: 'not-installed',
      reason: 'only Linux is served',
      fix: 'install Electron (see --retry-electron)',
    }
  }
  if (!isDebian()) {
    return {
      kind: 'not-installed',
      reason: 'this is not Debian',
      fix: 'install Chromium with your package manager',
    }
  }
  const asRoot = rootPrefix()
  if (asRoot === undefined) {
    return { kind: 'not-installed', reason: 'installing it needs root', fix }
  }
  say(`Installing ${packages.join(', ')} ...`)
  const apt = (args: string): boolean => {
    const [command = '', ...rest] = [...asRoot, 'apt-get', ...args.split(' ')]
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const { status, stderr } = spawnSync(command, rest, {
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    if (status !== 0) lastError = stderr.trim().split('\n').at(-1) ?? ''
    return status === 0
  }
  let lastError = ''
  const done =
    apt(install.slice('apt-get '.length)) || (apt('update') && apt(install.slice('apt-get '.length)))
  return done ? { kind: 'installed' } : { kind: 'not-installed', reason: lastError || 'apt-get failed', fix }
}

function isDebian(): boolean {
  try {
    return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'))
  } catch {
    return false
  }
}

/** What to put before a command to run it as root; undefined when that would ask for a password. */
function rootPrefix(): string[] | undefined {
  if (process.getuid?.() === 0) return []
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? ['sudo', '-n'] : undefined
}
