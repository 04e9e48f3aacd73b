import { screen, waitFor } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { openEnrolment } from '../../renderer/stores/navigation.ts'
import { undoLast } from '../../renderer/stores/take-back.ts'
import { redeem } from '../../renderer/stores/redeem.ts'
import { scanned } from '../../renderer/stores/scan-routing.ts'
import { addStamps } from '../../renderer/stores/stamps.ts'
import { err, ok } from '../../shared/ipc/result.ts'
import type { FakeTerminal } from './fake-terminal.ts'
import { follow, onOwnClock, renderTill, tap } from './render-till.tsx'

onOwnClock()

const ana = '400638130001'
const bernd = '400638130002'
type Name = 'addStamps' | 'enrol' | 'redeem' | 'lastAction'

const asked = (fake: FakeTerminal, name: string): readonly unknown[] =>
  fake.calls.filter((call) => call.name === name).map(({ args }) => args)

/** The page with Ana at the counter. Main refuses what is named, as long as nobody was chosen. */
async function nobodyThere(...names: readonly Name[]) {
  const page = await renderTill()
  const { fake } = page
  let isThere = false
  const api = fake.api as unknown as Record<string, (args: unknown) => Promise<unknown>>
  for (const name of [...names, 'chooseCashier']) {
    const usual = api[name]
    if (usual === undefined) expect.fail(name)
    api[name] = (args) => {
      if (name === 'chooseCashier') isThere = true
      if (isThere) return usual(args)
      fake.calls.push({ name: name as Name, args })
      return Promise.resolve(err({ kind: 'nobody-at-the-till' }))
    }
  }
  await follow(() => scanned(page.till, ana))
  return page
}

const question = (): Promise<HTMLElement> => screen.findByRole('dialog', { name: /Who is at the till/u })

