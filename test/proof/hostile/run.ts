import { randomBytes } from 'node:crypto'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { OperationKind, OperationState, OperationView } from '../../../shared/domain/operation.ts'
import { openDatabase } from '../../../electron/main/db/open.ts'
import type { Query, WriteDb } from '../../../electron/main/db/handle.ts'
import { attemptsOf } from '../../../electron/main/db/tables/attempts.ts'
import type { AttemptRow } from '../../../electron/main/db/tables/attempts.ts'
import { saveConnection } from '../../../electron/main/db/tables/connections.ts'
import { createTransport } from '../../../electron/main/outbound/fetch.ts'
import { createOutbox } from '../../../electron/main/outbox/outbox.ts'
import type { NewOperation, Outbox } from '../../../electron/main/outbox/types.ts'
import { createProvider } from '../../../electron/main/providers/registry.ts'
import { testCertificate } from '../../fakes/tls-pair.ts'
import { createFakeTime } from '../../integration/outbox/support/fake-time.ts'
import type { FakeTime } from '../../integration/outbox/support/fake-time.ts'
import { attachment, enrolment, proofShop, redemption, renaming, stampsOn } from '../support/operations.ts'
import type { HostileCase } from './cases.ts'
import { startHostile } from './server.ts'
import type { HostileServer } from './server.ts'

/** What became of one operation in one case. */
export interface Line {
  readonly kind: OperationKind
  /** How often its request came. */
  readonly sights: number
  /** How often it was written down that bytes may have left. */
  readonly attempts: number
  /** How the first of them ended. */
  readonly first: string
  /** What it ended as, with its proof. */
  readonly end: string
  readonly violations: readonly string[]
}

/** What became of a case. */
export interface Ran {
  readonly lines: readonly Line[]
  /** The most bytes of one answer that the till took, or that lay between it and the server. */
  readonly mostTaken: number
  readonly violations: readonly string[]
}

const key = 'key-of-the-proof'
/** Of real time, ms: short only where a case must run into them; a busy machine must not run into others. */
const limits = { connectMs: 5_000, headersMs: 5_000, bodyMs: 5_000 }
const shortLimits = { connectMs: 5_000, headersMs: 250, bodyMs: 250 }
/** Of the till's time; what is not settled after so long is a finding. */
const longestMs = 30 * 60_000
/** Of real time, ms: a request that nothing ends is a finding too. */
const longestRealMs = 15_000
const settled: readonly OperationState[] = ['done', 'attention', 'cancelled', 'discarded']

/** One operation of each kind, each for a member of its own. */
function fiveKinds(server: HostileServer): readonly NewOperation[] {
  const member = (): `r:${string}` => `r:${server.book.addMember({ stamps: 9 })}`
  const some = (): string => randomBytes(4).toString('hex')
  return [
    enrolment(some(), `l:${some()}`, `CODE-${some()}`),
    attachment(some(), member(), `CODE-${some()}`),
    stampsOn(some(), { kind: 'member', key: member() }, 3),
    redemption(some(), member(), 5),
    renaming(some(), member(), `Name-${some()}`, null),
  ]
}

/** Sends one operation of each kind, by the real adapter and our own fetch, to a server of this manner. */
export async function runCase(hostile: HostileCase): Promise<Ran> {
  const elsewhere = await startElsewhere()
  const server = await startHostile(hostile.manner, key, elsewhere.origin)
  const time = createFakeTime()
  const opened = openDatabase({ file: ':memory:', now: time.now() })
  if (!opened.ok) throw new Error(opened.error.kind)
  const outbox = outboxTo(server, hostile, opened.value, time)
  try {
    outbox.start()
    const lines: Line[] = []
    const operations = fiveKinds(server)
    // Where the server must know whose connection it is, one after the other.
    const groups = hostile.manner.kind === 'at-claim' ? operations.map((each) => [each]) : [operations]
    for (const group of groups) {
      const unreadBefore = server.unread()
      const views = group.map((each) => saved(outbox, each))
      await untilSettled(outbox, time, views, hostile.expected === 'never-tried' ? 120_000 : longestMs)
      const unread = server.unread() - unreadBefore
      views.forEach((view, n) => {
        const kind = group[n]?.kind
        if (kind !== undefined)
          lines.push(lineOf({ hostile, server, db: opened.value, outbox, unread }, kind, view))
      })
    }
    // What is still being sent is counted when it ends.
    await server.close()
    return { lines, mostTaken: server.mostTaken(), violations: violationsOf(server, elsewhere.connections()) }
  } finally {
    await outbox.stop(2_000)
    opened.value.close()
    await server.close()
    await elsewhere.close()
  }
}

