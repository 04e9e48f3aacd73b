import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDatabase } from '../../../electron/main/db/open.ts'
import type { WriteDb } from '../../../electron/main/db/handle.ts'
import { saveConnection } from '../../../electron/main/db/tables/connections.ts'
import { createOutbox } from '../../../electron/main/outbox/outbox.ts'
import type { NewOperation, Outbox } from '../../../electron/main/outbox/types.ts'
import { createProvider } from '../../../electron/main/providers/registry.ts'
import { createPracticeBackend } from '../../../electron/main/training/backend.ts'
import type { PracticeBackend } from '../../../electron/main/training/backend.ts'
import {
  createPracticeTransport,
  inProcessTransport,
  practiceOrigin,
} from '../../../electron/main/training/practice-transport.ts'
import type { PracticeTransport } from '../../../electron/main/training/practice-transport.ts'
import { contractTools } from '../../contract/provider-contract.ts'
import { createFakeTime } from './support/fake-time.ts'
import type { MemberKey } from '../../../shared/domain/ids.ts'
import type { FakeTime } from './support/fake-time.ts'
import { attach, create, shop, stampsOnCode } from './support/till.ts'

const connection = { ...shop, baseUrl: practiceOrigin, store: '4711' }
const token = 'practice-token'

let time: FakeTime
let backend: PracticeBackend
let weather: PracticeTransport
let db: WriteDb
let outbox: Outbox
let templateId: string
let rewardId: string

beforeEach(async () => {
  time = createFakeTime()
  backend = createPracticeBackend({ file: ':memory:', members: 60, token, clock: time })
  weather = createPracticeTransport({
    transport: inProcessTransport(backend.handle),
    sleep: () => Promise.resolve(),
  })
  const opened = openDatabase({ file: ':memory:', now: time.now() })
  if (!opened.ok) throw new Error(opened.error.kind)
  db = opened.value
  saveConnection(db, connection, time.now())
  const provider = createProvider(connection, contractTools(weather.transport, token))
  const programme = await provider?.programme({ priority: 'background' })
  const card = programme?.ok === true ? programme.value[0] : undefined
  const reward = card?.rewards.at(-1)
  if (card === undefined || reward === undefined) throw new Error('no programme')
  templateId = card.id
  rewardId = reward.id
  let seed = 1
  outbox = createOutbox(db, {
    clock: time,
    timers: time.timers,
    random: (length) =>
      Uint8Array.from({ length }, () => (seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) >>> 16),
    connections: () => [connection],
    provider: () => provider,
    bootId: 'boot',
    tillId: 'till-A',
    log: { info: () => undefined, warn: () => undefined },
  })
  outbox.start()
})
afterEach(() => {
  db.close()
  backend.close()
})

const save = (operation: NewOperation): string => {
  const saved = outbox.enqueue(operation)
  if (!saved.ok) throw new Error(saved.error.kind)
  return saved.value.id
}
const under = async (condition: Parameters<PracticeTransport['setCondition']>[0]): Promise<void> => {
  weather.setCondition(condition)
  await outbox.probe(connection.id)
  await time.settle()
}
/** The real adapter reads bodies in turns of its own: fake time goes on while real turns pass. */
const until = async (met: () => boolean): Promise<void> => {
  for (let i = 0; i < 400 && !met(); i += 1) {
    await time.advance(100)
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
}
const allIn = (ids: readonly string[], state: string): boolean =>
  ids.every((id) => outbox.view(id)?.state === state)
const enrol = (code: string | null): NewOperation => {
  const made = create('L1', 'Ada')
  if (made.kind !== 'member.create') throw new Error('not an enrolment')
  const details = { ...made.payload.details, email: 'ada@example.org' }
  return { ...made, payload: { ...made.payload, details, code, templateId } }
}
const stampsFor = (key: MemberKey, amount: number): NewOperation => ({
  ...stampsOnCode('', amount),
  kind: 'stamps.add',
  target: { kind: 'member', key },
  payload: { who: { name: 'Ada' }, amount, card: { kind: 'template', templateId } },
})
const redeemFor = (key: MemberKey, reward: string): NewOperation => ({
  ...stampsOnCode('', 1),
  kind: 'reward.redeem',
  target: { kind: 'member', key },
  payload: {
    who: { name: 'Ada' },
    rewardId: reward,
    rewardName: 'Free coffee',
    cost: 10,
    card: { kind: 'only' },
    provisional: false,
  },
})
const booked = (): readonly string[] => backend.books().map((entry) => `${entry.kind} ${entry.amount}`)

test('a morning without a network arrives once, through the real adapter and the provider’s own dialect', async () => {
  const [known, unknown] = [backend.sampleCards()[0], backend.sampleCards().at(-1)]
  if (known === undefined || unknown === undefined) throw new Error('no sample cards')
  await under('offline')
  const ids = [
    save(stampsOnCode(known.code, 2)),
    save(stampsOnCode(unknown.code, 1)),
    save(enrol(unknown.code)),
    save(stampsFor('l:L1', 3)),
    save(attach('l:L1', 'SECOND-CARD')),
  ]
  await time.advance(60_000)
  expect(ids.map((id) => outbox.view(id)?.plain)).toEqual(ids.map(() => 'saved'))
  expect(booked()).toEqual([])
  await under('online')
  await until(() => allIn(ids, 'done'))
  expect(ids.map((id) => outbox.view(id)?.state)).toEqual(ids.map(() => 'done'))
  const stamped = backend.books().filter((entry) => entry.kind === 'stamp')
  expect(stamped.map((entry) => entry.amount).sort()).toEqual([1, 2, 3])
  expect(booked().filter((line) => line.startsWith('create'))).toHaveLength(1)
  expect(new Set(stamped.filter((entry) => entry.amount !== 2).map((entry) => entry.customerId)).size).toBe(1)
})

test('dropped replies settle by themselves on a single till: every change once, nobody asked', async () => {
  const known = backend.sampleCards()[0]
  if (known === undefined) throw new Error('no sample cards')
  await under('drop-replies')
  const ids = [
    save(enrol(null)),
    save(stampsFor('l:L1', 4)),
    save(attach('l:L1', 'SECOND-CARD')),
    save(stampsOnCode(known.code, 2)),
    save(stampsOnCode(known.code, 5)),
  ]
  await until(() => allIn(ids, 'done'))
  expect(ids.map((id) => outbox.view(id)?.state)).toEqual(ids.map(() => 'done'))
  expect(ids.map((id) => outbox.view(id)?.proof)).toEqual([
    'tag',
    'counter',
    'natural-key',
    'counter',
    'counter',
  ])
  const amounts = backend.books().flatMap((entry) => (entry.kind === 'stamp' ? [entry.amount] : []))
  expect(amounts.sort()).toEqual([2, 4, 5])
})

test('a redemption that is too dear says what the balance was', async () => {
  const enrolment = save(enrol(null))
  await until(() => allIn([enrolment], 'done'))
  const id = save(redeemFor('l:L1', rewardId))
  await until(() => allIn([id], 'attention'))
  expect(outbox.view(id)?.reason).toMatchObject({ kind: 'not-enough-stamps', cost: 10 })
})
