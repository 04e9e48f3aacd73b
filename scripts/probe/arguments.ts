import { parseArgs } from 'node:util'
import { providerIds } from '../../shared/domain/connection.ts'
import type { ProviderId } from '../../shared/domain/connection.ts'
import { addressOf, keyText, systems } from '../../shared/domain/systems.ts'

export const usage =
  'Usage: npm run probe -- --provider leal|loke|inveterate|sellauth --base URL [--store ID]\n' +
  'The key comes from STAMPWELL_PROBE_KEY; for LOKE from STAMPWELL_PROBE_CLIENT_ID and STAMPWELL_PROBE_CLIENT_SECRET.'

/** What was asked for. */
export interface Asked {
  readonly provider: ProviderId
  readonly baseUrl: string
  /** Null where it was not named. */
  readonly store: string | null
  readonly key: string
  /** What must never be printed. */
  readonly unspoken: readonly string[]
}

/** Reads the command line and the environment. A string says in one sentence what is wrong with them. */
export function readAsked(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Asked | string {
  const given = valuesOf(args)
  if (typeof given === 'string') return given
  const provider = providerIds.find((each) => each === given.provider)
  if (provider === undefined) return '--provider must be one of leal, loke, inveterate and sellauth.'
  const system = systems[provider]
  const address = addressOf(system, given.base ?? '')
  if (!address.ok) {
    return address.problem === 'address-unfit'
      ? '--base must be the address of the API and nothing else, such as https://api.example.com.'
      : '--base must begin with https: the key would be readable on its way.'
  }
  const names =
    system.key === 'pair'
      ? ['STAMPWELL_PROBE_CLIENT_ID', 'STAMPWELL_PROBE_CLIENT_SECRET']
      : ['STAMPWELL_PROBE_KEY']
  const parts = names.map((name) => env[name]?.trim() ?? '')
  const [first = '', second = ''] = parts
  const missing = names.filter((_, index) => parts[index] === '')
  if (missing.length > 0) return `${missing.join(' and ')} must be set.`
  const key = keyText(
    system,
    system.key === 'pair' ? { kind: 'pair', id: first, secret: second } : { kind: 'key', key: first },
  )
  if (key === null)
    return `${names.join(' and ')} cannot be a key: plain characters without blanks are needed.`
  const store = given.store?.trim() ?? null
  return {
    provider,
    baseUrl: address.baseUrl,
    store: store === '' ? null : store,
    key,
    unspoken: [key, ...parts],
  }
}

function valuesOf(
  args: readonly string[],
): { readonly provider?: string; readonly base?: string; readonly store?: string } | string {
  try {
    const option = { type: 'string' } as const
    return parseArgs({ args: [...args], options: { provider: option, base: option, store: option } }).values
  } catch {
    // Node's own words quote what was typed, which may be a key.
    return 'There are three options: --provider, --base and --store, each with a value.'
  }
}