describe('what is pressed while nobody is at the till', () => {
  test('goes on by itself once a name is chosen, and only once', async () => {
    const { fake, till, user } = await nobodyThere('addStamps')
    await tap(user, '3')
    const dialog = await question()
    expect(dialog.textContent).toContain('Choose a name, and what you have just pressed is done.')
    await user.click(screen.getByRole('button', { name: /Jonas/u }))
    await waitFor(() => {
      expect(asked(fake, 'addStamps')).toHaveLength(2)
    })
    const [refused, done] = asked(fake, 'addStamps')
    expect(refused).toMatchObject({ amount: 3 })
    // With the intent that it was pressed with: however often it is asked, it is one operation.
    expect(done).toEqual(refused)
    expect(await screen.findAllByText('3 stamps added')).toHaveLength(1)
    expect(till.notices.getState().toasts).toEqual([])
    expect(till.nav.getState()).toMatchObject({ overlay: null, goesOn: false })
    expect(fake.operations.size).toBe(1)
  })

  test('goes on for everything that asks who is there', async () => {
    const { fake, till, user } = await nobodyThere('redeem', 'lastAction')
    await follow(() => {
      void redeem(till, 'r1')
    })
    await question()
    await user.click(screen.getByRole('button', { name: /Jonas/u }))
    await waitFor(() => {
      expect(asked(fake, 'redeem')).toHaveLength(2)
    })
    expect(asked(fake, 'redeem')[1]).toEqual(asked(fake, 'redeem')[0])
  })

  test('the last action is that of who was chosen', async () => {
    const { fake, till, user } = await nobodyThere('lastAction')
    fake.answer('lastAction', async () => ok(null))
    await follow(() => {
      void undoLast(till)
    })
    await question()
    await user.click(screen.getByRole('button', { name: /Jonas/u }))
    await waitFor(() => {
      expect(till.nav.getState().overlay).toBe('take-back')
    })
  })

  test('stays undone, and is said to be, where the question is left', async () => {
    const { fake, till, user } = await nobodyThere('addStamps')
    await tap(user, '2')
    await question()
    await user.keyboard('{Escape}')
    await waitFor(() => {
      expect(till.notices.getState().toasts.map(({ what }) => what.id)).toEqual([
        'failure.nobody-at-the-till',
      ])
    })
    expect(asked(fake, 'addStamps')).toHaveLength(1)
    expect(till.nav.getState()).toMatchObject({ overlay: null, goesOn: false })
    // Whoever is chosen later is chosen for what comes then.
    await follow(() => till.nav.setState({ overlay: 'staff' }))
    expect((await question()).textContent).not.toContain('what you have just pressed')
    await user.click(screen.getByRole('button', { name: /Jonas/u }))
    await waitFor(() => {
      expect(till.nav.getState().overlay).toBeNull()
    })
    expect(asked(fake, 'addStamps')).toHaveLength(1)
    // And it can be pressed again.
    await follow(() => addStamps(till, 2))
    expect(asked(fake, 'addStamps')).toHaveLength(2)
  })

  test('law: an Enter that is pressed once more chooses nobody: no name is given the focus', async () => {
    const focused = vi.spyOn(HTMLElement.prototype, 'focus')
    const { fake, user } = await nobodyThere('addStamps')
    await tap(user, 'Enter')
    const dialog = await question()
    await tap(user, 'Enter')
    const names = focused.mock.contexts.filter(
      (each) => each instanceof HTMLElement && each.classList.contains('staff__name'),
    )
    expect(names).toEqual([])
    expect(dialog.contains(document.activeElement)).toBe(true)
    expect([asked(fake, 'chooseCashier'), asked(fake, 'addStamps').length]).toEqual([[], 1])
    focused.mockRestore()
    // They are the first to be reached.
    await tap(user, 'Tab')
    await tap(user, 'Tab')
    expect(document.activeElement?.textContent).toContain('Jonas')
    await tap(user, 'Enter')
    await waitFor(() => {
      expect(asked(fake, 'addStamps')).toHaveLength(2)
    })
  })

  test('law: with another member on screen by then, nobody gets what was meant for the one before', async () => {
    const { fake, till, user } = await nobodyThere('addStamps')
    await tap(user, '2')
    await question()
    await follow(() => scanned(till, bernd))
    await waitFor(() => {
      expect(screen.queryByRole('dialog')).toBeNull()
    })
    await follow(() => till.nav.setState({ overlay: 'staff' }))
    await user.click(await screen.findByRole('button', { name: /Jonas/u }))
    await waitFor(() => {
      expect(till.nav.getState().overlay).toBeNull()
    })
    expect(asked(fake, 'addStamps')).toHaveLength(1)
    expect(fake.operations.size).toBe(0)
  })

  test('law: a member who goes while it is asked gets nothing, even where the question stays open', async () => {
    const { fake, till, user } = await nobodyThere('addStamps')
    await tap(user, '2')
    await question()
    const other = [...fake.members.values()].find(({ codes }) => codes.includes(bernd))
    if (other === undefined) expect.fail('nobody')
    await follow(() => till.member.setState({ view: other }))
    await user.click(screen.getByRole('button', { name: /Jonas/u }))
    await waitFor(() => {
      expect(till.nav.getState().overlay).toBeNull()
    })
    expect(asked(fake, 'addStamps')).toHaveLength(1)
  })

  test('law: a form that takes another card while it is asked is not saved with the one before', async () => {
    const { fake, till, user } = await nobodyThere('enrol')
    await follow(() => {
      openEnrolment(till, null)
    })
    await user.type(await screen.findByLabelText(/^First name/u), 'Kim')
    await user.type(screen.getByLabelText(/^Phone/u), '+491712345678')
    await user.keyboard('{Enter}')
    await question()
    await follow(() => scanned(till, '400638139999'))
    await waitFor(() => {
      expect(screen.queryByRole('dialog')).toBeNull()
    })
    expect(asked(fake, 'enrol')).toHaveLength(1)
    expect(await screen.findAllByText('Choose who is at the till first.')).not.toHaveLength(0)
    expect(screen.getByLabelText<HTMLInputElement>(/^First name/u).value).toBe('Kim')
  })

  test('is asked for once: what is refused again is told', async () => {
    const { fake, till, user } = await nobodyThere()
    fake.answer('addStamps', async () => err({ kind: 'nobody-at-the-till' }))
    await tap(user, '2')
    await question()
    await user.click(screen.getByRole('button', { name: /Jonas/u }))
    await waitFor(() => {
      expect(till.notices.getState().toasts).toHaveLength(1)
    })
    expect(asked(fake, 'addStamps')).toHaveLength(2)
    expect(till.nav.getState().overlay).toBeNull()
  })
})
