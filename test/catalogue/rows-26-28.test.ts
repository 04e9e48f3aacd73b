import { expect, onTestFinished, test } from 'vitest'
import { openMember, viewOf } from '../../electron/main/services/open-member.ts'
import type { Answer, Provider } from '../../electron/main/providers/provider.ts'
import type { MemberDetails, RemoteMember } from '../../shared/domain/member.ts'
import type { MemberView } from '../../shared/domain/views.ts'
import { jsonAnswer, listen } from '../fakes/socket-server.ts'
import { details } from '../integration/outbox/support/fake-provider.ts'
import { edit, shop, stamps } from '../integration/outbox/support/till.ts'
import type { Till } from '../integration/outbox/support/till.ts'
import { begin, comeBack, goOffline, setStamps, stampsOf } from './support/begin.ts'
import { openCounter } from './support/counter.ts'
import type { Counter } from './support/counter.ts'
import { lealOver } from './support/leal-till.ts'

const seen = details('Ada', { lastName: 'Byron', email: 'a@x.example', phone: '+4411' })
const elsewhere = (till: Till, changes: Partial<MemberDetails>): void => {
  const member = till.fake.members.get('1')
  if (member !== undefined) member.details = { ...member.details, ...changes }
}

test('row 26: what somebody else changed meanwhile stays, and ours is added to it', async () => {
  const till = begin()
  till.fake.add('1', { details: seen })
  await goOffline(till)
  const changed = till.save(edit('r:1', seen, { email: 'new@x.example' }))
  elsewhere(till, { lastName: 'Lovelace' })
  await comeBack(till)
  expect(till.state(changed)).toBe('done')
  expect(till.fake.members.get('1')?.details).toEqual({
    ...seen,
    lastName: 'Lovelace',
    email: 'new@x.example',
  })
})

test('row 26: the same field changed on both sides is a question, and nothing of ours is written over it', async () => {
  const till = begin()
  till.fake.add('1', { details: seen })
  await goOffline(till)
  const changed = till.save(edit('r:1', seen, { email: 'ours@x.example', phone: '+4422' }))
  elsewhere(till, { email: 'theirs@x.example' })
  await comeBack(till)
  expect(till.outbox.view(changed.id)).toMatchObject({
    plain: 'needs-you',
    reason: { kind: 'edit-conflict', fields: ['email'] },
  })
  expect(till.fake.count('edit')).toBe(0)
  expect(till.fake.members.get('1')?.details.email).toBe('theirs@x.example')
  // Who has seen it and sends again wants it so.
  till.outbox.answer(changed.id, { kind: 'retry' }, 'Kim')
  await till.time.advance(100)
  expect(till.fake.members.get('1')?.details).toMatchObject({ email: 'ours@x.example', phone: '+4422' })
})

test('row 26: the same change on both sides is no question and needs no request', async () => {
  const till = begin()
  till.fake.add('1', { details: seen })
  await goOffline(till)
  const changed = till.save(edit('r:1', seen, { email: 'same@x.example' }))
  elsewhere(till, { email: 'Same@x.example ' })
  await comeBack(till)
  expect(till.outbox.view(changed.id)).toMatchObject({ state: 'done', proof: 'natural-key', attempts: 0 })
  expect(till.fake.count('edit')).toBe(0)
})

test('row 26: two edits that became one are compared with what was seen first', async () => {
  const till = begin()
  till.fake.add('1', { details: seen })
  await goOffline(till)
  till.save(edit('r:1', seen, { email: 'b@x.example' }))
  const joined = till.save(edit('r:1', { ...seen, email: 'b@x.example' }, { email: 'c@x.example' }))
  await comeBack(till)
  expect(till.state(joined)).toBe('done')
  expect(till.fake.members.get('1')?.details.email).toBe('c@x.example')
  expect(till.fake.count('edit')).toBe(1)
})

test('row 27: on the wire an edit names the fields that change and no other', async () => {
  const server = await listen((socket, _index, head) => {
    const patch = /^PATCH /.test(head)
    // The phone was changed elsewhere, and the provider knows things that this product never heard of.
    const customer = {
      id: 1,
      first_name: 'Ada',
      last_name: 'Byron',
      email: patch ? 'new@x.example' : 'a@x.example',
      phone: '+447700900999',
      note: 'allergic to nuts',
      customer_cards: [],
      external_references: [],
    }
    socket.write(jsonAnswer(200, /^GET \/api\/v1\/accounts\/7 /.test(head) ? { id: 7 } : customer))
  })
  onTestFinished(() => server.close())
  const till = begin({ connection: { baseUrl: server.origin }, start: false })
  Object.assign(till.fake, { provider: lealOver(server.origin, { time: till.time }) })
  till.outbox.start()
  const changed = till.save(edit('r:1', seen, { email: 'new@x.example' }))
  await expect
    .poll(async () => {
      await till.time.advance(100)
      return till.state(changed)
    })
    .toBe('done')
  const patches = server.received.filter((text) => text.startsWith('PATCH '))
  const bodies = patches.map((text): unknown => JSON.parse(text.slice(text.indexOf('\r\n\r\n') + 4)))
  expect(bodies).toEqual([{ customer: { email: 'new@x.example' } }])
})

