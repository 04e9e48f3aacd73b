import { expect, test } from 'vitest'
import { openDatabase } from '../../../electron/main/db/open.ts'
import { attemptsOf } from '../../../electron/main/db/tables/attempts.ts'
import { saveConnection } from '../../../electron/main/db/tables/connections.ts'
import { createOutbox } from '../../../electron/main/outbox/outbox.ts'
import type { NewOperation, Outbox } from '../../../electron/main/outbox/types.ts'
import type { Transport } from '../../../electron/main/outbound/transport.ts'
import { createProvider } from '../../../electron/main/providers/registry.ts'
import { createPracticeBackend } from '../../../electron/main/training/backend.ts'
import type { PracticeBackend } from '../../../electron/main/training/backend.ts'
import { inProcessTransport, practiceOrigin } from '../../../electron/main/training/practice-transport.ts'
import { createFakeTime } from './support/fake-time.ts'
import type { FakeTime } from './support/fake-time.ts'
import { attach, create, edit, redeem, shop, stampsOnCode } from './support/till.ts'

const connection = { ...shop, baseUrl: practiceOrigin, store: '4711' }
const token = 'practice-token'

/** What comes instead of the true answer. */
const shapes: Readonly<Record<string, (truth: string) => Response>> = {
  'a sign-in page': () => new Response('<html>Sign in</html>', { headers: { 'content-type': 'text/html' } }),
  'nothing at all': () => new Response(''),
  'no content': () => new Response(null, { status: 204 }),
  null: () => Response.json(null),
  'a list': () => Response.json([]),
  'an empty object': () => Response.json({}),
  'an error that calls itself a success': () => Response.json({ error: 'nope' }),
  'half of it': (truth) => new Response(truth.slice(0, truth.length / 2)),
  'words for numbers': (truth) => new Response(truth.replaceAll(/\d+/g, '"x"')),
}

interface Shop {
  readonly time: FakeTime
  readonly backend: PracticeBackend
  readonly outbox: Outbox
  readonly logged: readonly string[]
  readonly attempts: (seq: number) => readonly (string | null)[]
  close(): void
}

/** The real adapter over the practice backend; the first answer to each change is `shape`, and true or not. */
function open(shape: (truth: string) => Response, done: boolean): Shop {
  const time = createFakeTime()
  const backend = createPracticeBackend({ file: ':memory:', members: 60, token, clock: time })
  const { read, write } = inProcessTransport(backend.handle)
  const broken = new Set<string>()
  const transport: Transport = {
    read,
    write: async (input, init) => {
      const request = new Request(input, init)
      const change = `${request.method} ${request.url} ${await request.clone().text()}`
      if (broken.has(change)) return write(request)
      broken.add(change)
      return shape(done ? await (await write(request)).text() : '{"customer":{"id":1}}')
    },
  }
  const opened = openDatabase({ file: ':memory:', now: time.now() })
  if (!opened.ok) throw new Error(opened.error.kind)
  const db = opened.value
  saveConnection(db, connection, time.now())
  const logged: string[] = []
  let seed = 1
  const provider = createProvider(connection, {
    transport,
    key: () => token,
    clock: time,
    sleep: (ms) => new Promise((resolve) => time.timers.set(resolve, ms)),
  })
  const outbox = createOutbox(db, {
    clock: time,
    timers: time.timers,
    random: (length) =>
      Uint8Array.from({ length }, () => (seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) >>> 16),
    connections: () => [connection],
    provider: () => provider,
    bootId: 'boot',
    tillId: 'till-A',
    log: { info: () => undefined, warn: (event) => logged.push(event) },
  })
  outbox.start()
  return {
    time,
    backend,
    outbox,
    logged,
    attempts: (seq) => attemptsOf(db, seq).map(({ outcome }) => outcome),
    close: () => {
      db.close()
      backend.close()
    },
  }
}

function work(backend: PracticeBackend): readonly NewOperation[] {
  const [known, other] = backend.sampleCards()
  if (known === undefined || other === undefined) throw new Error('no sample cards')
  const made = create('L1', 'Ada')
  if (made.kind !== 'member.create') throw new Error('not an enrolment')
  const details = { ...made.payload.details, email: 'ada@example.org' }
  // The practice shop's first reward.
  const reward = redeem('', 5)
  if (reward.kind !== 'reward.redeem') throw new Error('not a redemption')
  return [
    { ...made, payload: { ...made.payload, details, templateId: null } },
    edit('l:L1', details, { lastName: 'Lovelace' }),
    attach('l:L1', 'NEW-CARD'),
    stampsOnCode(known.code, 2),
    {
      ...reward,
      target: { kind: 'code', code: other.code },
      payload: { ...reward.payload, card: { kind: 'only' }, rewardId: '1' },
    },
  ]
}

const cases = Object.keys(shapes).flatMap((name) => [true, false].map((done) => [name, done] as const))

test.each(cases)('an answer of the wrong shape is no answer: %s, the change done: %s', async (name, done) => {
  const till = open(shapes[name] ?? (() => Response.error()), done)
  try {
    const saved = work(till.backend).map((operation) => {
      const result = till.outbox.enqueue(operation)
      if (!result.ok) throw new Error(result.error.kind)
      return result.value
    })
    const views = (): readonly ReturnType<Outbox['view']>[] => saved.map(({ id }) => till.outbox.view(id))
    const isOver = (): boolean =>
      views().every((view) => view?.state === 'done' || view?.state === 'attention')
    // The adapter reads bodies in turns of its own: fake time goes on while real turns pass.
    for (let i = 0; i < 300 && !isOver(); i += 1) {
      await till.time.advance(500)
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
    const [enrolled, edited, attached, stamped, redeemed] = views()
    for (const view of [enrolled, edited, attached, stamped]) {
      const tries = till.attempts(view?.seq ?? 0)
      expect([view?.facts.kind, view?.state, view?.reason]).toEqual([view?.facts.kind, 'done', null])
      expect(tries[0]).toMatch(/^(bad-answer|no-answer)$/)
      // What is said to have been answered was answered by a later, true answer.
      expect(view?.proof === 'response').toBe(tries.length > 1 && tries.at(-1) === 'applied')
    }
    const books = (kind: string): number => till.backend.books().filter((entry) => entry.kind === kind).length
    expect([books('create'), books('stamp')]).toEqual([1, 1])
    // A reward is never sent again by itself: it is seen to be there, or a person is asked.
    expect(till.attempts(redeemed?.seq ?? 0)).toEqual([till.attempts(stamped?.seq ?? 0)[0]])
    expect([redeemed?.state, redeemed?.proof ?? redeemed?.reason?.kind, books('redeem')]).toEqual(
      done ? ['done', 'counter', 1] : ['attention', 'undecided', 0],
    )
    expect(till.logged).not.toContain('outbox.defect')
  } finally {
    till.close()
  }
})
