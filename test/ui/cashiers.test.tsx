import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { SettingsScreen } from '../../renderer/features/settings/settings-screen.tsx'
import { scanned } from '../../renderer/stores/scan-routing.ts'
import { err } from '../../shared/ipc/result.ts'
import { button, dialog, openScreen } from './open-screen.tsx'

const jonas = '01J0000000000000000000JNA0'

async function correcting(answers: Parameters<typeof openScreen>[1] = {}) {
  const open = await openScreen(<SettingsScreen />, answers)
  await open.user.click(button('Correct the name Jonas'))
  const field = dialog().getByRole<HTMLInputElement>('textbox', { name: 'Name' })
  const type = async (name: string): Promise<void> => {
    await open.user.clear(field)
    await open.user.type(field, `${name}{Enter}`)
  }
  return { ...open, field, type }
}

test('a cashier’s name can be corrected in the settings: the same person, under another name', async () => {
  const { asked, till, type } = await correcting()
  await type(' Jónas ')
  await waitFor(() => {
    expect(screen.queryByRole('dialog')).toBeNull()
  })
  expect(asked('renameCashier')).toEqual([{ id: jonas, name: 'Jónas' }])
  button('Correct the name Jónas')
  const session = till.session.getState()
  expect(session.phase === 'ready' && session.start.cashiers.find(({ id }) => id === jonas)).toMatchObject({
    name: 'Jónas',
  })
  expect(till.notices.getState().toasts).toMatchObject([
    { tone: 'good', what: { id: 'staff.renamed', values: { before: 'Jonas', name: 'Jónas' } } },
  ])
})

test('a name that somebody else has, or none, is refused before it is asked for', async () => {
  const { asked, type } = await correcting()
  await type('mira')
  dialog().getByText('Somebody at this till is called that already.')
  await type('  ')
  dialog().getByText('Please type a name.')
  expect(asked('renameCashier')).toEqual([])
})

test('a name that main refuses is said to be taken, and stays in the field', async () => {
  const { field, type } = await correcting({
    prepare: (fake) => {
      fake.answer('renameCashier', async () => err({ kind: 'name-taken' }))
    },
  })
  await type('Joni')
  await dialog().findByText('Somebody at this till is called that already. Enter another name.')
  expect(field.value).toBe('Joni')
})

test('a scan does not throw a half corrected name away', async () => {
  const { asked, field, till, user } = await correcting()
  await user.type(field, 'x')
  await scanned(till, '2900000010437', null)
  expect(asked('scan')).toEqual([])
  expect(field.value).toBe('Jonasx')
})
