import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { usualCounter } from '../../shared/domain/counter-settings.ts'
import { quiet } from '../../renderer/stores/arm.ts'
import { openUnknownCard } from '../../renderer/stores/navigation.ts'
import { scanned } from '../../renderer/stores/scan-routing.ts'
import { memberView, startOf } from './fake-shop.ts'
import type { FakeTerminal } from './fake-terminal.ts'
import { follow, onOwnClock, pass, renderTill, tap } from './render-till.tsx'

onOwnClock()

const patient = { timeout: 10_000 } as const
const ana = '400638130001'
const asked = (fake: FakeTerminal, name: string): readonly unknown[] =>
  fake.calls.filter((call) => call.name === name).map(({ args }) => args)
const settled = (characterKeys: boolean) => ({
  settings: { ...startOf().settings, counter: { ...usualCounter, characterKeys } },
})
const unknown = { code: 'CARD-9', certain: false, waitingStamps: 0 } as const

/** Keys that type a sign by themselves and that the page shows or tells as shortcuts, as a sign each. */
function characterKeys(): readonly string[] {
  const shown = [...document.querySelectorAll<HTMLElement>('.kbd')].map(
    (key) => key.dataset['keys'] ?? key.textContent,
  )
  const told = [...document.querySelectorAll('[aria-keyshortcuts]')].flatMap(
    (element) => element.getAttribute('aria-keyshortcuts')?.split(' ') ?? [],
  )
  return [...shown, ...told].filter((keys) => /^[\d?](?:–\d)?$/u.test(keys))
}

const money = { kind: 'money', decimals: 2 } as const
const adjust = { unit: money, most: 100_000, mostTaken: 0, quick: [500, 1_000], noteLength: 20 }
const balance = {
  ...{ id: 'b', templateId: 'b', name: 'SellAuth', unit: money, stampsRequired: 0, stamps: 5_000 },
  ...{ waiting: 0, welcome: 0, checking: 0, rewards: [] },
}
const ada = memberView('9', 'Ada', 'Byron', [balance], { codes: ['CARD-1'] })
const capabilities = { ...startOf().capabilities, stamps: null, redeem: false, adjust }

/** What a digit or a question mark could do, in the three places where it does something. */
const places = {
  'a member with a stamp card': async (isOn: boolean) => {
    const page = await renderTill(settled(isOn))
    await follow(() => scanned(page.till, ana))
    return page
  },
  'a member with a balance': async (isOn: boolean) => {
    const page = await renderTill({ ...settled(isOn), capabilities }, [ada])
    await follow(() => scanned(page.till, 'CARD-1'))
    return page
  },
  'a card that nobody knows yet': async (isOn: boolean) => {
    const page = await renderTill(settled(isOn))
    await follow(() => {
      openUnknownCard(page.till, unknown)
    })
    await screen.findByText('Stamp this card', undefined, patient)
    return page
  },
} as const

describe('where digits and ? are no shortcuts', () => {
  test.each(Object.entries(places))(
    'law: at %s they do nothing, and nothing shows or tells them',
    async (_where, open) => {
      const { fake, till, user } = await open(false)
      const before = fake.calls.filter(({ name }) => !name.startsWith('search')).length
      for (const key of ['1', '2', '?']) {
        await tap(user, key)
        await pass(quiet * 3)
      }
      expect(fake.calls.filter(({ name }) => !name.startsWith('search'))).toHaveLength(before)
      expect([till.nav.getState().overlay, till.counter.getState().armed]).toEqual([null, null])
      expect(characterKeys()).toEqual([])
    },
  )

  test.each(Object.entries(places))('at %s they are told where they are shortcuts', async (_where, open) => {
    await open(true)
    expect(characterKeys()).toEqual(expect.arrayContaining(['1', '2', '?']))
  })

  test('a digit goes into the search field and stays there; its button gives so many stamps', async () => {
    const { fake, till, user } = await places['a member with a stamp card'](false)
    await tap(user, '3')
    await pass(quiet * 3)
    expect(screen.getByRole<HTMLInputElement>('combobox').value).toBe('3')
    await user.keyboard('{Escape}')
    await waitFor(() => expect(till.counter.getState().query).toBe(''), patient)
    expect(asked(fake, 'addStamps')).toEqual([])
    await follow(() => {
      screen.getByRole('button', { name: /^Add 3 stamps/u }).focus()
    })
    await tap(user, 'Enter')
    await waitFor(() => expect(asked(fake, 'addStamps')).toMatchObject([{ amount: 3 }]), patient)
  })

  test('F1 opens the sheet, which lists neither the digits nor the question mark', async () => {
    const { user } = await places['a member with a stamp card'](false)
    await tap(user, 'F1')
    const sheet = await screen.findByRole('dialog', { name: 'Shortcuts' }, patient)
    expect(sheet.querySelector('[data-shortcut="stamps"]')).toBeNull()
    const row = sheet.querySelector<HTMLElement>('[data-shortcut="sheet"]')!
    expect(within(row).queryAllByText('F1')).toHaveLength(1)
    expect(characterKeys()).toEqual([])
  })

  test('nobody is told to type the number of stamps', async () => {
    await places['a card that nobody knows yet'](false)
    expect(screen.queryAllByText('How many stamps? Press a number.')).toHaveLength(1)
  })
})
