import { constants } from 'node:os'

/*
 * What may stand in a log line.
 *
 * An allow-list, not a search for secrets: no pattern recognises a person's name, and one missed pattern is
 * one leaked customer. A field passes only when its name is listed here and its value has the shape listed
 * for that name; everything else is dropped and counted. Of an error, its class, code, kind and the places in
 * its stack pass; its message never does, because messages quote what they choke on.
 */

/** Anything a caller may hand over; what comes out is decided by name and shape. */
export type LogFields = Readonly<Record<string, unknown>>

/** What is left of a field. */
export type Redacted =
  string | number | boolean | null | readonly Redacted[] | { readonly [name: string]: Redacted }

type Shape = 'word' | 'code' | 'ulid' | 'number' | 'exit' | 'flag' | 'origin' | 'error' | 'words'

/**
 * Words of the program's own closed unions: `already-redeemed`, `addStamps`, `members.search`, `ECONNRESET`.
 * `reason` is left out on purpose: a cashier types one.
 */
const wordNames = [
  'backend',
  'call',
  'capability',
  'cause',
  'channel',
  'condition',
  'fresh',
  'from',
  'gate',
  'kind',
  'method',
  'mode',
  'op',
  'outcome',
  'phase',
  'platform',
  'problem',
  'provider',
  'setting',
  'state',
  'step',
  'table',
  'to',
  'verdict',
] as const
const ulidNames = [
  'id',
  'boot',
  'bootId',
  'cashier',
  'connection',
  'connectionId',
  'intent',
  'operation',
  'till',
  'opId',
] as const
const numberNames = [
  'age',
  'amount',
  'attempt',
  'attempts',
  'bytes',
  'count',
  'dropped',
  'due',
  'failed',
  'failures',
  'found',
  'gone',
  'known',
  'limit',
  'line',
  'ms',
  'page',
  'pages',
  'pending',
  'retryAfter',
  'rows',
  'seq',
  'status',
  'total',
  'version',
  'waiting',
] as const
const flagNames = [
  'again',
  'connected',
  'foreign',
  'ok',
  'packaged',
  'recovered',
  'sent',
  'singleTill',
] as const

const shapes: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ...wordNames.map((name) => [name, 'word'] as const),
  ...ulidNames.map((name) => [name, 'ulid'] as const),
  ...numberNames.map((name) => [name, 'number'] as const),
  ...flagNames.map((name) => [name, 'flag'] as const),
  ['code', 'code'],
  ['exitCode', 'exit'],
  ['origin', 'origin'],
  ['error', 'error'],
  ['fields', 'words'],
])

const ulid = /^[0-9A-HJKMNP-TV-Z]{26}$/
/** Words of closed unions: letters in kebab, camel or dotted form, or a constant like SQLITE_FULL. No digit runs. */
const word = /^(?:[a-z][a-zA-Z]*(?:[-.][a-z][a-zA-Z]*){0,5}|[A-Z][A-Z]*(?:_[A-Z]+){0,5})$/
const wordLength = 48
/** A billion: above any count, size or duration here, below any phone or card number. */
const largestNumber = 1_000_000_000
const deepestCause = 5
const mostFrames = 12

/** An event's name as written at the call site: `outbox.claimed`. */
export function eventName(event: string): string {
  return event.length <= wordLength && /^[a-z]+(?:-[a-z]+)*(?:\.[a-z]+(?:-[a-z]+)*)+$/.test(event)
    ? event
    : 'log.unnamed'
}

/** Keeps what is listed, in the shape that is listed; `dropped` counts the rest. */
export function redact(fields: LogFields): Readonly<Record<string, Redacted>> {
  const kept: Record<string, Redacted> = {}
  let dropped = 0
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue
    const shape = shapes.get(name)
    const passed = shape === undefined ? undefined : pass(shape, value)
    if (passed === undefined) dropped += 1
    else kept[name] = passed
  }
  return dropped === 0 ? kept : { ...kept, dropped }
}

function pass(shape: Shape, value: unknown): Redacted | undefined {
  if (value === null) return null
  switch (shape) {
    case 'word':
      return isWord(value) ? value : undefined
    case 'code':
      return isCode(value) ? value : undefined
    case 'words':
      return Array.isArray(value) && value.length <= 50 && value.every(isWord) ? value : undefined
    case 'ulid':
      return typeof value === 'string' && ulid.test(value) ? value : undefined
    case 'number':
      return typeof value === 'number' && Math.abs(value) < largestNumber ? value : undefined
    case 'exit':
      return isExit(value) ? value : undefined
    case 'flag':
      return typeof value === 'boolean' ? value : undefined
    case 'origin':
      return originOf(value)
    case 'error':
      return describeError(value, 0)
  }
}

function isWord(value: unknown): value is string {
  return typeof value === 'string' && value.length <= wordLength && word.test(value)
}

/** What the system, Node and SQLite call their errors, or how a process ended. A card has a code too: it never passes. */
function isCode(value: unknown): value is string | number {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 && value < 256
  return (
    typeof value === 'string' &&
    (Object.hasOwn(constants.errno, value) || /^(?:ERR|SQLITE)(?:_[A-Z0-9]+){1,6}$/.test(value))
  )
}

/** How a process ended: 0 to 255, or what Windows calls a crash (0xC0000005), which some tell as a negative number. */
function isExit(value: unknown): value is number {
  return (
    typeof value === 'number' &&
    Number.isInteger(value) &&
    ((value >= 0 && value < 256) ||
      (value >= 0x8000_0000 && value <= 0xffff_ffff) ||
      (value < 0 && value >= -0x8000_0000))
  )
}

/** Scheme, host and port: a path may name a member, a query or user part may hold a key. */
function originOf(value: unknown): string | undefined {
  if (typeof value !== 'string' || !URL.canParse(value)) return undefined
  const url = new URL(value)
  return ['http:', 'https:'].includes(url.protocol) ? url.origin : undefined
}

function describeError(error: unknown, depth: number): Redacted {
  if (!(error instanceof Error)) return { name: 'not-an-error', type: error === null ? 'null' : typeof error }
  const { code, kind } = error as { readonly code?: unknown; readonly kind?: unknown }
  return {
    name: className(error),
    ...(isCode(code) ? { code } : {}),
    ...(isWord(kind) ? { kind } : {}),
    at: framesOf(error),
    ...(error.cause === undefined || depth >= deepestCause
      ? {}
      : { cause: describeError(error.cause, depth + 1) }),
  }
}

/** From the constructor, which is code; `error.name` can be assigned at run time. */
function className(error: Error): string {
  const name = error.constructor.name
  return /^[A-Z][A-Za-z]{0,47}$/.test(name) ? name : 'Error'
}

/** The places in a stack, `index.js:12:34`: no folder (it may hold the user's name) and no function name. */
function framesOf(error: Error): readonly string[] {
  const stack = error.stack
  if (stack === undefined) return []
  // V8 writes the message first, and a message may itself look like a frame: it is cut off by its own text.
  const messageAt = stack.indexOf(error.message)
  if (messageAt === -1 || !/^[A-Za-z]*(?: \[[A-Z0-9_]+\])?(?:: )?$/.test(stack.slice(0, messageAt))) return []
  return stack
    .slice(messageAt + error.message.length)
    .split('\n')
    .flatMap(
      (line) => /^\s+at (?:.*[( /\\])?([A-Za-z0-9_.-]+\.[cm]?[jt]sx?:\d+:\d+)\)?$/.exec(line)?.[1] ?? [],
    )
    .slice(0, mostFrames)
}
