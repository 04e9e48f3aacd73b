import { screen, waitFor } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { shortcuts, toldKeys } from '../../renderer/components/shortcuts.ts'
import type { ShortcutId } from '../../renderer/components/shortcuts.ts'
import { openUnknownCard } from '../../renderer/stores/navigation.ts'
import { scanned } from '../../renderer/stores/scan-routing.ts'
import { memberView, operation, startOf } from './fake-shop.ts'
import { follow, onOwnClock, pass, renderTill } from './render-till.tsx'

onOwnClock()

const card = '400638130001'

/** A key of the table under a finger. */
async function press(user: UserEvent, id: ShortcutId): Promise<void> {
  const parts = shortcuts[id].keys[0].split('+').map((part) => (part === 'Mod' ? 'Control' : part))
  for (const part of parts) await user.keyboard(`{${part}>}`)
  for (const part of parts.toReversed()) await user.keyboard(`{/${part}}`)
  await pass(2_000)
}

/** A button shows the key that presses it, and tells it. */
function hasKeys(button: HTMLElement, id: ShortcutId, shown: string): void {
  const kbd = button.querySelector<HTMLElement>('.kbd')
  expect([kbd?.dataset['keys'] ?? kbd?.textContent, button.getAttribute('aria-keyshortcuts')]).toEqual([
    shown,
    toldKeys(id),
  ])
}

test('the eye at the phone number', async () => {
  const { till, user } = await renderTill()
  await follow(() => scanned(till, card))
  hasKeys(await screen.findByRole('button', { name: 'Show the whole phone number' }), 'reveal', '⇧ F3')
  await press(user, 'reveal')
  expect(screen.queryAllByRole('button', { name: 'Hide the phone number' })).toHaveLength(1)
  await press(user, 'reveal')
  expect(screen.queryAllByRole('button', { name: 'Show the whole phone number' })).toHaveLength(1)
})

test('forgetting a member asks first', async () => {
  const { fake, till, user } = await renderTill()
  await follow(() => scanned(till, card))
  hasKeys(await screen.findByRole('button', { name: /^Forget/u }), 'forget', '⇧ F7')
  await press(user, 'forget')
  expect(await screen.findAllByRole('alertdialog', { name: /^Forget/u })).toHaveLength(1)
  expect(fake.calls.filter(({ name }) => name === 'forgetMember')).toEqual([])
})

test('light and dark', async () => {
  const { fake, user } = await renderTill()
  hasKeys(screen.getByRole('button', { name: 'Use dark colours' }), 'theme', 'Ctrl 7')
  await press(user, 'theme')
  expect(fake.calls.filter(({ name }) => name === 'settings').map(({ args }) => args)).toMatchObject([
    { theme: 'dark' },
  ])
})

test('a card that was misread', async () => {
  const { till, user } = await renderTill()
  await follow(() => {
    openUnknownCard(till, { code: '4006381333931', certain: true, waitingStamps: 0 })
  })
  hasKeys(await screen.findByRole('button', { name: /misread/u }), 'misread', 'F2')
  await press(user, 'misread')
  expect(screen.queryAllByRole('heading', { name: 'Ready to scan' })).toHaveLength(1)
})

test('of the changes that can be taken back the newest has the key', async () => {
  const bare = memberView('9', 'Ada', 'Byron', [], { codes: ['CARD-1'] })
  const changes = [200, 100].map((amount) =>
    operation({ kind: 'balance.adjust', unit: { kind: 'points', decimals: 0 }, amount }, 'Ada', bare.key, {
      id: `op-${String(amount)}`,
      state: 'done',
      plain: 'sent',
    }),
  )
  const ada = { ...bare, history: changes }
  const capabilities = { ...startOf().capabilities, revert: true }
  const { fake, till, user } = await renderTill({ capabilities }, [ada])
  await follow(() => scanned(till, 'CARD-1'))
  const [first, second] = await screen.findAllByRole('button', { name: /^Undo: /u })
  if (first === undefined || second === undefined) throw new Error('two changes can be taken back')
  hasKeys(first, 'revert', '⇧ F9')
  expect(second.getAttribute('aria-keyshortcuts')).toBeNull()
  await press(user, 'revert')
  await waitFor(() => {
    expect(fake.calls.filter(({ name }) => name === 'revert').map(({ args }) => args)).toMatchObject([
      { id: 'op-200' },
    ])
  })
})
