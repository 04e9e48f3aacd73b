import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { CounterScreen } from '../../renderer/counter-screen.tsx'
import { attachCode } from '../../renderer/features/enrol/unknown-card-actions.ts'
import { QueueScreen } from '../../renderer/features/queue/queue-screen.tsx'
import { SettingsScreen } from '../../renderer/features/settings/settings-screen.tsx'
import { ShiftScreen } from '../../renderer/features/shift/shift-screen.tsx'
import { forgetMember, setForgetting } from '../../renderer/stores/forget.ts'
import { setEditing, setExtra } from '../../renderer/stores/member-actions.ts'
import { openUnknownCard } from '../../renderer/stores/navigation.ts'
import { showMember } from '../../renderer/stores/open-member.ts'
import { err, ok } from '../../shared/ipc/result.ts'
import { shiftOf } from './fake-answers.ts'
import { operation, startOf } from './fake-shop.ts'
import { rowOf } from './fake-terminal.ts'
import type { FakeTerminal } from './fake-terminal.ts'
import { follow, held, member } from './held.ts'
import type { Held } from './held.ts'
import { button, dialog, openScreen } from './open-screen.tsx'

const field = (name: string | RegExp): HTMLInputElement => dialog().getByLabelText<HTMLInputElement>(name)

test('an address that is changed while the one before is tried is neither taken back nor tried by that', async () => {
  const trial = held()
  const { user } = await openScreen(<SettingsScreen />, {
    prepare: (fake) => {
      fake.answer('testConnection', async ({ baseUrl }) => {
        await trial.wait()
        return ok({ baseUrl, stores: null, store: null })
      })
    },
  })
  await user.click(button('Connect a shop…'))
  await user.type(field('Access key'), 'k')
  await user.click(dialog().getByRole('button', { name: 'Test the connection' }))
  await user.type(field('Address'), 'x')
  const typed = field('Address').value
  await follow(trial.letGo)
  expect(field('Address').value).toBe(typed)
  expect(dialog().getByRole('button', { name: 'Test the connection' }).hasAttribute('disabled')).toBe(false)
})

test('a key that is accepted after its form was left closes no other form', async () => {
  const trial = held()
  const { user } = await openScreen(<SettingsScreen />, {
    start: {
      mode: 'live',
      link: { kind: 'signed-out', since: 0 },
      connection: { ...startOf().connection, mode: 'live', provider: 'leal' },
    },
    prepare: (fake) => {
      fake.answer('renewKey', async () => {
        await trial.wait()
        return ok({ kept: true })
      })
    },
  })
  await user.click(button('Enter the key again…'))
  await user.type(field('Access key'), 'k')
  await user.click(dialog().getByRole('button', { name: 'Use this key' }))
  await user.click(dialog().getByRole('button', { name: 'Cancel' }))
  await user.click(button('Connect a shop…'))
  await user.type(field('Access key'), 'other')
  await follow(trial.letGo)
  expect(field('Access key').value).toBe('other')
})

/** Main has a key, which is not told before the test says so: a keychain may ask somebody first. */
function holdLate(fake: FakeTerminal, hold: Held): void {
  let keys = 0
  fake.answer('holdKey', async () => {
    keys += 1
    const name = `01J0000000000000000000KEY${String(keys)}` as const
    await hold.wait()
    return ok({ held: name, keeps: true })
  })
}

test('a key that was on its way as its form was cancelled is let go, and not used', async () => {
  const hold = held()
  const { asked, user } = await openScreen(<SettingsScreen />, {
    start: {
      mode: 'live',
      link: { kind: 'signed-out', since: 0 },
      connection: { ...startOf().connection, mode: 'live', provider: 'leal' },
    },
    prepare: (fake) => holdLate(fake, hold),
  })
  await user.click(button('Enter the key again…'))
  await user.type(field('Access key'), 'k')
  await user.click(dialog().getByRole('button', { name: 'Use this key' }))
  await user.click(dialog().getByRole('button', { name: 'Cancel' }))
  await follow(hold.letGo)
  expect(asked('renewKey')).toEqual([])
  expect(asked('dropKey')).toEqual([{ held: '01J0000000000000000000KEY1' }])
})

