import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { goTo, openEnrolment } from '../../renderer/stores/navigation.ts'
import { scanned } from '../../renderer/stores/scan-routing.ts'
import type { Till } from '../../renderer/stores/till.ts'
import { follow, renderTill, tap } from './render-till.tsx'

async function half(typed: string) {
  const { till, fake } = await renderTill()
  const user = userEvent.setup()
  await follow(() => {
    openEnrolment(till, null)
  })
  const name = await screen.findByRole('textbox', { name: 'First name' })
  if (typed !== '') await user.type(name, typed)
  return { till, fake, user }
}

const name = (): string =>
  screen.getByRole<HTMLInputElement>('textbox', { name: 'First name', hidden: true }).value
const home = (): HTMLElement => screen.getByRole('button', { name: /Counter$/u })
const away = (till: Till): Promise<unknown> =>
  follow(() => {
    goTo(till, 'queue')
  })

test('a form with something typed in it is as it was after a look at another screen', async () => {
  const { till, user } = await half('Ida')
  await away(till)
  expect(screen.queryAllByRole('textbox', { name: 'First name' })).toEqual([])
  await user.click(home())
  expect([till.nav.getState().screen, till.counter.getState().place.kind, name()]).toEqual([
    'counter',
    'enrol',
    'Ida',
  ])
})

test('the way home asks before it throws a form away; an empty one goes at once', async () => {
  const { till, user } = await half('Ida')
  await user.click(home())
  expect((await screen.findByRole('alertdialog')).textContent).toMatch(/^Throw this form away\?/u)
  await user.click(screen.getByRole('button', { name: 'Throw away' }))
  expect(till.counter.getState().place.kind).toBe('idle')
  await follow(() => {
    openEnrolment(till, null)
  })
  await screen.findByRole('textbox', { name: 'First name' })
  await user.click(home())
  expect(till.counter.getState()).toMatchObject({ place: { kind: 'idle' }, leaveForm: null })
})

test('a scan on another screen comes back to the form that waits with something typed', async () => {
  const { till, fake } = await half('Ida')
  await away(till)
  await follow(() => scanned(till, '4006381300017'))
  expect(till.nav.getState().screen).toBe('counter')
  expect(name()).toBe('Ida')
  expect(screen.getAllByText('4006381300017')).toHaveLength(1)
  expect(fake.calls.filter((call) => call.name === 'scan')).toEqual([])
})

test('behind an empty form that waits a scan opens the card’s owner', async () => {
  const { till, fake } = await half('')
  await away(till)
  await follow(() => scanned(till, '4006381300017'))
  expect(fake.calls.filter((call) => call.name === 'scan').map(({ args }) => args)).toEqual([
    { raw: '4006381300017' },
  ])
})

test('law: changed details are thrown away only after a question, untouched ones without, and the focus comes back', async () => {
  const { till, user: finger } = await renderTill()
  const user = userEvent.setup()
  await follow(() => scanned(till, '400638130001'))
  const form = (): HTMLElement | null => screen.queryByRole('dialog', { name: 'Edit details', hidden: true })
  const open = async (): Promise<HTMLElement> => {
    await tap(finger, 'F2')
    return screen.findByRole('textbox', { name: 'First name' })
  }
  const field = await open()
  await user.type(field, 'x')
  await user.keyboard('{Escape}')
  await screen.findByRole('alertdialog', { name: 'Throw this form away?' })
  await user.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
  expect(form()).not.toBeNull()
  expect(name()).toBe('Anax')
  await waitFor(() => expect(document.activeElement).toBe(field))
  await user.click(screen.getByRole('button', { name: 'Cancel' }))
  await user.click(await screen.findByRole('button', { name: 'Throw away' }))
  await waitFor(() => expect(form()).toBeNull())
  await open()
  expect(name()).toBe('Ana')
  await user.keyboard('{Escape}')
  await waitFor(() => expect(form()).toBeNull())
})
