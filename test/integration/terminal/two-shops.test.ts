import { ulid } from 'ulid'
import { expect, onTestFinished, test } from 'vitest'
import type { Start } from '../../../shared/ipc/contract.ts'
import { fakeId } from '../../fakes/loke-books.ts'
import { startLoke } from '../../fakes/loke-server.ts'
import { hurriedTime } from '../../fakes/plain-terminal.ts'
import { startSystem } from './connect-support.ts'
import { startTerminal, temporaryFolder } from './support.ts'
import type { Rig } from './support.ts'

const about = { name: 'Shop', zone: 'Europe/Berlin', singleTill: false, tills: 1, isKnown: false } as const

async function startOf(rig: Rig): Promise<Start> {
  const start = await rig.ask('start', undefined)
  return 'blocked' in start ? expect.fail(start.blocked.kind) : start
}

test('switching is one step, and what waits stays with the shop that it was made for and is sent there meanwhile', async () => {
  const loke = await startLoke({ clientId: 'c', clientSecret: 's', customers: 5 })
  onTestFinished(() => loke.close())
  const other = await startSystem.sellauth()
  onTestFinished(() => other.close())
  const { folder, remove } = temporaryFolder()
  onTestFinished(remove)
  const rig = await startTerminal(folder, { STAMPWELL_PRACTICE_MEMBERS: '1' }, hurriedTime(20, Date.now()))
  onTestFinished(() => rig.close())
  const read = async (): Promise<boolean> => (await startOf(rig)).directory.phase === 'complete'

  const theirs = await rig.ask('holdKey', { provider: other.provider, key: other.key })
  const there = await rig.ask('connectShop', {
    ...{ ...about, held: theirs.held, baseUrl: other.origin, store: other.store },
  })
  await rig.until('the other shop’s list is read', read)
  const ours = await rig.ask('holdKey', { provider: 'loke', key: { kind: 'pair', id: 'c', secret: 's' } })
  const here = await rig.ask('connectShop', {
    ...{ ...about, held: ours.held, baseUrl: loke.origin, store: fakeId('orgn', 1) },
  })
  await rig.until('this shop’s list is read', read)
  await rig.ask('addCashier', { name: 'Robin' })
  const [row] = (await rig.ask('search', { query: 'c2@example.com' })).rows
  const letGo = loke.hold(({ method }) => method === 'PUT')
  const saved = await rig.ask('adjust', {
    ...{ intent: ulid(), key: row?.key ?? expect.fail('nobody is found'), card: { kind: 'only' } },
    ...{ amount: 50, note: null, again: false },
  })

  await rig.ask('switchConnection', { id: there.id })
  const switched = await startOf(rig)
  expect(switched.connection.id).toBe(there.id)
  const named = { connectionId: here.id, name: about.name }
  expect(switched.queue).toMatchObject({ waiting: 0, elsewhere: [{ ...named, waiting: 1, needsYou: 0 }] })
  expect(await rig.ask('operations', { filter: 'open', limit: 10 })).toEqual([])
  expect(await rig.ask('unsent', { connectionId: here.id })).toMatchObject({
    waiting: 1,
    shops: [{ first: [{ id: saved.operation.id }] }],
  })
  expect(await rig.ask('unsent', { connectionId: there.id })).toMatchObject({ waiting: 0 })

  // Nor does practice hear of it: nothing of a live shop is told there.
  const practice = switched.connections.find(({ mode }) => mode === 'practice')?.id
  await rig.ask('switchConnection', { id: practice ?? expect.fail('there is no practice') })
  expect((await startOf(rig)).queue.elsewhere).toEqual([])
  await rig.ask('switchConnection', { id: there.id })
  await startOf(rig)
  await rig.ask('ready', undefined)
  const heard = rig.told.length

  letGo()
  await rig.until(
    'it was sent, though its shop is not the open one',
    async () => (await rig.ask('unsent', { connectionId: null })).waiting === 0,
  )
  await rig.until('the page of the other shop was told so', async () =>
    rig.told.slice(heard).some(({ name, value }) => name === 'queue' && value.elsewhere.length === 0),
  )
  expect(loke.books.organizations.map(({ points }) => points.map(({ amount }) => amount))).toEqual([[50], []])
  await rig.ask('switchConnection', { id: here.id })
  expect(await rig.ask('operation', { id: saved.operation.id })).toMatchObject({ state: 'done' })
}, 40_000)
