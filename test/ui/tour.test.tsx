import { act, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { err } from '../../shared/ipc/result.ts'
import type { TourStep } from '../../shared/domain/tour.ts'
import { TourStrip } from '../../renderer/features/tour/tour-strip.tsx'
import { openMember } from '../../renderer/stores/open-member.ts'
import { scanned } from '../../renderer/stores/scan-routing.ts'
import { startTour } from '../../renderer/stores/tour.ts'
import { operation } from './fake-shop.ts'
import { button, openScreen } from './open-screen.tsx'
import type { OpenScreen } from './open-screen.tsx'

const at = (tour: TourStep) => openScreen(<TourStrip />, { start: { tour } })
const stepIs = async ({ asked }: OpenScreen, step: TourStep): Promise<void> => {
  await waitFor(() => {
    expect(asked('tour').at(-1)).toEqual({ step })
  })
}
const stamped = () => operation({ kind: 'stamps.add', amount: 1 }, 'Ana', 'r:1', { createdAt: Date.now() })

test('a scanned card leads from the first step to the second; somebody opened otherwise does not', async () => {
  const open = await at(1)
  const [somebody] = open.fake.members.values()
  if (somebody === undefined) throw new Error('nobody is made up')
  await openMember(open.till, somebody.key)
  expect(open.asked('tour')).toEqual([])
  const code = somebody.codes[0] ?? ''
  await scanned(open.till, code)
  await stepIs(open, 2)
})

test('a stamp leads on, and one of before the step began does not', async () => {
  const open = await at(2)
  open.fake.emit('operation', { ...stamped(), createdAt: Date.now() - 60_000 })
  expect(open.asked('tour')).toEqual([])
  open.fake.emit('operation', stamped())
  await stepIs(open, 3)
})

test('who is found by a name leads on, and who is scanned meanwhile does not', async () => {
  const open = await at(3)
  const [somebody] = open.fake.members.values()
  if (somebody === undefined) throw new Error('nobody is made up')
  await scanned(open.till, somebody.codes[0] ?? '')
  expect(open.asked('tour')).toEqual([])
  open.till.counter.setState({ query: 'ana' })
  await openMember(open.till, somebody.key)
  await stepIs(open, 4)
})

test('a new member leads on', async () => {
  const open = await at(4)
  const made = operation({ kind: 'member.create', code: null, welcome: 0 }, 'Noa', 'l:1', {})
  open.fake.emit('operation', { ...made, createdAt: Date.now() })
  await stepIs(open, 5)
})

test('the plug is pulled, a stamp is kept, the plug is in again, and the end comes when it has arrived', async () => {
  const open = await at(5)
  const waits = { oldestAt: null, checking: 0, needsYou: 0, elsewhere: [] }
  await open.user.click(button('Go offline'))
  expect(await screen.findAllByText(/You are offline. Give somebody a stamp/u)).toHaveLength(1)
  open.fake.emit('link', { kind: 'offline', since: 0, nextTryAt: null })
  open.fake.emit('queue', { ...waits, waiting: 1 })
  open.fake.emit('operation', stamped())
  await open.user.click(await screen.findByRole('button', { name: 'Go online' }))
  expect(await screen.findAllByText('It is on its way…')).toHaveLength(1)
  expect(open.asked('practiceCondition')).toEqual([{ condition: 'offline' }, { condition: 'online' }])
  open.fake.emit('link', { kind: 'online' })
  expect(open.asked('tour')).toEqual([])
  open.fake.emit('queue', { ...waits, waiting: 0 })
  await stepIs(open, 6)
})

test('a stamp of the tour before is not taken for the one that the fifth step asks for', async () => {
  const open = await at(5)
  await open.user.click(button('Go offline'))
  open.fake.emit('operation', stamped())
  await open.user.click(await screen.findByRole('button', { name: 'Go online' }))
  await stepIs(open, 6)
  await act(async () => {
    startTour(open.till)
  })
  for (const step of [2, 3, 4, 5] as const) {
    await open.user.click(button('Next step'))
    await stepIs(open, step)
  }
  expect(screen.queryAllByRole('button', { name: 'Go offline' })).toHaveLength(1)
})

test('ending it plugs in what it unplugged, and keeps that it is over', async () => {
  const open = await at(5)
  await open.user.click(button('Go offline'))
  await open.user.click(await screen.findByRole('button', { name: 'End the tour' }))
  await stepIs(open, 7)
  expect(open.asked('practiceCondition').at(-1)).toEqual({ condition: 'online' })
})

test('each step can be passed over, and after the fifth a shop can be connected', async () => {
  const open = await at(1)
  for (const step of [2, 3, 4, 5, 6] as const) {
    await open.user.click(button('Next step'))
    await stepIs(open, step)
  }
  await open.user.click(button('Connect your shop'))
  expect(open.till.nav.getState()).toMatchObject({ screen: 'settings', connecting: true })
  await stepIs(open, 7)
})

test('it goes on where it cannot be kept, and that is told', async () => {
  const open = await at(1)
  open.fake.answer('tour', async () => err({ kind: 'not-saved', cause: 'disk-full' }))
  await open.user.click(button('Next step'))
  expect(await screen.findAllByText(/step 2 of 5/u)).toHaveLength(1)
  await waitFor(() => {
    expect(open.till.notices.getState().toasts.at(-1)?.what.id).toBe('failure.not-saved.disk-full')
  })
})

test('it takes no focus', async () => {
  const before = document.activeElement
  await at(1)
  expect(document.activeElement).toBe(before)
})