function outboxTo(server: HostileServer, hostile: HostileCase, db: WriteDb, time: FakeTime): Outbox {
  const shop = { ...proofShop, baseUrl: server.origin }
  saveConnection(db, shop, time.now())
  const trusted = hostile.manner.kind === 'at-claim' ? { ca: [testCertificate] } : {}
  const provider = createProvider(shop, {
    transport: createTransport({ limits: hostile.slow === true ? shortLimits : limits, ...trusted }),
    key: () => key,
    clock: time,
    sleep: () => Promise.resolve(),
  })
  const outbox = createOutbox(db, {
    clock: time,
    timers: time.timers,
    random: (length) => randomBytes(length),
    connections: () => [shop],
    provider: () => provider,
    bootId: 'boot',
    tillId: 'till-A',
    log: { info: () => undefined, warn: () => undefined },
  })
  const claimed = new Set<string>()
  outbox.onOperation(({ view }) => {
    // Told after the commit and before the first byte: what connects now is this operation's first attempt.
    if (view.state === 'sending' && !claimed.has(view.id)) server.refuse(true)
    else if (view.state !== 'sending') server.refuse(false)
    if (view.state === 'sending') claimed.add(view.id)
  })
  return outbox
}

function saved(outbox: Outbox, operation: NewOperation): OperationView {
  const answer = outbox.enqueue(operation)
  if (!answer.ok) throw new Error(answer.error.kind)
  return answer.value
}

/** The till's time goes on while real sockets take the real time that they need. */
async function untilSettled(
  outbox: Outbox,
  time: FakeTime,
  views: readonly OperationView[],
  longest: number,
): Promise<void> {
  const over = time.now() + longest
  const reallyOver = performance.now() + longestRealMs
  const open = (): readonly OperationState[] =>
    views.map((view) => outbox.view(view.id)?.state ?? 'queued').filter((state) => !settled.includes(state))
  for (
    let states = open();
    states.length > 0 && time.now() < over && performance.now() < reallyOver;
    states = open()
  ) {
    // A request on the wire takes real time; a wait of the till's own takes none.
    await time.advance(states.includes('sending') ? 5 : 1_000)
    await sleep(states.includes('sending') ? 5 : 1)
  }
}

const tagOf: Query<{ readonly tag: string }> = { sql: 'select tag from op where id = ?' }

function lineOf(
  ran: {
    readonly hostile: HostileCase
    readonly server: HostileServer
    readonly db: WriteDb
    readonly outbox: Outbox
    readonly unread: number
  },
  kind: OperationKind,
  { id, seq }: OperationView,
): Line {
  const { hostile, server, db, outbox, unread } = ran
  const rows = attemptsOf(db, seq)
  const left = rows.filter((row) => row.outcome !== 'not-sent')
  const view = outbox.view(id)
  const tag = db.get(tagOf, id)?.tag
  const mine = server.arrivals.filter(
    (each) => each.kind === kind && (kind !== 'member.create' || each.mark === tag),
  )
  const end = view === null ? 'gone' : `${view.state}${view.proof === null ? '' : `, ${view.proof}`}`
  const found = {
    kind,
    sights: mine.length + unread,
    attempts: left.length,
    first: rows[0]?.outcome ?? '',
    end,
  }
  return { ...found, violations: judge(hostile, found, rows, effectsOf(server, kind)) }
}