test('row 27: what is sent is made when it is sent, from what the member is then', async () => {
  const till = begin()
  till.fake.add('1', { details: seen })
  await goOffline(till)
  till.save(edit('r:1', seen, { lastName: 'Lovelace', email: 'new@x.example' }))
  elsewhere(till, { lastName: 'Lovelace', phone: '+4499' })
  await comeBack(till)
  const sent = till.fake.calls.find((call) => call.method === 'edit')?.args
  expect(sent?.slice(0, 2)).toEqual(['1', { email: 'new@x.example' }])
  expect(till.fake.members.get('1')?.details.phone).toBe('+4499')
})

const lagging = { readLagMs: 30_000, lateBoundMs: 0 }

/** Reads show the member as it is now until `stop` is called, whatever is written meanwhile. */
async function freezeReads(till: Till): Promise<() => void> {
  const { member } = till.fake.provider
  const frozen: Answer<RemoteMember> = await member('1', { priority: 'background' })
  const provider: Pick<Provider, 'member'> = { member: () => Promise.resolve(frozen) }
  Object.assign(till.fake.provider, provider)
  return () => {
    Object.assign(till.fake.provider, { member })
  }
}

test('row 28: a stamp that a stale read does not show yet is not sent again', async () => {
  const till = begin({ connection: lagging })
  till.fake.add('1', { stamps: 4 })
  const stop = await freezeReads(till)
  till.fake.script('addStamps', 'lost-reply')
  const stamp = till.save(stamps('1', 2))
  await till.time.advance(29_000)
  expect(till.outbox.view(stamp.id)).toMatchObject({ plain: 'checking', attempts: 1 })
  stop()
  await till.time.advance(20_000)
  expect(till.outbox.view(stamp.id)).toMatchObject({ state: 'done', proof: 'counter', attempts: 1 })
  expect(stampsOf(till, '1')).toBe(6)
})

test('row 28: a read that shows the stamp settles it at any time', async () => {
  const till = begin({ connection: { readLagMs: 30_000, lateBoundMs: 90_000 } })
  till.fake.add('1', { stamps: 4 })
  till.fake.script('addStamps', 'lost-reply')
  const stamp = till.save(stamps('1', 2))
  await till.time.advance(1_000)
  expect(till.outbox.view(stamp.id)).toMatchObject({ state: 'done', proof: 'counter' })
})

/** What a panel that is opened anew shows once the reading behind the cashier's back has come in. */
async function reopened(till: Till, counter: Counter): Promise<MemberView> {
  await openMember(counter.shop, 'r:1')
  // The reading goes into the copy by way of its worker.
  await counter.shop.directory.count()
  await till.time.settle()
  const view = await viewOf(counter.shop, 'r:1')
  if (view === null) expect.fail('the member is not shown')
  return view
}

test('row 28: the panel keeps a stamp that arrived, until reads must show it', async () => {
  const till = begin({ connection: lagging })
  till.fake.add('1', { stamps: 4 })
  const counter = await openCounter(till, { connection: lagging })
  const shown = async (): Promise<unknown> => (await reopened(till, counter)).cards[0]?.stamps
  const stop = await freezeReads(till)
  till.save(stamps('1', 2))
  await till.time.advance(100)
  const figures = [await shown()]
  await till.time.advance(5_000)
  figures.push(await shown())
  await till.time.advance(20_000)
  figures.push(await shown())
  expect(figures).toEqual([6, 6, 6])
  expect(till.outbox.owed(shop.id, 'r:1').cards).toEqual([])
  // Past the window a reading is believed again, whatever it says.
  stop()
  setStamps(till, '1', 5)
  await till.time.advance(31_000)
  expect(await shown()).toBe(5)
})

test('row 28: the panel keeps an edit that arrived, until reads must show it', async () => {
  const till = begin({ connection: lagging })
  till.fake.add('1', { details: seen })
  const counter = await openCounter(till, { connection: lagging })
  const shown = async (): Promise<unknown> => (await reopened(till, counter)).details.lastName
  const stop = await freezeReads(till)
  till.save(edit('r:1', seen, { lastName: 'Lovelace' }))
  await till.time.advance(100)
  const names = [await shown()]
  await till.time.advance(25_000)
  names.push(await shown())
  expect(names).toEqual(['Lovelace', 'Lovelace'])
  stop()
  elsewhere(till, { lastName: 'King' })
  await till.time.advance(31_000)
  expect(await shown()).toBe('King')
})
