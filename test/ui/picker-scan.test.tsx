import { act, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { goTo, openUnknownCard } from '../../renderer/stores/navigation.ts'
import { BrowserKeyboard } from '../unit/scan/browser-keyboard.ts'
import { operation } from './fake-shop.ts'
import type { FakeTerminal } from './fake-terminal.ts'
import { dialog } from './open-screen.tsx'
import { renderTill, tap } from './render-till.tsx'

const card = { code: 'NEW-1', certain: true, waitingStamps: 0 }
const anas = '400638130001'
const changes = ['attachCode', 'replaceCard', 'answer', 'open', 'enrol']

function field(): HTMLInputElement {
  return screen.getByRole<HTMLInputElement>('searchbox')
}

function done(fake: FakeTerminal): readonly unknown[] {
  return fake.calls.filter(({ name }) => changes.includes(name))
}

/** A scanner's keys by the system's clock, however busy the page is: a while after what was typed, 8 ms apart. */
async function scan(text: string): Promise<void> {
  const keyboard = new BrowserKeyboard()
  const begun = performance.now() + 2_500
  for (let index = 0; index < text.length; index += 1) {
    const char = text.charAt(index)
    const pressed = begun + index * 8
    await act(async () => {
      keyboard.late = performance.now() - pressed
      const clickOnUp = keyboard.down({ char })
      keyboard.late = performance.now() - pressed - 4
      keyboard.up({ char }, clickOnUp)
    })
  }
}

async function openGive(choice: RegExp) {
  const opened = await renderTill()
  await act(async () => {
    openUnknownCard(opened.till, card)
  })
  await opened.user.click(await screen.findByRole('button', { name: choice }))
  return opened
}

async function openMeant() {
  const opened = await renderTill()
  const lost = operation({ kind: 'stamps.add', amount: 2 }, 'Ana Schröder', 'r:1', {
    plain: 'needs-you',
    state: 'attention',
    reason: { kind: 'code-ambiguous', count: 2 },
    choices: { undo: false, retry: false, fix: false, confirm: false, drop: true },
  })
  opened.fake.operations.set(lost.id, lost)
  await act(async () => {
    goTo(opened.till, 'queue')
  })
  await opened.user.click(await screen.findByRole('button', { name: 'Choose the member' }))
  await dialog().findByRole('searchbox')
  return opened
}

const pickers = [
  ['Who gets this card?', () => openGive(/^Give it to a member/u)],
  ['Who lost their card?', () => openGive(/^Replace a lost card/u)],
  ['Which member is it?', openMeant],
] as const

describe('a scan while a member is being chosen', () => {
  for (const [title, begin] of pickers) {
    it(`leaves no character in the field, presses no row, and opens the scanned member: ${title}`, async () => {
      const { fake, user } = await begin()
      expect(screen.queryAllByRole('heading', { name: title })).toHaveLength(1)
      await user.click(field())
      await tap(user, 'b')
      await screen.findByRole('option', { name: /Bernd/u })
      const typedInto = field()
      const before = done(fake).length
      await scan(`${anas}\r`)
      expect(typedInto.value).toBe('b')
      await screen.findByRole('heading', { level: 1, name: /Ana Schröder/u })
      expect(fake.calls.filter(({ name }) => name === 'scan').map(({ args }) => args)).toEqual([
        { raw: anas },
      ])
      expect(done(fake).slice(before)).toEqual([])
      expect(screen.queryByRole('dialog') ?? screen.queryByRole('alertdialog')).toBeNull()
    })
  }
})
