import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OperationView } from '../../shared/domain/operation.ts'
import type { RequestArgs } from '../../shared/ipc/contract.ts'
import type { TerminalDependencies } from '../../electron/main/app/terminal.ts'
import { startInveterate } from '../fakes/inveterate-server.ts'
import type { InveterateOptions, InveterateServer } from '../fakes/inveterate-server.ts'
import { startTerminal, temporaryFolder } from './terminal/support.ts'
import type { Rig } from './terminal/support.ts'

const ends: (() => unknown)[] = []
async function finish(): Promise<void> {
  for (const end of ends.splice(0).toReversed()) await end()
}

let rig: Rig
let server: InveterateServer

const ada = '6082598928001'
const eve = '7000000000001'
const mallory = '7000000000002'
const silver = '99a431e2'
const gold = '3a636361'
const code = '4006381333931'

/** Time that can be hurried: connecting waits in real time for real answers, what is checked for minutes does not. */
function createPace(): Pick<TerminalDependencies, 'clock' | 'timers'> & { hurry(times: number): void } {
  let times = 1
  let began = { real: Date.now(), told: Date.now() }
  const now = (): number => began.told + (Date.now() - began.real) * times
  return {
    clock: { now },
    timers: {
      set: (callback, ms) => {
        const timer = setTimeout(callback, ms / times)
        return () => {
          clearTimeout(timer)
        }
      },
    },
    hurry: (next) => {
      began = { real: Date.now(), told: now() }
      times = next
    },
  }
}

/** A till connected to an Inveterate on a socket, by the real adapter, with its members read. */
async function connected(
  options: InveterateOptions,
  times: number,
): Promise<{ readonly rig: Rig; readonly server: InveterateServer }> {
  const server = await startInveterate(options)
  const { folder, remove } = temporaryFolder()
  ends.push(remove, () => server.close())
  const { hurry, ...time } = createPace()
  const rig = await startTerminal(folder, { STAMPWELL_PRACTICE_MEMBERS: '1' }, time)
  ends.push(() => rig.close())
  await rig.ask('addCashier', { name: 'Robin' })
  const { held } = await rig.ask('holdKey', { provider: 'inveterate', key: { kind: 'key', key: 'inv-key' } })
  await rig.ask('connectShop', {
    name: 'Corner shop',
    zone: 'Europe/Berlin',
    singleTill: false,
    tills: 1,
    isKnown: false,
    held,
    baseUrl: server.origin,
    store: 'inveterate',
  })
  await rig.ask('addCashier', { name: 'Robin' })
  await rig.until('the members are read', async () => {
    const start = await rig.ask('start', undefined)
    return 'directory' in start && start.directory.phase === 'complete' && start.directory.members === 7
  })
  hurry(times)
  return { rig, server }
}

const asked = (
  customerId: string,
  change: Partial<RequestArgs<'enrolTier'>> = {},
): RequestArgs<'enrolTier'> => ({
  intent: ulid(),
  customerId,
  name: 'Eve',
  tierId: gold,
  tierName: 'Gold',
  terms: { referred: true, overrideSpend: true, keepInTier: false, credits: 250, birthday: '1990-02-28' },
  wasMember: false,
  ...change,
})

/** The operation once it is settled or a person is asked. */
async function settled({ id }: OperationView): Promise<OperationView> {
  return await rig.until(
    'it is settled',
    async () => {
      const view = await rig.ask('operation', { id })
      return view.state === 'done' || view.state === 'attention' ? view : null
    },
    20_000,
  )
}

/** Enrolments that the server took, and those that it refused for their form. */
const posts = (): readonly unknown[] => server.mutations().map(({ body }) => body)
const given = (id: string): readonly number[] =>
  server.books.ledger.filter(({ customerId }) => customerId === id).map(({ amount }) => amount)

const begin = (options: InveterateOptions = {}, times = 300) => {
  beforeAll(async () => {
    const made = await connected(options, times)
    rig = made.rig
    server = made.server
  })
  afterAll(finish)
}