function effectsOf(server: HostileServer, kind: OperationKind): number {
  return server.book.applied.filter((each) => each.kind === kind).length
}

/** The state in which an operation of this kind must end, and how often it must have been sent. */
function expectedEnd(
  hostile: HostileCase,
  kind: OperationKind,
): { readonly end: string; readonly sights: number } {
  const takesEffect = hostile.manner.kind === 'mutations' && hostile.manner.treatment.takesEffect
  switch (hostile.expected) {
    case 'applied':
    case 'not-sent':
      return { end: 'done, response', sights: 1 }
    case 'put-back':
      return { end: 'done, response', sights: 2 }
    case 'never-tried':
      return { end: 'queued', sights: 0 }
    case 'lost':
      if (takesEffect) return { end: `done, ${proofOf(kind)}`, sights: 1 }
      // A reward leaves the shop: it is never sent again on the word of a counter.
      return kind === 'reward.redeem' ? { end: 'attention', sights: 1 } : { end: 'done, response', sights: 2 }
  }
}

function proofOf(kind: OperationKind): string {
  switch (kind) {
    case 'member.create':
      return 'tag'
    case 'stamps.add':
    case 'reward.redeem':
      return 'counter'
    case 'card.attach':
    case 'member.edit':
    case 'balance.revert':
    case 'affiliate.set':
    case 'list.set':
    case 'tier.enrol':
      return 'natural-key'
    case 'balance.adjust':
      return 'tag'
  }
}

function judge(
  hostile: HostileCase,
  found: Omit<Line, 'violations'>,
  rows: readonly AttemptRow[],
  effects: number,
): readonly string[] {
  const violations: string[] = []
  const must = expectedEnd(hostile, found.kind)
  // For want of a key or of room in the provider's limit a change may be turned back before it leaves, by the read
  // ahead of it or by the till's own limiter, and its attempt then says the same as if the provider had.
  const turnedBack = rows.filter((row) => ['unauthorized', 'rate-limited'].includes(row.outcome ?? '')).length
  const least = hostile.expected === 'put-back' ? found.attempts - turnedBack : found.attempts
  if (found.sights > found.attempts || found.sights < least) {
    violations.push(`came ${found.sights} times and was recorded ${found.attempts} times`)
  }
  if (found.sights !== must.sights) violations.push(`came ${found.sights} times, not ${must.sights}`)
  if (found.end !== must.end) violations.push(`ended ${found.end}, not ${must.end}`)
  if (found.first !== hostile.outcome)
    violations.push(`was recorded as ${found.first}, not ${hostile.outcome}`)
  if (rows.some((row) => row.ended_at === null)) violations.push('has an attempt without an end')
  const effect = must.end.startsWith('done') ? 1 : 0
  if (effects !== effect) violations.push(`took effect ${effects} times, not ${effect}`)
  return violations
}

/** Our own limit of 8 MB, and what two kernels may hold on the way. */
const mostBytes = 24 * 1_048_576

function violationsOf(server: HostileServer, elsewhere: number): readonly string[] {
  const violations: string[] = []
  if (elsewhere > 0) violations.push(`another origin was asked ${elsewhere} times`)
  if (server.arrivals.some((each) => !each.authorized)) violations.push('a change came without its key')
  if (server.mostTaken() > mostBytes) violations.push(`${server.mostTaken()} bytes of an answer were taken`)
  if (server.arrivals.some((each) => each.before > 0)) violations.push('a change came over a used connection')
  return violations
}

/** Another origin: whoever connects to it has followed what it should not. */
async function startElsewhere(): Promise<{
  readonly origin: string
  connections(): number
  close(): Promise<void>
}> {
  let connections = 0
  const server = createServer((socket) => {
    connections += 1
    socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => connections,
    close: () =>
      new Promise((resolve) =>
        server.close(() => {
          resolve()
        }),
      ),
  }
}
