import { act, screen, waitFor } from '@testing-library/react'
import { expect, onTestFinished, test, vi } from 'vitest'
import { CounterScreen } from '../../renderer/counter-screen.tsx'
import { createTierEnrolment, happenTier, saveTier } from '../../renderer/features/enrol/tier-enrolment.ts'
import { goTo, openEnrolment, openTier, toIdle } from '../../renderer/stores/navigation.ts'
import type { TierView } from '../../shared/domain/tier.ts'
import type { MemberView } from '../../shared/domain/views.ts'
import { ok } from '../../shared/ipc/result.ts'
import { operation } from './fake-shop.ts'
import type { FakeTerminal } from './fake-terminal.ts'
import { follow, held } from './held.ts'
import type { Held } from './held.ts'
import { button, openScreen } from './open-screen.tsx'
import type { OpenScreen } from './open-screen.tsx'

const field = (name: string): HTMLInputElement => screen.getByRole('textbox', { name })

async function openForm(prepare: (fake: FakeTerminal) => void): Promise<OpenScreen> {
  const opened = await openScreen(<CounterScreen />, { prepare })
  act(() => {
    openEnrolment(opened.till, null)
  })
  await screen.findByRole('textbox', { name: 'First name' })
  return opened
}

/** People are looked up at the loyalty system, which takes its time. */
function slowLookUp(look: Held): (fake: FakeTerminal) => void {
  return (fake) => {
    fake.answer('duplicates', async () => {
      await look.wait()
      return ok([])
    })
  }
}

function slowSave(save: Held): (fake: FakeTerminal) => void {
  return (fake) => {
    fake.answer('enrol', async () => {
      await save.wait()
      const member: MemberView | undefined = fake.members.get('r:1')
      if (member === undefined) throw new Error('no Ana')
      const made = operation({ kind: 'member.create', code: null, welcome: 0 }, 'Ida', member.key)
      return ok({ operation: made, member })
    })
  }
}

test('what was thrown away while people were looked up for it is not saved', async () => {
  const look = held()
  const { till, user, asked } = await openForm(slowLookUp(look))
  await user.type(field('First name'), 'Ida')
  await user.type(field('Phone'), '0171 999{Enter}')
  await user.click(button(/^Cancel/u))
  await user.click(await screen.findByRole('button', { name: 'Throw away' }))
  expect(till.counter.getState().place.kind).toBe('idle')
  await follow(look.letGo)
  expect(asked('enrol')).toEqual([])
})

test('a Save that is pressed twice while people are looked up saves once', async () => {
  const look = held()
  const { user, asked } = await openForm(slowLookUp(look))
  await user.type(field('First name'), 'Ida')
  await user.type(field('Phone'), '0171 999{Enter}{Enter}')
  await follow(look.letGo)
  await waitFor(() => {
    expect(asked('enrol').length).toBeGreaterThan(0)
  })
  expect(asked('enrol')).toHaveLength(1)
})

test('who was saved does not open over the form for the next one', async () => {
  const save = held()
  const { till, user, asked } = await openForm(slowSave(save))
  await user.type(field('First name'), 'Ida{Enter}')
  await waitFor(() => {
    expect(asked('enrol')).toHaveLength(1)
  })
  await follow(() => {
    toIdle(till)
  })
  await follow(() => {
    openEnrolment(till, null)
  })
  await user.type(await screen.findByRole('textbox', { name: 'First name' }), 'Bo')
  await follow(save.letGo)
  expect(till.counter.getState().place.kind).toBe('enrol')
  expect(field('First name').value).toBe('Bo')
})

test('a form that was saved while another screen was before it is not there any more', async () => {
  const save = held()
  const { till, user, asked } = await openForm(slowSave(save))
  await user.type(field('First name'), 'Ida{Enter}')
  await waitFor(() => {
    expect(asked('enrol')).toHaveLength(1)
  })
  await follow(() => {
    goTo(till, 'queue')
  })
  await follow(save.letGo)
  expect(till.nav.getState().screen).toBe('queue')
  expect(till.counter.getState()).toMatchObject({ place: { kind: 'idle' }, leaveForm: null })
})

test('a form whose member is saved and cannot be opened gives the counter free', async () => {
  const { till, user } = await openForm((fake) => {
    fake.answer('enrol', async () => {
      const made = operation({ kind: 'member.create', code: null, welcome: 0 }, 'Ida', 'l:77')
      return ok({ operation: made, member: null })
    })
  })
  await user.type(field('First name'), 'Ida{Enter}')
  await waitFor(() => {
    expect(till.counter.getState().place.kind).toBe('idle')
  })
})

test('a tier that was saved opens nobody over the next form, and leaves none behind another screen', async () => {
  const { fake, till } = await openScreen(<CounterScreen />)
  const limits = { leastCredits: 100, mostCredits: 10_000, birthday: 'optional' } as const
  const gold: TierView = {
    id: 'gold',
    name: 'Gold',
    kind: 'free',
    spendThreshold: 0,
    rank: null,
    benefits: [],
  }
  const save = held()
  fake.answer('enrolTier', async () => {
    await save.wait()
    const member = fake.members.get('r:1')
    if (member === undefined) throw new Error('no Ana')
    const made = operation({ kind: 'member.create', code: null, welcome: 0 }, 'Ana', member.key)
    return ok({ operation: made, member })
  })
  const saving = async (): Promise<void> => {
    await follow(() => {
      openTier(till, null)
    })
    const enrolment = createTierEnrolment(null, limits)
    happenTier(enrolment, { kind: 'list', list: { kind: 'told', tiers: [gold] } })
    enrolment.setState({
      tierId: gold.id,
      person: {
        kind: 'found',
        candidate: { customerId: '1', member: { name: 'Ana', tierId: gold.id, birthday: null } },
      },
    })
    await follow(() => void saveTier(till, enrolment, limits))
  }
  await saving()
  await follow(() => {
    openTier(till, '2012345678903')
  })
  await follow(save.letGo)
  expect(till.counter.getState().place).toEqual({ kind: 'tier', code: '2012345678903' })
  await saving()
  await follow(() => {
    goTo(till, 'queue')
  })
  await follow(save.letGo)
  expect(till.nav.getState().screen).toBe('queue')
  expect(till.counter.getState().place.kind).toBe('idle')
})

test('a look-up that hangs is not waited for by a Save that is pressed again after a while', async () => {
  const look = held()
  const clock = vi.spyOn(performance, 'now')
  onTestFinished(() => {
    clock.mockRestore()
  })
  const { asked, fake, user } = await openForm(slowLookUp(look))
  await user.type(field('First name'), 'Ida')
  await user.type(field('Phone'), '0171 999{Enter}')
  const whole = (): number =>
    asked('duplicates').filter((request) => JSON.stringify(request).includes('0171 999')).length
  expect(whole()).toBe(1)
  await user.keyboard('{Enter}')
  expect(whole()).toBe(1)
  fake.answer('duplicates', async () => ok([]))
  clock.mockImplementation(() => 1e9)
  await user.keyboard('{Enter}')
  await waitFor(() => {
    expect(asked('enrol')).toHaveLength(1)
  })
  await follow(look.letGo)
  expect(asked('enrol')).toHaveLength(1)
})