test('a key that was on its way as another system was chosen is let go, and not tried there', async () => {
  const hold = held()
  const { asked, user } = await openScreen(<SettingsScreen />, {
    prepare: (fake) => holdLate(fake, hold),
  })
  await user.click(button('Connect a shop…'))
  await user.type(field('Access key'), 'of leal')
  await user.click(dialog().getByRole('button', { name: 'Test the connection' }))
  await user.click(dialog().getByRole('radio', { name: 'SellAuth' }))
  await follow(hold.letGo)
  expect(asked('testConnection')).toEqual([])
  expect(asked('dropKey')).toEqual([{ held: '01J0000000000000000000KEY1' }])
  await user.type(field('Access key'), 'of sellauth')
  await user.click(dialog().getByRole('button', { name: 'Test the connection' }))
  await follow(hold.letGo)
  expect(asked('holdKey')).toMatchObject([{ provider: 'leal' }, { provider: 'sellauth' }])
  expect(asked('testConnection')).toMatchObject([{ held: '01J0000000000000000000KEY2' }])
})

test('what is saved of one member closes nobody else’s form', async () => {
  const save = held()
  const { fake, till, user } = await openScreen(<CounterScreen />)
  fake.answer('edit', async () => {
    await save.wait()
    const ana = member(fake, 'r:1')
    return ok({
      operation: operation({ kind: 'member.edit', fields: ['phone'] }, 'Ana', ana.key),
      member: ana,
    })
  })
  await follow(() => {
    showMember(till, member(fake, 'r:1'))
    setEditing(till, true)
  })
  await user.type(await screen.findByLabelText('First name'), 'x{Enter}')
  await user.click(button('Cancel'))
  await user.click(await screen.findByRole('button', { name: 'Throw away' }))
  await follow(() => {
    showMember(till, member(fake, 'r:2'))
    setEditing(till, true)
  })
  await user.type(await screen.findByLabelText('First name'), 'y')
  await follow(save.letGo)
  expect(till.member.getState().editing).toBe(true)
})

test('what is saved beside the balance of one member closes nothing that is open for another', async () => {
  const save = held()
  const { fake, till, user } = await openScreen(<CounterScreen />, {
    start: { capabilities: { ...startOf().capabilities, affiliate: { longest: 20 } } },
  })
  fake.answer('setAffiliateCode', async () => {
    await save.wait()
    const ana = member(fake, 'r:1')
    return ok({
      operation: operation({ kind: 'affiliate.set', code: 'x' }, 'Ana', ana.key),
      member: ana,
    })
  })
  await follow(() => {
    showMember(till, member(fake, 'r:1'))
    setExtra(till, 'affiliate')
  })
  await user.type(await screen.findByRole('textbox', { name: /code/iu }), 'x{Enter}')
  await user.click(button('Cancel'))
  await follow(() => {
    showMember(till, member(fake, 'r:2'))
    setExtra(till, 'affiliate')
  })
  await follow(save.letGo)
  expect(till.member.getState().extra).toBe('affiliate')
})

test('a question is not settled by a member who is read only after its dialog was closed', async () => {
  const made = operation({ kind: 'stamps.add', amount: 2 }, 'Ana Schröder', 'r:1', {
    plain: 'needs-you',
    state: 'attention',
    reason: { kind: 'code-unknown' },
    choices: { undo: false, retry: true, fix: false, confirm: true, drop: true },
    target: { kind: 'code', code: '2012345678903' },
  })
  const open = held()
  const { user, asked, fake } = await openScreen(<QueueScreen />, {
    prepare: (terminal) => {
      terminal.operations.set(made.id, made)
    },
  })
  fake.answer('open', async () => {
    await open.wait()
    return ok(member(fake, 'r:1'))
  })
  await user.click(await screen.findByRole('button', { name: /member/iu }))
  await user.type(await dialog().findByRole('searchbox'), 'ana')
  await user.click(await screen.findByRole('option', { name: /Schröder/u }))
  // The first empties the field.
  await user.keyboard('{Escape}{Escape}')
  await waitFor(() => {
    expect(screen.queryByRole('dialog')).toBeNull()
  })
  await follow(open.letGo)
  expect(asked('answer')).toEqual([])
})

test('what one cashier did is not shown under the name of another', async () => {
  const { fake, user } = await openScreen(<ShiftScreen />)
  await screen.findByRole('table', { name: 'The day by hour' })
  fake.answer('shift', async () => err({ kind: 'internal', id: 'x' }))
  await user.click(await screen.findByRole('button', { name: /Cashier/u }))
  await user.click(await screen.findByRole('option', { name: 'Robin' }))
  await screen.findByRole('button', { name: 'Try again' })
  expect(screen.queryByRole('table', { name: 'The day by hour' })).toBeNull()
  expect(document.querySelector('.shift__printed')).toBeNull()
  expect(button(/Print/u).hasAttribute('disabled')).toBe(true)
  fake.answer('shift', async () => ok(shiftOf()))
  await user.click(button('Try again'))
  await screen.findByRole('table', { name: 'The day by hour' })
})

