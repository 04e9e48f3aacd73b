import { z } from 'zod'
import type { FileProblem } from '../../../../shared/domain/safety.ts'
import { longestTillName } from '../../../../shared/domain/till.ts'
import { err, ok } from '../../../../shared/ipc/result.ts'
import type { Result } from '../../../../shared/ipc/result.ts'
import { canonicalJson, sha256 } from '../../db/hash.ts'
import type { Json } from '../../db/hash.ts'
import type { TransferDocument } from '../pure/transfer.ts'

/** The newest shape that this version writes. A new shape gets a new number and a reader of its own, for ever. */
export const documentVersion = 2

/** Longer than any file of unsent work can be, in characters. */
export const longestDocument = 200_000_000

const product = 'stampwell'
const ulid = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/)
const text = (max: number) => z.string().max(max)
const time = z.int().min(0)
const count = z.int().min(0).max(1_000_000)

const attempt = z.strictObject({
  n: z.int().min(1).max(1_000_000),
  boot: text(64),
  startedAt: time,
  remoteId: text(256).nullable(),
  cardId: text(256).nullable(),
  base: z.int().nullable(),
  requestSha: text(128),
  endedAt: time.nullable(),
  outcome: text(64).nullable(),
})

const operation = z.strictObject({
  origin: ulid,
  intent: text(64).min(1),
  kind: text(64).min(1),
  v: z.int().min(1).max(1_000_000),
  target: z.strictObject({ kind: z.enum(['member', 'code']), name: text(5_000).min(1) }),
  lane2: text(5_010).startsWith('card:').nullable(),
  payload: text(100_000),
  tag: text(64).min(1),
  state: z.enum(['queued', 'unknown', 'attention']),
  reason: text(10_000).nullable(),
  insist: z.boolean(),
  suspect: z.boolean(),
  attempts: count,
  lostAt: time.nullable(),
  createdAt: time,
  createdBy: text(5_000).nullable(),
  actor: text(64).nullable(),
  businessDay: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  lastAttempt: attempt.nullable(),
})

const content = z.strictObject({
  id: text(64).min(1),
  sealed: z.boolean(),
  madeAt: time,
  tillId: text(64),
  shop: z.strictObject({
    provider: text(64),
    mode: z.enum(['practice', 'live']),
    baseUrl: text(2_000),
    store: text(256),
    name: text(5_000),
  }),
  operations: z.array(operation).max(1_000_000),
  members: z.array(z.strictObject({ localId: text(128).min(1), remoteId: text(256).min(1) })).max(1_000_000),
  codes: z.array(z.strictObject({ code: text(5_000).min(1), key: text(200) })).max(1_000_000),
})

/** The second shape names the till that wrote it. */
const contents = { 1: content, 2: content.extend({ tillName: text(longestTillName).min(1) }) } as const

const envelope = z.strictObject({
  product: z.literal(product),
  version: z.union([z.literal(1), z.literal(2)]),
  sha256: z.string(),
  content: z.unknown(),
})
const anyOfOurs = z.object({ product: z.literal(product), version: z.int().min(1) })

/** The text of a file: the same content gives the same text. */
export function writeDocument(document: TransferDocument): string {
  const inner = canonicalJson(toJson(document))
  // In the oldest shape that says it all: a till that was not brought up to date yet can take it in.
  const version = document.tillName === undefined ? 1 : documentVersion
  const head = `{"product":"${product}","version":${version},"sha256":"${sha256(inner)}"`
  return `${head},"content":${inner}}\n`
}

/** Plain data, as it is written. */
function toJson(document: TransferDocument): Json {
  return JSON.parse(JSON.stringify(document)) as Json
}

/** Null for what no file of ours holds: nested deeper than can be walked. */
function hashOf(inner: unknown): string | null {
  try {
    return sha256(canonicalJson(inner as Json))
  } catch {
    return null
  }
}

/** Reads a file, or says what is wrong with it. Nothing of it is believed before all of it fits. */
export function readDocument(source: string): Result<TransferDocument, FileProblem> {
  if (source.length > longestDocument) return err('too-large')
  let json: unknown
  try {
    json = JSON.parse(source)
  } catch {
    return err(source.includes(`"product":"${product}"`) ? 'damaged' : 'not-ours')
  }
  const ours = anyOfOurs.safeParse(json)
  if (!ours.success) return err('not-ours')
  if (ours.data.version > documentVersion) return err('newer')
  const whole = envelope.safeParse(json)
  if (!whole.success) return err('damaged')
  if (hashOf(whole.data.content) !== whole.data.sha256) return err('damaged')
  const parsed = contents[whole.data.version].safeParse(whole.data.content)
  if (!parsed.success) return err('damaged')
  return parsed.data.operations.length === 0 ? err('empty') : ok(parsed.data)
}
