import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { ShiftScreen } from '../../renderer/features/shift/shift-screen.tsx'
import { err, ok } from '../../shared/ipc/result.ts'
import { shiftOf } from './fake-answers.ts'
import { button, openScreen } from './open-screen.tsx'

test('a day is told in sums, as bars and in a table, hour by hour in the shop’s own clock', async () => {
  await openScreen(<ShiftScreen />)
  const table = await screen.findByRole('table', { name: 'The day by hour' })
  const rows = within(table).getAllByRole('row')
  expect(rows).toHaveLength(7)
  expect(rows[0]?.textContent).toBe('HourStampsRewardsNew membersUndoneAll actionsMade offline')
  expect(rows[4]?.textContent).toBe('12:00 PM33521' + '4021')
  expect(rows[6]?.textContent).toBe('The day68844' + '8021')
  expect(screen.queryAllByText('26% of 80')).toHaveLength(1)
  const chart = await screen.findByRole('img', {
    name: /^Bars by hour, 9:00 AM to 1:00 PM\. Most was done at 12:00 PM/u,
  })
  expect(chart.querySelectorAll('.shift-chart__bar--stamps')).toHaveLength(4)
  expect(chart.querySelectorAll('.shift-chart__bar--offline')).toHaveLength(1)
})

test('bars are told apart by more than their colour', async () => {
  await openScreen(<ShiftScreen />)
  const chart = await screen.findByRole('img', { name: /^Bars/u })
  const fills = ['rewards', 'enrolments', 'undone', 'offline'].map(
    (one) => chart.querySelector(`.shift-chart__bar--${one} rect:last-child`)?.getAttribute('fill') ?? '',
  )
  expect(new Set(fills).size).toBe(4)
  for (const fill of fills) expect(chart.querySelector(fill.replace(/^url\((.*)\)$/u, '$1'))).not.toBeNull()
})

test('another day and one cashier are asked of main', async () => {
  const { user, asked } = await openScreen(<ShiftScreen />)
  await user.click(await screen.findByRole('button', { name: /Cashier/u }))
  await user.click(await screen.findByRole('option', { name: 'Robin' }))
  await waitFor(() =>
    expect(asked('shift').at(-1)).toEqual({ day: null, cashier: '01RB0000000000000000000000' }),
  )
  await user.click(button(/Day/u))
  await user.click(await screen.findByRole('option', { name: 'Fri, Nov 20' }))
  await waitFor(() =>
    expect(asked('shift').at(-1)).toEqual({ day: '2026-11-20', cashier: '01RB0000000000000000000000' }),
  )
})

test('the file gets headings in the language of the screen, and what became of it is told', async () => {
  const { user, asked, till } = await openScreen(<ShiftScreen />)
  await waitFor(() => expect(button('Save as a table').hasAttribute('disabled')).toBe(false))
  await user.click(button('Save as a table'))
  expect(asked('exportShift')).toMatchObject([
    { day: null, cashier: null, columns: { hour: 'Hour', offline: 'Made offline' } },
  ])
  await waitFor(() =>
    expect(till.notices.getState().toasts.at(-1)?.what).toEqual({
      id: 'shift.saved',
      values: { file: 'day.csv' },
    }),
  )
})

test('a day without anything says what to do next, and there is nothing to print', async () => {
  const nothing = { ...shiftOf(), hours: [] }
  await openScreen(<ShiftScreen />, {
    prepare: (fake) => {
      fake.answer('shift', async () => ok(nothing))
    },
  })
  expect(await screen.findAllByText(/what you do for members is counted here/u)).toHaveLength(1)
  expect(button('Print').hasAttribute('disabled')).toBe(true)
})

test('a day that cannot be read is told, and is read again when somebody asks for it', async () => {
  const { user, fake } = await openScreen(<ShiftScreen />, {
    prepare: (terminal) => {
      terminal.answer('shift', async () => err({ kind: 'blocked' }))
    },
  })
  await screen.findByText(/could not be added up. What was saved is safe/u)
  fake.answer('shift', async () => ok(shiftOf()))
  await user.click(button('Try again'))
  expect(await screen.findAllByRole('table')).toHaveLength(1)
  expect(screen.queryByText(/could not be added up/u)).toBeNull()
})

test('who was chosen stays chosen on a day on which they did nothing', async () => {
  const { user, fake, till } = await openScreen(<ShiftScreen />, {
    prepare: (terminal) => {
      const mira = { id: '01J0000000000000000000MRA0', name: 'Mira' }
      terminal.answer('shift', async ({ day }) =>
        ok({ ...shiftOf(), day: day ?? '2026-11-21', cashiers: day === null ? [mira] : [] }),
      )
    },
  })
  await user.click(await screen.findByRole('button', { name: /Cashier/u }))
  await user.click(await screen.findByRole('option', { name: 'Mira' }))
  await user.click(button(/Day/u))
  await user.click(await screen.findByRole('option', { name: 'Fri, Nov 20' }))
  await waitFor(() => {
    expect(fake.calls.at(-1)?.args).toEqual({ day: '2026-11-20', cashier: '01J0000000000000000000MRA0' })
  })
  expect(await screen.findAllByRole('button', { name: /Mira\s*Cashier/u })).toHaveLength(1)
  expect(till.notices.getState().toasts).toEqual([])
})
