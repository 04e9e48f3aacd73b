import { fireEvent, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { CounterScreen } from '../../renderer/counter-screen.tsx'
import { EnrolScreen } from '../../renderer/features/enrol/enrol-screen.tsx'
import { UnknownCardScreen } from '../../renderer/features/enrol/unknown-card-screen.tsx'
import { LostCards } from '../../renderer/features/member/lost-cards.tsx'
import { phrase } from '../../renderer/i18n/phrase.ts'
import { tell } from '../../renderer/stores/notices.ts'
import { openEnrolment, openUnknownCard } from '../../renderer/stores/navigation.ts'
import { scanned } from '../../renderer/stores/scan-routing.ts'
import type { NoCard } from '../../shared/domain/views.ts'
import { err, ok } from '../../shared/ipc/result.ts'
import { defaultCodeRules } from '../../shared/scan/code-meaning.ts'
import { startOf } from './fake-shop.ts'
import { rowOf } from './fake-terminal.ts'
import type { FakeTerminal } from './fake-terminal.ts'
import { button, dialog, openScreen } from './open-screen.tsx'

const at = Date.UTC(2026, 10, 3, 12)
const title = async (): Promise<string> => (await screen.findByRole('heading', { level: 1 })).textContent

describe('a scan that is no card', () => {
  const outcomes: readonly [NoCard, string, boolean][] = [
    [{ kind: 'coupon' }, 'This is a coupon, not a member’s card', false],
    [{ kind: 'staff-badge' }, 'This is a staff badge, not a member’s card', false],
    [{ kind: 'not-ours' }, 'This card is not one of this shop’s', false],
    [{ kind: 'goods', label: 'price' }, 'This is a price label', true],
    [{ kind: 'goods', label: 'article' }, 'This is the code of an article', true],
    [{ kind: 'misread' }, 'This card was not read right', false],
    [{ kind: 'no-check-digit', check: 'ean' }, 'This is no EAN number', true],
    [{ kind: 'no-check-digit', check: 'gs1' }, 'This is no GS1 number', true],
    [{ kind: 'no-check-digit', check: 'luhn' }, 'This is no number with a Luhn check digit', true],
    [{ kind: 'web-address', what: 'link' }, 'This is a web address, not a card', true],
    [{ kind: 'web-address', what: 'script' }, 'This is a piece of program, not a card', true],
  ]

  it('is called what it is, in words of its own; only what may be a card can be used as one', async () => {
    const { fake, till } = await openScreen(<CounterScreen />)
    for (const [what, words, mayBe] of outcomes) {
      fake.answer('scan', async () => ok({ kind: 'no-card', what, code: 'X-1' }))
      await scanned(till, 'X-1')
      await waitFor(async () => {
        expect(await title()).toBe(words)
      })
      expect(screen.queryAllByText('X-1')).toHaveLength(1)
      expect(screen.queryAllByRole('button', { name: 'Use it as a card anyway' })).toHaveLength(mayBe ? 1 : 0)
      expect(till.notices.getState().assertive?.what.id).toMatch(/^codes\..*\.title$/u)
    }
    expect(till.counter.getState().recents).toEqual([])
  })

  it('shows a link as text that leads nowhere, and a script as text that is not run', async () => {
    const { fake, till } = await openScreen(<CounterScreen />)
    for (const code of ['https://example.com/c/7', '<img src=x onerror="document.title=\'run\'">']) {
      const what = { kind: 'web-address', what: 'link' } as const
      fake.answer('scan', async () => ok({ kind: 'no-card', what, code }))
      await scanned(till, code)
      expect((await screen.findByText(code)).tagName).toBe('BDI')
      expect([document.links.length, document.querySelectorAll('img').length]).toEqual([0, 0])
    }
    expect(document.title).not.toBe('run')
  })

  it('is looked up as a card when the cashier says that it is one', async () => {
    const { fake, till, user, asked } = await openScreen(<CounterScreen />)
    fake.answer('scan', async ({ raw, asCard = false }) =>
      ok(
        asCard
          ? { kind: 'nobody', code: raw }
          : { kind: 'no-card', what: { kind: 'goods', label: 'price' }, code: raw },
      ),
    )
    await scanned(till, '2012345678903')
    await user.click(await screen.findByRole('button', { name: 'Use it as a card anyway' }))
    await waitFor(async () => {
      expect(await title()).toBe('This card belongs to nobody yet')
    })
    expect(asked('scan')).toEqual([{ raw: '2012345678903' }, { raw: '2012345678903', asCard: true }])
  })

  it('does not get onto an enrolment form, which says what it is', async () => {
    const rules = [{ match: { kind: 'prefix', prefix: 'CPN' }, use: 'coupon', check: 'none' }] as const
    const settings = { ...startOf().settings, codeRules: { ...defaultCodeRules, rules } }
    const { till } = await openScreen(<EnrolScreen code={null} />, { start: { settings } })
    openEnrolment(till, null)
    await scanned(till, 'CPN-77')
    expect(screen.queryByText('CPN-77')).toBeNull()
    expect(till.notices.getState().toasts.map(({ what }) => [what.id, what.values])).toEqual([
      ['codes.form', { what: { id: 'codes.coupon.title' } }],
    ])
    await scanned(till, '\u0002CARD-77\u0003')
    expect(await screen.findAllByText('CARD-77')).toHaveLength(1)
    // What was said of one scan is over with the next.
    expect(till.notices.getState().toasts).toEqual([])
  })
})

describe('a lost card that is scanned', () => {
  it('does not stay on an enrolment form, which says so at once', async () => {
    const { till, user } = await openScreen(<EnrolScreen code={null} />, {
      prepare: (fake) => {
        fake.answer('usableCard', async ({ code }) =>
          code === 'OLD-1' ? err({ kind: 'card-replaced', at }) : ok(null),
        )
      },
    })
    openEnrolment(till, null)
    await user.type(screen.getByLabelText(/First name/u), 'Di')
    await scanned(till, 'OLD-1')
    await waitFor(() => {
      expect(till.notices.getState().toasts.map(({ what }) => what.id)).toEqual(['failure.card-replaced'])
    })
    expect(screen.queryByText('OLD-1')).toBeNull()
    await scanned(till, 'CARD-77')
    expect(await screen.findAllByText('CARD-77')).toHaveLength(1)
  })

  const lost = { kind: 'replaced', code: 'OLD-1', at, key: 'r:1', nameMasked: 'A••• S•••' } as const
  const show = (fake: FakeTerminal): void => {
    fake.answer('scan', async () => ok(lost))
    const ana = fake.members.get('r:1')
    if (ana !== undefined) fake.members.set('r:1', { ...ana, replaced: [{ code: 'OLD-1', at, by: null }] })
  }

  it('says when it was replaced, and opens nobody before the cashier does', async () => {
    const { till, user } = await openScreen(<CounterScreen />, { prepare: show })
    await scanned(till, 'OLD-1')
    await waitFor(async () => {
      expect(await title()).toBe('This card was replaced on November 3, 2026')
    })
    expect(document.body.textContent).not.toContain('Schröder')
    expect(till.member.getState().view).toBeNull()
    await user.click(button('Open A••• S•••'))
    expect(await screen.findAllByRole('heading', { level: 1, name: /Ana Schröder/u })).toHaveLength(1)
  })

  it('that was found opens its owner', async () => {
    const { till, user, asked } = await openScreen(<CounterScreen />, { prepare: show })
    await scanned(till, 'OLD-1')
    await user.click(await screen.findByRole('button', { name: 'It was found again' }))
    expect(await screen.findAllByRole('heading', { level: 1, name: /Ana Schröder/u })).toHaveLength(1)
    expect(asked('cardFound')).toEqual([{ code: 'OLD-1' }])
    expect(till.member.getState().view?.replaced).toBeUndefined()
  })

  it('whose owner is not known any more can still be found again', async () => {
    const { fake, till } = await openScreen(<CounterScreen />)
    fake.answer('scan', async () => ok({ ...lost, nameMasked: '' }))
    await scanned(till, 'OLD-1')
    expect(await screen.findAllByRole('button', { name: 'It was found again' })).toHaveLength(1)
    expect(screen.queryByRole('button', { name: /^Open/u })).toBeNull()
    expect(screen.queryByText(/opens its owner again/u)).toBeNull()
  })
})

describe('a code of a scanner that is set to another keyboard', () => {
  const raw = 'SZèKéF)çAXD'
  const keys = { startedAt: 0, endedAt: 90, terminator: 'enter', chars: 11, averageGap: 8 } as const
  const origin = { by: 'keys', scan: { raw, text: raw, ...keys, strangeDigits: true } } as const
  const offered = (): readonly (string | undefined)[] =>
    screen.getAllByRole('button').map((one) => one.querySelector('.unknown-choice__title')?.textContent)

  it('law: is not offered as a card before somebody says that it came right, on line and off', async () => {
    for (const kind of ['nobody', 'not-known-here'] as const) {
      const { fake, till, user, unmount } = await openScreen(<CounterScreen />)
      fake.answer('scan', async () =>
        ok(kind === 'nobody' ? { kind, code: raw } : { kind, code: raw, waitingStamps: 0 }),
      )
      tell(till, 'info', phrase('counter.set-up.layout'), { matter: 'scanner', offer: 'scanner-setup' })
      await scanned(till, raw, origin)
      await waitFor(async () => {
        expect(await title()).toBe('This code came wrong')
      })
      expect(till.notices.getState().toasts).toEqual([])
      expect(till.notices.getState().assertive?.what.id).toBe('announce.scan.wrong')
      expect(offered().filter((one) => one !== undefined)).toEqual([
        'Set up the scanner',
        'It was a misread',
        'Use it as it came',
      ])
      expect(screen.queryAllByText('Stamp this card')).toHaveLength(0)
      expect(till.counter.getState().recents).toEqual([])
      await user.click(button(/^Use it as it came/u))
      expect(offered()).toContain('Enrol a new member')
      unmount()
    }
  })

  it('law: is taken by no form, which says why; where it sent digits alone they are the card', async () => {
    const { till } = await openScreen(<EnrolScreen code={null} />)
    openEnrolment(till, null)
    await scanned(till, raw, origin)
    expect(till.notices.getState().toasts.map(({ what }) => what.id)).toEqual(['enrol.card.wrong'])
    await scanned(till, '4006381333931', { by: 'keys', scan: { ...origin.scan, digitKeys: '4006381333931' } })
    expect(screen.queryAllByText('4006381333931')).toHaveLength(1)
    expect(screen.queryAllByText(raw)).toHaveLength(0)
  })
})

describe('replacing a lost card', () => {
  const card = { code: 'NEW-1', certain: true, waitingStamps: 0 }
  async function begin(codes: readonly string[], prepare: (fake: FakeTerminal) => void = () => undefined) {
    const opened = await openScreen(<UnknownCardScreen card={card} />, {
      prepare: (fake) => {
        const bernd = fake.members.get('r:2')
        if (bernd !== undefined) fake.members.set('r:2', { ...bernd, codes })
        prepare(fake)
      },
    })
    openUnknownCard(opened.till, card)
    await opened.user.click(button(/^Replace a lost card/u))
    expect(screen.queryAllByRole('heading', { name: 'Who lost their card?' })).toHaveLength(1)
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'bernd' } })
    await opened.user.click(await screen.findByRole('option', { name: /Bernd/u }))
    await dialog().findByText(/Only this till knows|No card of/u)
    return opened
  }

  it('gives the new card in place of the only one, after saying that nobody else will know', async () => {
    const pass = '0b9f6c1e-54a5-4d0e-9b7a-0f6f3f2c9f3e'
    const { asked, till, user } = await begin(['4006381333931', pass])
    expect(
      dialog().queryAllByText(/Leal never lets go of a card.*another till still opens Bernd Zufall/u),
    ).toHaveLength(1)
    const isOn = (name: string): boolean => dialog().getByRole<HTMLInputElement>('switch', { name }).checked
    expect([isOn('Card •• 3931'), isOn('Pass in the phone’s wallet •• 9f3e')]).toEqual([true, false])
    await user.click(dialog().getByRole('button', { name: 'Replace the card' }))
    await waitFor(() => {
      expect(till.member.getState().view?.replaced?.map(({ code }) => code)).toEqual(['4006381333931'])
    })
    const intent = expect.any(String) as string
    expect(asked('replaceCard')).toEqual([{ intent, key: 'r:2', code: 'NEW-1', lost: ['4006381333931'] }])
  })

  it('asks which one was lost where there are several, and takes no answer for one', async () => {
    const { asked, user } = await begin(['CARD-AAAA', 'CARD-BBBB'])
    const go = dialog().getByRole<HTMLButtonElement>('button', { name: 'Replace the card' })
    expect(go.disabled).toBe(true)
    await user.click(dialog().getByRole('switch', { name: 'Card •• BBBB' }))
    await user.click(go)
    await waitFor(() => {
      expect(asked('replaceCard')).toMatchObject([{ lost: ['CARD-BBBB'] }])
    })
  })

  it('gives the card all the same where no card of theirs is known', async () => {
    const { asked, user } = await begin([])
    await user.click(dialog().getByRole('button', { name: 'Give the card' }))
    await waitFor(() => {
      expect(asked('replaceCard')).toMatchObject([{ lost: [] }])
    })
  })

  it('gives the card after saying so where the lost one is none of those that are known here', async () => {
    const { asked, user } = await begin(['CARD-AAAA'])
    await user.click(
      dialog().getByRole('switch', { name: 'Another one, not known here: nothing is marked as lost' }),
    )
    expect(dialog().queryByText(/Only this till knows/u)).toBeNull()
    await user.click(dialog().getByRole('button', { name: 'Give the card' }))
    await waitFor(() => {
      expect(asked('replaceCard')).toMatchObject([{ lost: [] }])
    })
  })

  it('offers the cards of the person’s other entries, and chooses none of several beforehand', async () => {
    const { asked, user } = await begin(['CARD-AAAA'], (fake) => {
      const bernd = fake.members.get('r:2')
      if (bernd === undefined) return
      const entry = { row: rowOf(bernd), remoteId: '3', waiting: 0, codes: ['CARD-BBBB'] }
      fake.members.set('r:2', { ...bernd, people: { entries: [entry], words: [], offers: [] } })
    })
    const go = dialog().getByRole<HTMLButtonElement>('button', { name: 'Replace the card' })
    expect(go.disabled).toBe(true)
    await user.click(dialog().getByRole('switch', { name: 'Card •• BBBB' }))
    await user.click(go)
    await waitFor(() => {
      expect(asked('replaceCard')).toMatchObject([{ lost: ['CARD-BBBB'] }])
    })
  })

  it('that was not saved says why, and stays open', async () => {
    const { user } = await begin(['CARD-AAAA'], (fake) => {
      fake.answer('replaceCard', async () => err({ kind: 'card-replaced', at }))
    })
    await user.click(dialog().getByRole('button', { name: 'Replace the card' }))
    expect(await dialog().findAllByText(/^This card was lost and replaced on Nov 3, 2026/u)).toHaveLength(1)
  })
})

it('cards that a member lost stand on their panel by their ends, and are found again from there', async () => {
  const replaced = [{ code: 'CARD-AAAA', at, by: 'Kim' }]
  const { asked, user } = await openScreen(<LostCards cards={replaced} />)
  expect(screen.queryAllByText('Card •• AAAA: replaced on Nov 3, 2026 by Kim')).toHaveLength(1)
  expect(document.body.textContent).not.toContain('CARD-AAAA')
  await user.click(button('It was found again: card •• AAAA'))
  expect(asked('cardFound')).toEqual([{ code: 'CARD-AAAA' }])
})