describe.each(['current', 'older'] as const)('by the %s documentation', (documentation) => {
  begin({ documentation, messages: 'list' })

  test('every field arrives as documented, once, whatever the cashier presses again', async () => {
    const request = asked(eve)
    const saved = await rig.ask('enrolTier', request)
    expect(saved).toMatchObject({
      operation: {
        who: { name: 'Eve' },
        by: 'Robin',
        facts: { tierName: 'Gold' },
        target: { key: `r:${eve}` },
      },
      member: null,
    })
    const { id } = saved.operation
    expect((await rig.ask('enrolTier', request)).operation.id).toBe(id)
    expect(await settled(saved.operation)).toMatchObject({ state: 'done', proof: 'response' })
    expect((await rig.ask('enrolTier', request)).operation).toMatchObject({ id, state: 'done' })
    const six = {
      customerId: eve,
      referrals: 'true',
      segmentId: gold,
      overrideSpendThreshold: true,
      keepInSpendBasedTier: false,
      credits: 2.5,
    }
    const seven = { ...six, birthday: '1990-02-28' }
    // What the older one refuses for its form did nothing, and the other form goes then.
    expect(posts()).toEqual(documentation === 'current' ? [seven] : [seven, six])
    const where = new Set(server.mutations().map(({ method, path }) => `${method} ${path}`))
    expect([...where]).toEqual(['POST /v2.0/admin/members'])
    expect(given(eve)).toEqual([250])
    expect(server.books.members.get(eve)).toMatchObject({ segmentId: gold, referred: true })
    const opened = await rig.ask('open', { key: `r:${eve}` })
    expect(opened.facts).toContainEqual({ kind: 'tier', id: gold, name: null })
  })

  test('an error that left a part of the work done is looked at, and the request not sent again', async () => {
    const before = posts().length
    server.fault('change', { kind: 'status', status: 500, done: 'part' })
    const saved = await rig.ask('enrolTier', asked(mallory, { name: 'Mallory' }))
    const done = { state: 'done', proof: 'natural-key', attempts: 1 }
    expect(await settled(saved.operation)).toMatchObject(done)
    // One request: the till remembers which form the server wants.
    expect(posts()).toHaveLength(before + 1)
    expect(server.books.members.get(mallory)).toMatchObject({ segmentId: gold })
  })
})

