import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { CounterScreen } from '../../renderer/counter-screen.tsx'
import { askCustomer, stopAsking } from '../../renderer/stores/customer.ts'
import { setEditing } from '../../renderer/stores/member-actions.ts'
import { goTo, toIdle } from '../../renderer/stores/navigation.ts'
import { openMember, showMember } from '../../renderer/stores/open-member.ts'
import { scanned } from '../../renderer/stores/scan-routing.ts'
import { setQuery } from '../../renderer/stores/search.ts'
import { addStamps } from '../../renderer/stores/stamps.ts'
import { ok } from '../../shared/ipc/result.ts'
import { operation } from './fake-shop.ts'
import { follow, held, member } from './held.ts'
import { openScreen } from './open-screen.tsx'

test('what is being typed is not thrown away by a card whose owner is found only then', async () => {
  const { fake, till, user } = await openScreen(<CounterScreen />)
  const ana = member(fake, 'r:1')
  const scan = held()
  fake.answer('scan', async () => {
    await scan.wait()
    return ok({ kind: 'member', member: member(fake, 'r:2'), code: '2012345678903' })
  })
  await follow(() => {
    showMember(till, ana)
  })
  await follow(() => void scanned(till, '2012345678903'))
  await follow(() => {
    setEditing(till, true)
  })
  const name = await screen.findByRole<HTMLInputElement>('textbox', { name: 'First name' })
  await user.type(name, 'bel')
  await follow(scan.letGo)
  expect(till.member.getState()).toMatchObject({ editing: true, view: { key: ana.key } })
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'First name' }).value).toBe('Anabel')
  expect(till.counter.getState().looking).toBe(false)
  expect(till.counter.getState().recents[0]?.key).toBe('r:2')
  expect(till.notices.getState().toasts.map(({ what }) => what.id)).toEqual(['edit.scan-kept'])
})

const gone = { isKept: false, mayBe: null }

test('somebody who is gone takes nobody off another screen', async () => {
  const { fake, till } = await openScreen(<CounterScreen />)
  const ana = member(fake, 'r:1')
  await follow(() => {
    showMember(till, ana)
    goTo(till, 'settings')
  })
  await follow(() => {
    fake.emit('gone', { ...gone, key: ana.key, name: 'Ana' })
  })
  expect(till.nav.getState().screen).toBe('settings')
  expect(till.member.getState().view).toBeNull()
  expect(till.counter.getState().place.kind).toBe('idle')
})

test('somebody who is gone takes nothing out of the field in which the next one is looked for', async () => {
  const { fake, till } = await openScreen(<CounterScreen />)
  const ana = member(fake, 'r:1')
  await follow(() => {
    showMember(till, ana)
  })
  await follow(() => void setQuery(till, 'ber'))
  await follow(() => {
    fake.emit('gone', { ...gone, key: ana.key, name: 'Ana' })
  })
  expect(till.counter.getState()).toMatchObject({
    place: { kind: 'idle' },
    query: 'ber',
    answer: { query: 'ber' },
  })
})

test('who is opened only after the cashier has gone to another screen does not take it away', async () => {
  const { fake, till } = await openScreen(<CounterScreen />)
  const ana = member(fake, 'r:1')
  const open = held()
  fake.answer('open', async () => {
    await open.wait()
    return ok(ana)
  })
  await follow(() => void openMember(till, ana.key))
  await follow(() => {
    goTo(till, 'settings')
  })
  await follow(open.letGo)
  expect(till.nav.getState().screen).toBe('settings')
})

test('a question that reaches the customer’s screen after its form is gone is no other form’s', async () => {
  const { fake, till, asked } = await openScreen(<CounterScreen />)
  const ask = held()
  fake.answer('askCustomer', async () => {
    await ask.wait()
    return ok({ id: '01HZZZZZZZZZZZZZZZZZZZZZZZ' })
  })
  await follow(() => void askCustomer(till, '0171 999'))
  // The form goes.
  await follow(() => {
    stopAsking(till)
    toIdle(till)
  })
  await follow(ask.letGo)
  expect(till.customer.getState().asked).toBeNull()
  // The customer is not asked any more either.
  expect(asked('showCustomer')).not.toEqual([])
})

test.each(['the next card', 'the same card once more'])(
  'the last number that was pressed counts also where %s came while the one before was saved',
  async (next) => {
    const { asked, fake, till } = await openScreen(<CounterScreen />)
    const add = held()
    const ana = member(fake, 'r:1')
    await follow(() => {
      showMember(till, ana)
    })
    const made = operation({ kind: 'stamps.add', amount: 1 }, 'Ana', ana.key, {
      undoUntil: Date.now() + 60_000,
    })
    fake.answer('addStamps', async () => {
      await add.wait()
      return ok({ operation: made, member: ana })
    })
    await follow(() => void addStamps(till, 1))
    await follow(() => void addStamps(till, 2))
    await follow(() => void addStamps(till, 3))
    await follow(() => {
      showMember(till, member(fake, next === 'the next card' ? 'r:2' : 'r:1'))
    })
    await follow(add.letGo)
    expect(asked('addStamps')).toHaveLength(1)
    expect(asked('changeStamps')).toEqual([{ id: made.id, amount: 3 }])
    // Whoever is at the till now can be given stamps at once.
    expect(till.member.getState()).toMatchObject({ stamping: false, stamped: null })
  },
)
