import { screen, waitFor, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { openMember } from '../../renderer/stores/open-member.ts'
import { scanned } from '../../renderer/stores/scan-routing.ts'
import { follow, renderTill } from './render-till.tsx'

it('what is said while a dialog is open is no part of what the dialog covers: it is seen, heard and can be put away', async () => {
  const { fake, till, user } = await renderTill()
  const ana = fake.members.get('r:1')
  if (ana === undefined) throw new Error('no such member')
  await follow(() => openMember(till, ana.key))
  await user.keyboard('{F2}')
  const dialog = await screen.findByRole('dialog', { name: 'Edit details' })
  await user.type(screen.getByRole('textbox', { name: 'First name' }), 'x')
  await follow(() => scanned(till, 'SW-NOBODYS-1', { by: 'camera', at: performance.now() }))
  const covered = '[inert], [aria-hidden="true"]'
  const messages = (): readonly Element[] =>
    Array.from(document.querySelectorAll('.toast')).filter((each) =>
      each.textContent.includes('The scan was not used'),
    )
  await waitFor(() => {
    expect(messages().map((each) => each.closest(covered))).toEqual([null])
  })
  // The rest of the page is covered, so this says something.
  expect(document.querySelector('.shell__screen')?.closest(covered)).not.toBeNull()
  expect(screen.getByRole('alert').closest(covered)).toBeNull()
  const [message] = messages()
  if (!(message instanceof HTMLElement)) throw new Error('no message')
  await user.click(within(message).getByRole('button', { name: 'Dismiss' }))
  expect(messages()).toHaveLength(0)
  expect(dialog.isConnected).toBe(true)
})
