import { screen, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { SettingsScreen } from '../../renderer/features/settings/settings-screen.tsx'
import { openEnrolment, openUnknownCard } from '../../renderer/stores/navigation.ts'
import { scanned } from '../../renderer/stores/scan-routing.ts'
import { setQuery } from '../../renderer/stores/search.ts'
import { workForOther } from '../../renderer/stores/switch-shop.ts'
import { err, ok } from '../../shared/ipc/result.ts'
import { startOf } from './fake-shop.ts'
import { held } from './held.ts'
import { openScreen } from './open-screen.tsx'
import { follow, renderTill, tap } from './render-till.tsx'
import { memberAt, startAt } from './systems.ts'
import type { BalanceSystem } from './systems.ts'

const code = '2012345678903'
const names = { loke: 'LOKE', inveterate: 'Inveterate', sellauth: 'SellAuth' } as const
const all = Object.keys(names) as readonly BalanceSystem[]

async function unknownCard(system: BalanceSystem) {
  const page = await renderTill(startAt(system), [memberAt(system, 1_250)])
  await follow(() => {
    openUnknownCard(page.till, { code, certain: false, waitingStamps: 0 })
  })
  await screen.findByRole('heading', { level: 1, name: 'This till does not know this card' })
  return page
}

describe.each(all)('%s, which has no place for cards', (system) => {
  test('a card that this till does not know is said to be just that, and nobody is sent to scan it again', async () => {
    await unknownCard(system)
    const words = document.querySelector('.unknown-card')?.textContent ?? ''
    expect(words).toContain(`${names[system]} has no place for cards`)
    expect(words).toContain('Known on this till only.')
    expect(words).toContain(`Kept here with this card until ${names[system]} has them.`)
    expect(words).not.toMatch(/cannot be asked|stamp|scan the card again, and|be removed|half a minute/iu)
  })

  test('giving the card to a member is not called for good, and gives it', async () => {
    const { fake, user } = await unknownCard(system)
    await user.click(screen.getByRole('button', { name: /^Give it to a member/u }))
    await user.type(await screen.findByRole('searchbox'), 'ada')
    await user.click(await screen.findByRole('option'))
    const question = await screen.findByRole('alertdialog', { name: 'Give this card to Ada Byron?' })
    expect(question.textContent).toMatch(/known on this till only, until the shop’s other tills import/u)
    expect(question.textContent).not.toMatch(/cannot be removed/u)
    await user.click(within(question).getByRole('button', { name: 'Give the card' }))
    expect(fake.calls.filter(({ name }) => name === 'attach')).toHaveLength(1)
  })

  test('so does the form where somebody looks the same', async () => {
    const ada = memberAt(system, 1_250)
    const { fake, till, user } = await renderTill(startAt(system), [ada])
    fake.answer('duplicates', async () => ({
      ok: true,
      value: [
        {
          row: {
            key: ada.key,
            name: 'Ada Byron',
            phoneMasked: null,
            emailMasked: null,
            stamps: 1_250,
            cardEnd: null,
            waiting: false,
          },
          cause: 'email',
          certain: true,
        },
      ],
    }))
    await follow(() => {
      openEnrolment(till, code)
    })
    await user.type(await screen.findByRole('textbox', { name: 'E-mail' }), 'ada@example.com')
    const same = await screen.findByRole('region', { name: 'Is it one of these?' })
    expect(same.textContent).toMatch(/known on this till only/u)
    expect(same.textContent).not.toMatch(/cannot be removed/u)
  })

  test('the settings say so once, and do not call it for good', async () => {
    await openScreen(<SettingsScreen />, { start: startAt(system) })
    const words = screen.getByRole('region', { name: 'Loyalty system' }).textContent
    expect(words).toContain('Which card is whose is known on this till only.')
    expect(words).not.toMatch(/cannot be removed/u)
  })

  test('somebody new is kept, not enrolled: no card to choose, no birthday that nobody takes', async () => {
    const { till, user, fake } = await renderTill(startAt(system), [])
    await follow(() => {
      openEnrolment(till, code)
    })
    await user.type(await screen.findByRole('textbox', { name: 'First name' }), 'Eve')
    const form = document.querySelector('.enrol__form')?.textContent ?? ''
    expect(form).not.toMatch(/stamp|Loyalty card|birthday/iu)
    expect(form.includes('same e-mail or phone')).toBe(system !== 'sellauth')
    await user.click(screen.getByRole('button', { name: /^Keep here/u }))
    expect(fake.calls.filter(({ name }) => name === 'enrol')).toHaveLength(1)
    expect(document.querySelector('.toasts')?.textContent).toContain(
      `Eve is kept here until ${names[system]} has them`,
    )
  })

  test('a name that is not found while the list is read is not sent to the scanner', async () => {
    const directory = { phase: 'pulling', members: 120, total: 5_000, finishedAt: null } as const
    const { till } = await renderTill(startAt(system, { directory }), [])
    await follow(() => setQuery(till, 'zorro'))
    expect(document.querySelector('.results__none')?.textContent).toMatch(
      /120 of 5,000\. Search again in a while\.$/u,
    )
  })

  test('a member without a balance is told of as such, and is offered no amount', async () => {
    const bare = { ...memberAt(system, 0), cards: [] }
    const { till } = await renderTill(startAt(system), [bare])
    await follow(() => scanned(till, bare.codes[0] ?? ''))
    const panel = screen.getByRole('article').textContent
    expect(panel).toContain(`${names[system]} shows no balance of this member`)
    expect(panel).not.toMatch(/stamp/iu)
    expect(screen.queryByRole('region', { name: 'Change the balance' })).toBeNull()
  })
})

test.each([
  ['loke', false],
  ['inveterate', true],
  ['sellauth', false],
] as const)(
  'where %s takes no changed details, the panel says where they are changed',
  async (system, takes) => {
    const ada = memberAt(system, 1_250)
    const { till, user } = await renderTill(startAt(system), [ada])
    await follow(() => scanned(till, ada.codes[0] ?? ''))
    expect(screen.queryAllByRole('button', { name: /^Edit/u })).toHaveLength(takes ? 1 : 0)
    await tap(user, 'F2')
    if (takes) await screen.findByRole('dialog', { name: 'Edit details' }, { timeout: 10_000 })
    expect(till.member.getState().editing).toBe(takes)
    expect(screen.queryAllByText(`Name and contact are changed in ${names[system]} itself.`)).toHaveLength(
      takes ? 0 : 1,
    )
  },
)

describe('the tier of a member', () => {
  const ada = memberAt('inveterate', 1_250)
  const tierRow = (): string => screen.getByText('Tier').parentElement?.textContent ?? ''
  const tier = { kind: 'free', spendThreshold: null, rank: null, benefits: null } as const

  test('is shown by its name, which is asked for once for all members', async () => {
    const second = { ...ada, key: 'r:10' as const, codes: ['4006381300'] }
    const { fake, till } = await renderTill(startAt('inveterate'), [ada, second])
    fake.answer('tiers', async () => ok([{ ...tier, id: '3a636361', name: 'Gold' }]))
    await follow(() => scanned(till, ada.codes[0] ?? ''))
    expect(tierRow()).toBe('TierGold')
    await follow(() => scanned(till, '4006381300'))
    expect(tierRow()).toBe('TierGold')
    expect(fake.calls.filter(({ name }) => name === 'tiers')).toHaveLength(1)
  })

  test('whose name cannot be asked for is never shown by its number', async () => {
    const { fake, till } = await renderTill(startAt('inveterate'), [ada])
    fake.answer('tiers', async () => err({ kind: 'offline' }))
    await follow(() => scanned(till, ada.codes[0] ?? ''))
    expect(tierRow()).toBe('Tierone whose name is not told')
  })

  test('is not called what the shop before calls one of that id, however late that shop answers', async () => {
    const { fake, till } = await renderTill(startAt('inveterate'), [ada])
    const before = held()
    fake.answer('tiers', async () => {
      await before.wait()
      return ok([{ ...tier, id: '3a636361', name: 'Gold' }])
    })
    await follow(() => scanned(till, ada.codes[0] ?? ''))
    fake.answer('tiers', async () => err({ kind: 'offline' }))
    const next = { ...startOf(), ...startAt('inveterate') }
    fake.answer('start', async () =>
      ok({ ...next, connection: { ...next.connection, id: '01J00000000000000000000CN2' } }),
    )
    await follow(() => workForOther(till, 'counter'))
    await follow(() => scanned(till, ada.codes[0] ?? ''))
    await follow(before.letGo)
    expect(tierRow()).toBe('Tierone whose name is not told')
  })

  test('that comes with its name is asked for nowhere, and one that is not told is unknown', async () => {
    const named = { ...ada, facts: [{ kind: 'tier', id: '3a636361', name: 'Silver' }] as const }
    const untold = {
      ...ada,
      key: 'r:10' as const,
      codes: ['1'],
      facts: [{ kind: 'tier', id: null, name: null }] as const,
    }
    const { fake, till } = await renderTill(startAt('inveterate'), [named, untold])
    await follow(() => scanned(till, ada.codes[0] ?? ''))
    expect(tierRow()).toBe('TierSilver')
    await follow(() => scanned(till, '1'))
    expect(tierRow()).toBe('Tierunknown')
    expect(fake.calls.filter(({ name }) => name === 'tiers')).toEqual([])
  })
})
