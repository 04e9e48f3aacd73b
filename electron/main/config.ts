import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { mostTills, providerIds } from '../../shared/domain/connection.ts'
import type { ProviderId } from '../../shared/domain/connection.ts'
import { addressOf, systems } from '../../shared/domain/systems.ts'
import { isZone } from '../../shared/domain/zone.ts'
import type { Result } from '../../shared/ipc/result.ts'
import { err, ok } from '../../shared/ipc/result.ts'

/** A live connection handed over by a file. `key` is the one secret in here: it goes to the secret store and nowhere else. */
export interface Provision {
  readonly name: string
  readonly provider: ProviderId
  readonly baseUrl: string
  readonly store: string
  readonly key: string
  readonly zone: string
  readonly singleTill: boolean
  readonly tills?: number
  readonly readLagMs: number
  readonly lateBoundMs: number
}

/** How practice mode runs. */
export interface PracticeConfig {
  /** A practice backend in another process; null for the one inside this process. */
  readonly remote: { readonly url: string; readonly token: string | null } | null
  /** How many members are made up. */
  readonly members: number
  readonly singleTill: boolean
}

export interface Config {
  readonly practice: PracticeConfig
  readonly provision: Provision | null
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error'
  /** The development server's address; null in every packaged program. */
  readonly rendererUrl: string | null
}

const settingNames = {
  practiceUrl: 'STAMPWELL_PRACTICE_URL',
  practiceTokenFile: 'STAMPWELL_PRACTICE_TOKEN_FILE',
  practiceMembers: 'STAMPWELL_PRACTICE_MEMBERS',
  practiceSingleTill: 'STAMPWELL_PRACTICE_SINGLE_TILL',
  provision: 'STAMPWELL_PROVISION',
  logLevel: 'STAMPWELL_LOG_LEVEL',
  rendererUrl: 'ELECTRON_RENDERER_URL',
} as const

/** A setting in the program's own words. */
export type Setting = keyof typeof settingNames

/** What is wrong with a setting. Names only: a value may be a key. */
export interface ConfigProblem {
  readonly kind: 'bad-value' | 'unreadable-file' | 'not-json'
  readonly setting: Setting
  /** Fields of the provisioning file that are wrong; empty for the rest. */
  readonly fields: readonly string[]
}

/** Where settings come from. */
export interface ConfigSource {
  readonly env: Readonly<Record<string, string | undefined>>
  /** A packaged program has no development server. */
  readonly packaged: boolean
  /** Throws when it cannot. */
  readonly readText: (file: string) => string
}

/** The process's own environment. */
export function systemSource(packaged: boolean): ConfigSource {
  return { env: process.env, packaged, readText: (file) => readFileSync(file, 'utf8') }
}

const isLoopback = (url: URL): boolean => ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
const isBare = (url: URL): boolean =>
  url.username === '' && url.password === '' && url.search === '' && url.hash === ''
const withoutSlash = (url: string): string => url.replace(/\/+$/, '')

const address = (accepts: (url: URL) => boolean) =>
  z
    .string()
    .trim()
    .refine((text) => URL.canParse(text) && isBare(new URL(text)) && accepts(new URL(text)))
    .transform(withoutSlash)

const loopback = address((url) => ['http:', 'https:'].includes(url.protocol) && isLoopback(url))
/** A key never crosses a network in clear: plain http is for loopback alone. */
const providerAddress = address(
  (url) => url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)),
)

const hour = 3_600_000
const provisionSchema = z.strictObject({
  name: z.string().trim().min(1).max(100),
  provider: z.enum(providerIds),
  baseUrl: providerAddress,
  store: z.string().trim().min(1).max(200),
  // Visible ASCII: what an HTTP header can carry.
  key: z.string().regex(/^[\x21-\x7e]{1,4096}$/),
  zone: z.string().refine(isZone),
  singleTill: z.boolean(),
  tills: z.int().min(1).max(mostTills).exactOptional(),
  readLagMs: z.int().min(0).max(hour),
  lateBoundMs: z
    .int()
    .min(0)
    .max(24 * hour),
})