describe('a till whose work rests', () => {
  begin({}, 1)

  test('tells the tiers with what comes with them, and who a pasted address names', async () => {
    expect(await rig.ask('tiers', undefined)).toEqual([
      { id: silver, name: 'Silver', kind: 'free', spendThreshold: 0, rank: null, benefits: [] },
      {
        id: gold,
        name: 'Gold',
        kind: 'spend',
        spendThreshold: 50_000,
        rank: null,
        benefits: ['Free shipping', 'Welcome credits'],
      },
      { id: '5ee0c0de', name: 'Elite', kind: 'paid', spendThreshold: 0, rank: null, benefits: [] },
    ])
    const address = (id: string): string => `https://admin.shopify.com/store/corner-shop/customers/${id}?x=1`
    expect(await rig.ask('tierCandidate', { pasted: address(ada) })).toEqual({
      customerId: ada,
      member: { name: 'Ada 1 Löwe', tierId: silver, birthday: '1990-02-28' },
    })
    expect(await rig.ask('tierCandidate', { pasted: ` ${eve} ` })).toEqual({ customerId: eve, member: null })
    const elsewhere = address(ada).replace('corner-shop', 'another-shop')
    expect(await rig.refused('tierCandidate', { pasted: elsewhere })).toEqual({
      kind: 'other-shops-customer',
    })
    for (const pasted of ['', 'Ada', 'https://admin.shopify.com/store/corner-shop/orders/1']) {
      expect(await rig.refused('tierCandidate', { pasted })).toEqual({ kind: 'no-customer' })
    }
  })

  test('refuses what the loyalty system would refuse, before anything is saved', async () => {
    const { terms } = asked(eve)
    const refused = (change: Partial<RequestArgs<'enrolTier'>>): Promise<unknown> =>
      rig.refused('enrolTier', asked(eve, change))
    expect(await refused({ terms: { ...terms, credits: 99 } })).toEqual({
      kind: 'credits-too-few',
      least: 100,
    })
    expect(await refused({ terms: { ...terms, credits: 10_000_001 } })).toEqual({
      kind: 'out-of-range',
      min: 1,
      max: 100_000,
    })
    expect(await refused({ terms: { ...terms, birthday: null } })).toEqual({
      kind: 'invalid',
      fields: { birthday: 'missing' },
    })
    expect(await refused({ name: ' ', terms: { ...terms, birthday: '1990-02-30' } })).toEqual({
      kind: 'invalid',
      fields: { birthday: 'not-a-date', firstName: 'missing' },
    })
    expect(await refused({ customerId: `gid://shopify/Customer/${eve}` })).toEqual({ kind: 'no-customer' })
    expect(await rig.ask('operations', { filter: 'open', limit: 10 })).toEqual([])
  })

  test('refuses a card that was lost before anything is saved: without it nobody is enrolled', async () => {
    const key = `r:${ada}` as const
    await rig.ask('attach', { intent: ulid(), key, code: 'LOST-1' })
    await rig.ask('replaceCard', { intent: ulid(), key, code: 'NEW-1', lost: ['LOST-1'] })
    expect(await rig.refused('usableCard', { code: 'LOST-1' })).toMatchObject({ kind: 'card-replaced' })
    expect(await rig.ask('usableCard', { code: 'NEW-1' })).toBeNull()
    expect(await rig.refused('enrolTier', asked(eve, { code: 'LOST-1' }))).toMatchObject({
      kind: 'card-replaced',
    })
    // Whether these have arrived meanwhile is no matter.
    const open = await rig.ask('operations', { filter: 'open', limit: 10 })
    const recent = await rig.ask('operations', { filter: 'recent', limit: 10 })
    const kinds = new Map([...open, ...recent].map(({ id, facts }) => [id, facts.kind]))
    expect([...kinds.values()]).toEqual(['card.attach', 'card.attach'])
  })

  test('takes the card of who is no member yet back with the enrolment', async () => {
    const attach = { intent: ulid(), key: `r:${eve}`, code } as const
    expect(await rig.refused('attach', attach)).toEqual({ kind: 'not-found' })
    const tier = await rig.ask('enrolTier', asked(eve))
    const card = await rig.ask('attach', attach)
    expect(card.operation.who).toEqual({ name: 'Eve' })
    await rig.ask('undo', { id: tier.operation.id })
    for (const { id } of [tier.operation, card.operation]) {
      expect(await rig.ask('operation', { id })).toMatchObject({ state: 'cancelled', plain: 'undone' })
    }
    expect(await rig.ask('scan', { raw: code })).toMatchObject({ kind: 'not-known-here' })
    expect(posts()).toEqual([])
  })

  test('says that it is offline once nothing answers', async () => {
    await server.close()
    expect(await rig.refused('tiers', undefined)).toEqual({ kind: 'offline' })
    expect(await rig.refused('tierCandidate', { pasted: ada })).toEqual({ kind: 'offline' })
  })
})

describe('a till at work', () => {
  begin()

  test('gives the card to who is no member yet after the enrolment, and it opens the member', async () => {
    const tier = await rig.ask('enrolTier', asked(eve))
    const card = await rig.ask('attach', { intent: ulid(), key: `r:${eve}`, code })
    await settled(tier.operation)
    expect(await settled(card.operation)).toMatchObject({ state: 'done' })
    expect(await rig.ask('scan', { raw: code })).toMatchObject({ kind: 'member', member: { remoteId: eve } })
  })

  test('names a member as it knows them, and sends again what is proven not to have been done', async () => {
    server.fault('change', { kind: 'status', status: 500, done: 'nothing' })
    const saved = await rig.ask('enrolTier', asked(ada, { name: 'whatever', wasMember: true }))
    expect(saved).toMatchObject({
      operation: { who: { name: 'Ada 1 Löwe' } },
      member: { key: `r:${ada}`, details: { firstName: 'Ada 1' } },
    })
    const done = { state: 'done', proof: 'response', attempts: 2 }
    expect(await settled(saved.operation)).toMatchObject(done)
    expect(given(ada)).toEqual([250])
    expect(server.books.members.get(ada)).toMatchObject({ segmentId: gold })
  }, 30_000)
})
