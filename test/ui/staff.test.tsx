import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { StaffDialog } from '../../renderer/features/staff/staff-dialog.tsx'
import { openOverlay } from '../../renderer/stores/navigation.ts'
import { scanned } from '../../renderer/stores/scan-routing.ts'
import type { Till } from '../../renderer/stores/till.ts'
import { longestName, nameProblem } from '../../shared/domain/cashier-name.ts'
import type { Cashier } from '../../shared/domain/views.ts'
import { err, ok } from '../../shared/ipc/result.ts'
import { button, openScreen } from './open-screen.tsx'

function atTheTill(till: Till): string | null {
  const session = till.session.getState()
  return session.phase === 'ready' ? session.start.cashierId : null
}

describe('who is at the till', () => {
  it('changes with one press on a name', async () => {
    const { asked, till, user } = await openScreen(<StaffDialog />)
    openOverlay(till, 'staff')
    await user.click(button(/Jonas/u))
    await waitFor(() => {
      expect(till.nav.getState().overlay).toBeNull()
    })
    expect(asked('chooseCashier')).toEqual([{ id: '01J0000000000000000000JNA0' }])
    expect(atTheTill(till)).toBe('01J0000000000000000000JNA0')
  })

  it('leads to the summary of the shift that ends', async () => {
    const { till, user } = await openScreen(<StaffDialog />)
    openOverlay(till, 'staff')
    await user.click(button('Shift summary'))
    expect(till.nav.getState()).toMatchObject({ overlay: null, screen: 'shift' })
  })

  it('is asked for by name when nobody is known yet; who is added is at the till', async () => {
    const kim: Cashier = { id: '01J00000000000000000000KM0', name: 'Kim' }
    const { asked, till, user } = await openScreen(<StaffDialog />, {
      start: { cashiers: [], cashierId: null },
      prepare: (fake) => {
        fake.answer('addCashier', async () => ok(kim))
        fake.answer('chooseCashier', async () => ok(kim))
      },
    })
    await user.type(screen.getByRole('textbox', { name: 'Name' }), ' Kim {Enter}')
    await waitFor(() => {
      expect(atTheTill(till)).toBe(kim.id)
    })
    expect(asked('addCashier')).toEqual([{ name: 'Kim' }])
  })

  it('stays open with a sentence where the name was not saved', async () => {
    const { user } = await openScreen(<StaffDialog />, {
      prepare: (fake) => {
        fake.answer('addCashier', async () => err({ kind: 'not-saved', cause: 'disk-full' }))
      },
    })
    await user.click(button('Add a name'))
    await user.type(screen.getByRole('textbox', { name: 'Name' }), 'Kim{Enter}')
    expect(await screen.findAllByText(/Not saved: the disk is full/u)).toHaveLength(1)
  })

  it('a scan does not throw a name away that is half typed: it is refused, and told', async () => {
    const { asked, till, user } = await openScreen(<StaffDialog />)
    openOverlay(till, 'staff')
    await user.click(button('Add a name'))
    await scanned(till, '2900000010420', null)
    await user.type(screen.getByRole('textbox', { name: 'Name' }), 'Ki')
    await scanned(till, '2900000010437', null)
    expect(asked('scan')).toEqual([{ raw: '2900000010420' }])
    expect(till.notices.getState().toasts.map(({ what }) => what.id)).toEqual(['edit.scan-kept'])
    expect(screen.getByRole('textbox', { name: 'Name' })).toHaveProperty('value', 'Ki')
  })

  it.each([
    ['   ', 'missing'],
    ['jónas', 'there'],
    ['x'.repeat(longestName + 1), 'too-long'],
    ['李', null],
  ] as const)('a name like “%s” is judged %s', (name, problem) => {
    expect(nameProblem(name, [{ name: 'Jonas' }])).toBe(problem)
  })
})