const token = z
  .string()
  .trim()
  .regex(/^[\x21-\x7e]{1,4096}$/)
const members = z
  .string()
  .regex(/^\d{1,6}$/)
  .transform(Number)
  .pipe(z.int().min(1).max(200_000))
const flag = z.enum(['0', '1']).transform((text) => text === '1')
const level = z.enum(['debug', 'info', 'warn', 'error'])

/** Settings whose value decides where operations go. A wrong one stops the start; any other falls back to its default. */
const decisive: ReadonlySet<Setting> = new Set<Setting>([
  'practiceUrl',
  'practiceTokenFile',
  'practiceSingleTill',
  'provision',
  'rendererUrl',
])

/** The configuration, with the problems that were harmless enough to go on with. */
export interface ReadConfig {
  readonly config: Config
  readonly ignored: readonly ConfigProblem[]
}

/** Reads every setting. Fails with all problems at once when one of them decides where operations go. */
export function readConfig(source: ConfigSource): Result<ReadConfig, readonly ConfigProblem[]> {
  const problems: ConfigProblem[] = []
  const raw = (setting: Setting): string | undefined => {
    const text = source.env[settingNames[setting]]
    return text === undefined || text.trim() === '' ? undefined : text
  }
  const note = (setting: Setting, kind: ConfigProblem['kind'], fields: readonly string[] = []): void => {
    problems.push({ kind, setting, fields })
  }
  const value = <T, D>(setting: Setting, schema: z.ZodType<T>, otherwise: D): T | D => {
    const text = raw(setting)
    if (text === undefined) return otherwise
    const parsed = schema.safeParse(text)
    if (parsed.success) return parsed.data
    note(setting, 'bad-value')
    return otherwise
  }
  const file = (setting: Setting): string | undefined => {
    const name = raw(setting)
    if (name === undefined) return undefined
    try {
      return source.readText(name)
    } catch {
      note(setting, 'unreadable-file')
      return undefined
    }
  }

  const practiceToken = (): string | null => {
    const text = file('practiceTokenFile')
    if (text === undefined) return null
    const parsed = token.safeParse(text)
    if (!parsed.success) note('practiceTokenFile', 'bad-value')
    return parsed.data ?? null
  }

  const url = value('practiceUrl', loopback, null)
  const config: Config = {
    practice: {
      remote: url === null ? null : { url, token: practiceToken() },
      members: value('practiceMembers', members, 5_000),
      singleTill: value('practiceSingleTill', flag, true),
    },
    provision: readProvision(file('provision'), note),
    logLevel: value('logLevel', level, 'info'),
    rendererUrl: source.packaged ? null : value('rendererUrl', loopback, null),
  }
  return problems.some(({ setting }) => decisive.has(setting))
    ? err(problems)
    : ok({ config, ignored: problems })
}

function readProvision(
  text: string | undefined,
  note: (setting: Setting, kind: ConfigProblem['kind'], fields?: readonly string[]) => void,
): Provision | null {
  if (text === undefined) return null
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch {
    note('provision', 'not-json')
    return null
  }
  const parsed = provisionSchema.safeParse(content)
  if (!parsed.success) {
    note('provision', 'bad-value', wrongFields(parsed.error))
    return null
  }
  const provision = parsed.data
  // As a person's address is kept, so that both lead to the same shop.
  const address = addressOf(systems[provision.provider], provision.baseUrl)
  return address.ok ? { ...provision, baseUrl: address.baseUrl } : provision
}

/** Names of the fields that we know; an unknown one is told as `unknown`, since its name is not ours. */
function wrongFields(error: z.ZodError): readonly string[] {
  const known = Object.keys(provisionSchema.shape)
  const names = error.issues.map((issue) =>
    known.includes(String(issue.path[0])) ? String(issue.path[0]) : 'unknown',
  )
  return [...new Set(names)]
}
