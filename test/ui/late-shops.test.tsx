import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { CounterScreen } from '../../renderer/counter-screen.tsx'
import { resetPractice } from '../../renderer/features/practice/practice-actions.ts'
import { QueueScreen } from '../../renderer/features/queue/queue-screen.tsx'
import { takeTill } from '../../renderer/stores/cards.ts'
import { goTo } from '../../renderer/stores/navigation.ts'
import { showMember } from '../../renderer/stores/open-member.ts'
import { scanned } from '../../renderer/stores/scan-routing.ts'
import { setQuery } from '../../renderer/stores/search.ts'
import { workForOther } from '../../renderer/stores/switch-shop.ts'
import type { Start } from '../../shared/ipc/contract.ts'
import { ok } from '../../shared/ipc/result.ts'
import { fixedAnswers } from './fake-answers.ts'
import { startOf } from './fake-shop.ts'
import { rowOf } from './fake-terminal.ts'
import type { FakeTerminal } from './fake-terminal.ts'
import { follow, held, member } from './held.ts'
import type { Held } from './held.ts'
import { openScreen } from './open-screen.tsx'
import type { OpenScreen } from './open-screen.tsx'

test('whether the shop before can be reached is not said of the one that is worked for since', async () => {
  const probe = held()
  const { fake, till, user } = await openScreen(<QueueScreen />, {
    start: { link: { kind: 'offline', since: 0, nextTryAt: null } },
    prepare: (made) => {
      made.answer('probe', async () => {
        await probe.wait()
        return ok({ kind: 'offline', since: 0, nextTryAt: null })
      })
    },
  })
  await user.click(await screen.findByRole('button', { name: 'Try now' }))
  await follow(() => {
    fake.answer('start', async () => ok(startOf({ link: { kind: 'online' } })))
    void workForOther(till, 'queue')
  })
  await follow(probe.letGo)
  expect(till.status.getState().link).toEqual({ kind: 'online' })
  expect(till.notices.getState().toasts).toEqual([])
})

test('of a practice that began anew nobody is found who was looked for in the one before', async () => {
  const { till } = await openScreen(<CounterScreen />)
  await follow(() => void setQuery(till, 'ana'))
  expect(till.counter.getState().answer?.rows[0]?.key).toBe('r:1')
  await follow(() => {
    goTo(till, 'practice')
  })
  await follow(() => void resetPractice(till))
  expect(till.counter.getState()).toMatchObject({ place: { kind: 'idle' }, query: '', answer: null })
  expect(till.nav.getState().screen).toBe('practice')
})

function asksBeyond(fake: FakeTerminal): number {
  return fake.calls.filter(({ name }) => name === 'searchBeyond').length
}

/** Ana's card is scanned, and looked up until the test says so. */
async function scanAna(): Promise<OpenScreen & { readonly look: Held }> {
  const look = held()
  const opened = await openScreen(<CounterScreen />)
  const code = '400638130001'
  opened.fake.answer('scan', async () => {
    await look.wait()
    return ok({ kind: 'member', member: member(opened.fake, 'r:1'), code })
  })
  await follow(() => void scanned(opened.till, code, { by: 'camera', at: 0 }))
  return { ...opened, look }
}

test('whose card was looked up for the practice before does not come to the counter of the new one', async () => {
  const { look, till } = await scanAna()
  await follow(() => {
    goTo(till, 'practice')
  })
  await follow(() => void resetPractice(till))
  await follow(look.letGo)
  expect(till.member.getState().view).toBeNull()
  expect(till.nav.getState().screen).toBe('practice')
  expect(till.counter.getState()).toMatchObject({ place: { kind: 'idle' }, looking: false, recents: [] })
})

test('whose card was looked up for the shop before is not offered in the next one', async () => {
  const { look, till } = await scanAna()
  await follow(() => void workForOther(till, 'counter'))
  await follow(look.letGo)
  expect(till.counter.getState()).toMatchObject({ place: { kind: 'idle' }, recents: [] })
})

const corner: Start['connection'] = {
  ...startOf().connection,
  id: '01J00000000000000000000SH2',
  mode: 'live',
}

test('nobody of the practice stays at the counter of a shop that comes with another till’s file', async () => {
  const choose = held()
  const { fake, till } = await openScreen(<CounterScreen />)
  const words = { title: '', button: '', files: '' }
  fake.answer('takeTill', async () => {
    await choose.wait()
    fake.answer('start', async () => ok(startOf({ mode: 'live', connection: corner })))
    return fixedAnswers.takeTill()
  })
  await follow(() => {
    goTo(till, 'settings')
  })
  await follow(() => void takeTill(till, words))
  await follow(() => {
    showMember(till, member(fake, 'r:1'))
  })
  await follow(choose.letGo)
  expect(till.counter.getState()).toMatchObject({ place: { kind: 'idle' }, recents: [] })
  expect(till.member.getState().view).toBeNull()
})

test('rows of the shop before do not stand under the same words in the next one', async () => {
  const beyond = held()
  const { fake, till } = await openScreen(<CounterScreen />)
  const rows = [rowOf(member(fake, 'r:1'))]
  fake.answer('search', async ({ query }) =>
    ok({ ...{ query, rows: [], more: false }, complete: true, beyond: true }),
  )
  fake.answer('searchBeyond', async ({ query }) => {
    await beyond.wait()
    return ok({ query, outcome: 'answered', rows })
  })
  await follow(() => void setQuery(till, 'ana'))
  await waitFor(() => {
    expect(asksBeyond(fake)).toBe(1)
  })
  await follow(() => void workForOther(till, 'counter'))
  fake.answer('searchBeyond', async ({ query }) => ok({ query, outcome: 'answered', rows: [] }))
  await follow(() => void setQuery(till, 'ana'))
  await follow(beyond.letGo)
  expect(till.counter.getState().beyond?.rows).toEqual([])
})
