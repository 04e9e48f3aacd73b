import { probe } from '../../../scripts/probe/main.ts'
import { fakeId } from '../../fakes/loke-books.ts'
import type { LokeWays } from '../../fakes/loke-desk.ts'
import { startInveterate } from '../../fakes/inveterate-server.ts'
import type { InveterateOptions } from '../../fakes/inveterate-server.ts'
import { startLeal } from '../../fakes/leal-server.ts'
import type { Reword } from '../../fakes/leal-server.ts'
import { startLoke } from '../../fakes/loke-server.ts'
import type { SellAuthDialect } from '../../fakes/sellauth-replies.ts'
import { startSellAuth } from '../../fakes/sellauth-server.ts'

/** A provider behind a socket, and what a probe of it must never show. */
export interface Subject {
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** Keys, and what belongs to people. */
  readonly secret: readonly string[]
  /** Methods of the requests that the API saw. */
  readonly methods: () => readonly string[]
}

/** What a probe said. */
export interface Told {
  readonly code: number
  readonly lines: readonly string[]
  readonly errors: readonly string[]
}

const closing: (() => Promise<void>)[] = []
const lealKey = 'practice-token-of-this-test'

/** Ends what the test that just ran has started. */
export async function closeAll(): Promise<void> {
  await Promise.all(closing.splice(0).map((close) => close()))
}

/** Ended by `closeAll`. */
export function closeLater(close: () => Promise<void>): void {
  closing.push(close)
}

/** One probe in this process. */
export async function run(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Told> {
  const lines: string[] = []
  const errors: string[] = []
  const print = (line: string): void => void lines.push(line)
  const code = await probe({ args, env, print, printError: (line) => void errors.push(line) })
  return { code, lines, errors }
}

/** A probe of a subject with its own key. */
export const tell = (subject: Subject): Promise<Told> => run(subject.args, subject.env)

/** The line about an assumption that begins like this, without that beginning. */
export function about(told: Told, assumes: string): string {
  const found = told.lines.filter((line) => line.slice(9).startsWith(assumes))
  if (found.length !== 1)
    throw new Error(`${found.length} lines about "${assumes}" of ${told.lines.join('\n')}`)
  return found[0]!.replace(assumes, '…')
}

/** The lines about what differs. */
export const differing = (told: Told): readonly string[] =>
  told.lines.filter((line) => line.startsWith('differs'))

export async function leal(reword: Reword = (body) => body): Promise<Subject> {
  const server = await startLeal({ token: lealKey, members: 60, reword })
  closing.push(server.close)
  return {
    args: ['--provider', 'leal', '--base', server.origin],
    env: { STAMPWELL_PROBE_KEY: lealKey },
    secret: [lealKey, ...(await server.personal())],
    methods: () => server.requests.map((each) => each.method),
  }
}

const clientId = 'till+client'
const clientSecret = 's+cret&=%20:x'

export async function loke(ways: Partial<LokeWays> = {}): Promise<Subject> {
  const server = await startLoke({ clientId, clientSecret, customers: 40, ways })
  closing.push(server.close)
  const [shop] = server.books.organizations
  shop!.lists[0]!.members.push({ customerId: fakeId('cust', 3), addedAt: '2026-01-05T08:00:00.000Z' })
  return {
    args: ['--provider', 'loke', '--base', server.origin, '--store', fakeId('orgn', 1)],
    env: { STAMPWELL_PROBE_CLIENT_ID: clientId, STAMPWELL_PROBE_CLIENT_SECRET: clientSecret },
    secret: [
      clientId,
      clientSecret,
      ...shop!.customers.flatMap((each) => [
        each.id,
        each.firstName,
        each.lastName,
        each.email,
        each.phoneNumber,
      ]),
      ...shop!.lists.map((each) => each.name),
      'Harbour Café',
    ].filter((text): text is string => text !== undefined && text !== ''),
    methods: () => server.seen.map((each) => each.method),
  }
}

export async function inveterate(options: InveterateOptions = {}): Promise<Subject> {
  const server = await startInveterate({ members: 9, ...options })
  closing.push(server.close)
  for (const [at, id] of [...server.books.members.keys()].slice(0, 2).entries()) {
    for (const amount of [150, -25]) {
      server.books.ledger.push({
        ...{ customerId: id, amount, newBalance: 1_000 + amount, createdAt: 1_760_000_000_000 + at },
        ...{ reason: 'MANUAL', note: 'for the broken cup' },
      })
    }
  }
  return {
    args: ['--provider', 'inveterate', '--base', `${server.origin}/v2.0`],
    env: { STAMPWELL_PROBE_KEY: 'inv-key' },
    secret: [
      'inv-key',
      'broken cup',
      'Corner Shop',
      ...[...server.books.members.values()].flatMap((each) =>
        [each.customerId, each.firstName, each.lastName, each.email, each.notes, each.phoneNumber].filter(
          (text) => typeof text === 'string',
        ),
      ),
    ],
    methods: () => server.requests.map((each) => each.method),
  }
}

export async function sellauth(dialect: Partial<SellAuthDialect> = {}): Promise<Subject> {
  const server = await startSellAuth({ customers: 7, dialect })
  closing.push(server.close)
  server.books.change(240, 500, 'for the broken cup [T1-01JDPROBE00000001]')
  server.books.change(240, -125, 'for the broken cup [T1-01JDPROBE00000002]')
  return {
    args: ['--provider', 'sellauth', '--base', `${server.origin}/v1/`],
    env: { STAMPWELL_PROBE_KEY: server.key },
    secret: [
      server.key,
      'broken cup',
      'T1-01JDPROBE00000001',
      'that-must-not-travel',
      'Corner Shop',
      ...[...server.books.now.customers.values()].flatMap((each) =>
        [each.email, each.discordId, each.discordUsername, each.affiliateCode].filter(
          (text) => text !== null,
        ),
      ),
    ],
    methods: () => server.requests.map((each) => each.method),
  }
}

/** A subject of each provider, as documented. */
export const subjects = { leal, loke, inveterate, sellauth } as const
export const names = ['leal', 'loke', 'inveterate', 'sellauth'] as const