test('an enrolment is not settled by a member of whom is read only after the dialog was closed how they differ', async () => {
  const made = operation({ kind: 'member.create', code: null, welcome: 1 }, 'Ana Schröder', 'r:1', {
    plain: 'needs-you',
    state: 'attention',
    reason: { kind: 'undecided', before: null, now: null, adding: 0 },
    choices: { undo: false, retry: true, fix: false, confirm: false, drop: false },
  })
  const sides = held()
  const { user, asked } = await openScreen(<QueueScreen />, {
    prepare: (terminal) => {
      terminal.operations.set(made.id, made)
      terminal.answer('sides', async () => {
        await sides.wait()
        return ok({ own: null, other: null, changes: [], left: [] })
      })
    },
  })
  await user.click(await screen.findByRole('button', { name: 'Choose the member' }))
  await user.type(await dialog().findByRole('searchbox'), 'ana')
  await user.click(await screen.findByRole('option', { name: /Schröder/u }))
  await waitFor(() => {
    expect(asked('sides').length).toBeGreaterThan(0)
  })
  await user.keyboard('{Escape}{Escape}')
  await waitFor(() => {
    expect(screen.queryByRole('dialog')).toBeNull()
  })
  await follow(sides.letGo)
  expect(asked('answer')).toEqual([])
})

test('a member who could not be forgotten closes nobody else’s question', async () => {
  const { fake, till } = await openScreen(<CounterScreen />)
  const forget = held()
  fake.answer('forgetMember', async () => {
    await forget.wait()
    return err({ kind: 'internal', id: 'x' })
  })
  await follow(() => {
    showMember(till, member(fake, 'r:1'))
  })
  await follow(() => void forgetMember(till, 'r:1'))
  await follow(() => {
    showMember(till, member(fake, 'r:2'))
    setForgetting(till, true)
  })
  await follow(forget.letGo)
  expect(till.member.getState().forgetting).toBe(true)
})

test('a card that was given is nobody’s no longer, also where its member cannot be opened', async () => {
  const { fake, till } = await openScreen(<CounterScreen />)
  const code = '2012345678903'
  const made = operation({ kind: 'card.attach', code }, 'Ana Schröder', 'r:1')
  fake.answer('attach', async () => ok({ operation: made, member: null }))
  fake.answer('open', async () => err({ kind: 'internal', id: 'x' }))
  await follow(() => {
    openUnknownCard(till, { code, certain: true, waitingStamps: 0 })
  })
  const row = rowOf(member(fake, 'r:1'))
  await follow(() => void attachCode(till, { intent: made.id, code, row }))
  expect(till.counter.getState().place).toEqual({ kind: 'idle' })
})

test('what an enrolment says otherwise is not asked over a dialog that was opened while it was read', async () => {
  const choices = { undo: false, retry: true, fix: false, confirm: false, drop: true }
  const other = { key: 'r:2', name: 'Ben' } as const
  const attention = { plain: 'needs-you', state: 'attention', choices } as const
  const taken = operation({ kind: 'member.create', code: null, welcome: 1 }, 'Ana', 'l:1', {
    ...attention,
    reason: { kind: 'contact-taken', field: 'phone', other },
  })
  const stamps = operation({ kind: 'stamps.add', amount: 2 }, 'Cy', 'r:3', {
    ...attention,
    reason: { kind: 'refused', status: 422 },
  })
  const sides = held()
  const { user, asked } = await openScreen(<QueueScreen />, {
    prepare: (terminal) => {
      for (const made of [taken, stamps]) terminal.operations.set(made.id, made)
      terminal.answer('sides', async ({ wanted }) => {
        if (wanted) await sides.wait()
        return ok({
          ...{ own: null, other: null, left: [] },
          changes: [{ field: 'firstName', was: 'Ben', now: 'Ana' }],
        })
      })
    },
  })
  await user.click(await screen.findByRole('button', { name: /Ben/u }))
  const drops = screen.getAllByRole('button', { name: /drop/iu })
  await user.click(drops.find((one) => !one.hasAttribute('disabled')) ?? document.body)
  await user.type(dialog().getByRole('textbox'), 'twice')
  const typed = document.activeElement
  await follow(sides.letGo)
  expect(document.activeElement).toBe(typed)
  await user.keyboard('{Enter}')
  expect(asked('answer')).toEqual([{ id: stamps.id, answer: { kind: 'drop', reason: 'twice' } }])
})
