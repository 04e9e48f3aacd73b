import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { localeFor, locales, ownName } from '../../renderer/i18n/languages.ts'
import { openEnrolment, openOverlay } from '../../renderer/stores/navigation.ts'
import { err } from '../../shared/ipc/result.ts'
import { follow, renderTill } from './render-till.tsx'

const mira = '01J0000000000000000000MRA0'
const jonas = '01J0000000000000000000JNA0'
const page = document.documentElement
const cashiers = [
  { id: mira, name: 'Mira' },
  { id: jonas, name: 'Jonas', locale: 'ar' },
]

describe('the language of a cashier', () => {
  test('is chosen over an open form, and changes every word of it but not what is typed', async () => {
    const { fake, till, user } = await renderTill({ cashiers })
    await follow(() => {
      openEnrolment(till, null)
    })
    await user.type(await screen.findByRole('textbox', { name: 'First name' }), 'Ana')
    await follow(() => {
      openOverlay(till, 'staff')
    })
    const dialog = await screen.findByRole('dialog', { name: 'Who is at the till?' })
    await user.click(within(dialog).getByRole('button', { name: /Language for Mira/u }))
    // Each language's name is read out as that language says it (WCAG 3.1.2), in the list and where it is chosen.
    const named = (await screen.findAllByRole('option')).map(({ lang, textContent }) => [lang, textContent])
    expect(named).toContainEqual(['ar', 'العربية'])
    expect(named.every(([lang, name], at) => at === 0 || ownName(lang ?? '') === name)).toBe(true)
    await user.click(await screen.findByRole('option', { name: 'Deutsch' }))
    await waitFor(
      () => {
        expect(page.lang).toBe('de')
      },
      { timeout: 10_000 },
    )
    expect(within(dialog).getByText('Deutsch', { ignore: 'option' }).lang).toBe('de')
    expect(fake.calls.filter(({ name }) => name === 'cashierLocale').map(({ args }) => args)).toEqual([
      { id: mira, locale: 'de' },
    ])
    expect(dialog.isConnected).toBe(true)
    await user.keyboard('{Escape}')
    const field = await screen.findByRole('textbox', { name: 'Vorname' })
    expect(field).toHaveProperty('value', 'Ana')
  })

  test('comes with whoever takes the till, and so does its direction', async () => {
    const { till } = await renderTill({ cashiers })
    expect([page.lang, page.dir]).toEqual(['en', 'ltr'])
    await follow(() => {
      openOverlay(till, 'staff')
    })
    screen.getByRole('button', { name: /Jonas/u }).click()
    await waitFor(
      () => {
        expect([page.lang, page.dir]).toEqual(['ar', 'rtl'])
      },
      { timeout: 10_000 },
    )
    expect(await screen.findAllByText('عضو جديد')).toHaveLength(1)
  })

  test('is there before anything is painted', async () => {
    await renderTill({ cashiers, cashierId: jonas })
    expect([page.lang, page.dir]).toEqual(['ar', 'rtl'])
    expect(screen.queryAllByText('New member')).toEqual([])
    // Empty, the field runs as the language does: what it asks for is read from its beginning.
    expect(screen.getByRole('combobox').hasAttribute('dir')).toBe(false)
  })

  test('calls keys as its keyboards do, and never turns them round', async () => {
    const { till } = await renderTill({
      cashiers: [{ id: mira, name: 'Mira', locale: 'de' }],
      cashierId: mira,
    })
    await follow(() => {
      openOverlay(till, 'shortcuts')
    })
    const keys = await screen.findAllByText(/^Strg \d$/u)
    expect(keys.length).toBeGreaterThan(3)
    for (const key of keys) expect(key.closest('[dir]')?.getAttribute('dir')).toBe('ltr')
  })

  test('stays as it was where the choice could not be saved, and that is told', async () => {
    const { fake, till, user } = await renderTill({ cashiers })
    fake.answer('cashierLocale', async () => err({ kind: 'not-saved', cause: 'disk-full' }))
    await follow(() => {
      openOverlay(till, 'staff')
    })
    await user.click(await screen.findByRole('button', { name: /Language for Mira/u }))
    await user.click(await screen.findByRole('option', { name: 'Français' }))
    await waitFor(
      () => {
        expect(till.notices.getState().toasts).toHaveLength(1)
      },
      { timeout: 10_000 },
    )
    expect(page.lang).toBe('en')
  })
})

test.each([
  ['de-AT', 'de'],
  ['es-419', 'es'],
  ['ar', 'ar'],
  ['EN-gb', 'en'],
  ['tlh', 'en'],
  ['', 'en'],
])('who wants %j is spoken to in %s', (wanted, spoken) => {
  expect(localeFor(wanted)).toBe(spoken)
})

test('each language is offered by its own name', () => {
  expect(locales.filter((one) => one !== 'en-XA').map(ownName)).toEqual(
    expect.arrayContaining(['English', 'العربية', 'Deutsch', 'Español', 'Français']),
  )
})
