import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, test } from 'vitest'
import { openEnrolment, openTier, openUnknownCard } from '../../renderer/stores/navigation.ts'
import { scanned } from '../../renderer/stores/scan-routing.ts'
import type { Till } from '../../renderer/stores/till.ts'
import type { CapabilityView } from '../../shared/domain/connection.ts'
import type { TierCandidate, TierView } from '../../shared/domain/tier.ts'
import { err, ok } from '../../shared/ipc/result.ts'
import { memberView, operation, startOf } from './fake-shop.ts'
import type { FakeTerminal } from './fake-terminal.ts'
import { follow, renderTill } from './render-till.tsx'

const capabilities: CapabilityView = {
  ...startOf().capabilities,
  enrol: 'waits',
  stamps: null,
  redeem: false,
  codes: 'till',
  tiers: { leastCredits: 100, mostCredits: 10_000_000, birthday: 'needed' },
}
const tier = (id: string, name: string, more: Partial<TierView>): TierView => ({
  id,
  name,
  kind: 'spend',
  spendThreshold: null,
  rank: null,
  benefits: [],
  ...more,
})
const tiers: readonly TierView[] = [
  tier('silver', 'Silver', { kind: 'free', spendThreshold: 0 }),
  tier('gold', 'Gold', { spendThreshold: 50_000, benefits: ['Free shipping', 'Welcome credits'] }),
  tier('elite', 'Elite', { kind: 'paid', benefits: null }),
]
const ada = memberView('6082598928001', 'Ada', 'Löwe', [])
const known = (tierId: string | null): TierCandidate => ({
  customerId: '6082598928001',
  member: { name: 'Ada Löwe', tierId, birthday: '1990-02-28' },
})
const stranger: TierCandidate = { customerId: '7000000000001', member: null }
const card = '4006381333931'
const offline = { kind: 'offline', since: 0, nextTryAt: null } as const

interface Page {
  readonly fake: FakeTerminal
  readonly till: Till
}

/** A till at a system with tiers, with the form open. */
async function opened(
  candidate: TierCandidate,
  options: { readonly code?: string; readonly start?: Parameters<typeof renderTill>[0] } = {},
): Promise<Page> {
  const connection = { ...startOf().connection, provider: 'inveterate' } as const
  const page = await renderTill({ capabilities, connection, ...options.start }, [ada])
  page.fake.answer('tiers', async () => ok(tiers))
  page.fake.answer('tierCandidate', async () => ok(candidate))
  await follow(() => {
    openTier(page.till, options.code ?? null)
  })
  await screen.findByRole('heading', { name: 'Enrol a shop customer into a tier' })
  return page
}
const asked = (fake: FakeTerminal, name: string): readonly unknown[] =>
  fake.calls.filter((call) => call.name === name).map(({ args }) => args)
/** A hand on the mouse has no scanner's speed to keep clear of. */
const hand = userEvent.setup({ delay: 0 })
const press = async (name: string | RegExp): Promise<void> =>
  hand.click(await screen.findByRole('button', { name }))
const write = (label: string | RegExp, value: string): void => {
  fireEvent.change(screen.getByLabelText(label), { target: { value } })
}
const choose = (name: RegExp): Promise<void> => hand.click(screen.getByRole('radio', { name }))
const paste = 'https://admin.shopify.com/store/corner-shop/customers/6082598928001'

async function looked(): Promise<void> {
  write(/Number or address/u, paste)
  await press('Look up')
  await screen.findByRole('radio', { name: /Silver/u })
}
const text = (): string => document.body.textContent
const place = (till: Till): string => till.counter.getState().place.kind

describe('the way to the form', () => {
  test('is on the counter, on the form for a new member and on an unknown card, where there are tiers', async () => {
    const { till } = await renderTill({ capabilities })
    const way = { name: 'Enrol a shop customer into a tier' }
    await hand.click(screen.getByRole('button', way))
    expect(till.counter.getState().place).toEqual({ kind: 'tier', code: null })
    await follow(() => {
      openEnrolment(till, card)
    })
    await hand.click(await screen.findByRole('button', way))
    expect(till.counter.getState().place).toEqual({ kind: 'tier', code: card })
    await follow(() => {
      openUnknownCard(till, { code: card, certain: false, waitingStamps: 0 })
    })
    await hand.click(await screen.findByRole('button', { name: /^Enrol a shop customer into a tier/u }))
    expect(till.counter.getState().place).toEqual({ kind: 'tier', code: card })
  })

  test('is nowhere where there are none', async () => {
    const { till } = await renderTill()
    expect(screen.queryByRole('button', { name: /into a tier/u })).toBeNull()
    await follow(() => {
      openUnknownCard(till, { code: card, certain: true, waitingStamps: 0 })
    })
    await screen.findByRole('button', { name: /Enrol a new member/u })
    expect(screen.queryByRole('button', { name: /into a tier/u })).toBeNull()
  })

  test('does not throw away what was typed on the form for a new member', async () => {
    const { till } = await renderTill({ capabilities })
    await follow(() => {
      openEnrolment(till, null)
    })
    fireEvent.change(await screen.findByLabelText('First name'), { target: { value: 'Ada' } })
    expect(screen.queryByRole('button', { name: /into a tier/u })).toBeNull()
  })
})

describe('a member', () => {
  test('is moved up by one press, with what was chosen, and opens', async () => {
    const { fake, till } = await opened(known('silver'))
    await looked()
    expect(asked(fake, 'tierCandidate')).toEqual([{ pasted: paste }])
    expect(screen.queryAllByText('Ada Löwe is a member, in the tier Silver now.')).toHaveLength(1)
    expect(screen.queryByLabelText(/Name for the waiting list/u)).toBeNull()
    expect(screen.getByLabelText<HTMLInputElement>(/Credits that come along/u).value).toBe('1')
    expect(text()).toContain('wants at least 1 credit with each enrolment')
    expect(screen.getByLabelText<HTMLInputElement>(/Birthday/u).value).toBe('1990-02-28')
    await choose(/Gold/u)
    expect(text()).toContain('Ada Löwe moves up from Silver to Gold and gets 1 credit.')
    await hand.click(screen.getByRole('switch', { name: /Override the spend/u }))
    await hand.click(screen.getByRole('switch', { name: /Was this customer referred/u }))
    write(/Credits that come along/u, '2,50')
    await press('Enrol into the tier')
    await waitFor(() => {
      expect(place(till)).toBe('member')
    })
    expect(asked(fake, 'enrolTier')).toEqual([
      {
        intent: expect.any(String) as string,
        customerId: '6082598928001',
        name: 'Ada Löwe',
        tierId: 'gold',
        tierName: 'Gold',
        terms: {
          referred: true,
          overrideSpend: true,
          keepInTier: false,
          credits: 250,
          birthday: '1990-02-28',
        },
        wasMember: true,
      },
    ])
    expect(asked(fake, 'attach')).toEqual([])
    expect(text()).toContain('Ada Löwe: the tier Gold is saved')
  })

  test.each([
    ['a step down', known('gold'), /Silver/u, 'Yes, move down', 'This is a step down'],
    [
      'what may be one',
      known(null),
      /Gold/u,
      'Yes, into this tier',
      'cannot tell whether this is a step down',
    ],
  ])('goes %s only by a second press, which Enter is not', async (_what, candidate, into, yes, warning) => {
    const { fake, till } = await opened(candidate)
    await looked()
    await choose(into)
    expect(text()).toContain(warning)
    await press('Enrol into the tier')
    await screen.findByRole('button', { name: yes })
    expect(screen.queryByRole('button', { name: 'Enrol into the tier' })).toBeNull()
    fireEvent.submit(screen.getByLabelText(/Credits that come along/u))
    await press('No, choose again')
    expect(asked(fake, 'enrolTier')).toEqual([])
    await press('Enrol into the tier')
    await press(yes)
    await waitFor(() => {
      expect(place(till)).toBe('member')
    })
    expect(asked(fake, 'enrolTier')).toHaveLength(1)
  })

  test('another choice takes the question back', async () => {
    const { fake } = await opened(known('gold'))
    await looked()
    await choose(/Silver/u)
    await press('Enrol into the tier')
    await screen.findByRole('button', { name: 'Yes, move down' })
    await choose(/Gold/u)
    expect(screen.queryByRole('button', { name: 'Yes, move down' })).toBeNull()
    expect(text()).toContain('Ada Löwe stays in the tier Gold')
    expect(asked(fake, 'enrolTier')).toEqual([])
  })

  test('the flags of spend tiers are shown for those alone, with their meaning; others never send them', async () => {
    const { fake } = await opened(known('silver'))
    await looked()
    expect(screen.queryByRole('switch', { name: /Override the spend/u })).toBeNull()
    await choose(/Gold/u)
    expect(text()).toContain(
      'Whether or not to override the spend required to add a customer to a spend based tier.',
    )
    expect(text()).toContain(
      'Whether or not you want to keep this customer in the spend based tier despite not meeting the threshold.',
    )
    await hand.click(screen.getByRole('switch', { name: /Override the spend/u }))
    await hand.click(screen.getByRole('switch', { name: /Keep in the tier/u }))
    await choose(/Silver/u)
    expect(screen.queryByRole('switch', { name: /Keep in the tier/u })).toBeNull()
    await press('Enrol into the tier')
    await waitFor(() => {
      expect(asked(fake, 'enrolTier')).toEqual([
        expect.objectContaining({
          terms: expect.objectContaining({ overrideSpend: false, keepInTier: false }) as object,
        }),
      ])
    })
  })

  test('cannot be put into a paid tier, and the form says why', async () => {
    await opened(known('silver'))
    await looked()
    const paid = screen.getByRole<HTMLInputElement>('radio', { name: /Elite/u })
    expect(paid.disabled).toBe(true)
    expect(paid.closest('label')?.textContent).toContain('Not possible from the till')
  })

  test('saved twice by two quick presses is one request; a failure keeps the form and its intent', async () => {
    const { fake, till } = await opened(known('silver'))
    let fail: () => void = () => undefined
    const full = err({ kind: 'not-saved', cause: 'disk-full' } as const)
    fake.answer(
      'enrolTier',
      () =>
        new Promise((resolve) => {
          fail = () => {
            resolve(full)
          }
        }),
    )
    await looked()
    await choose(/Gold/u)
    await hand.dblClick(screen.getByRole('button', { name: 'Enrol into the tier' }))
    act(() => {
      fail()
    })
    fake.answer('enrolTier', async () => full)
    await screen.findByText(/Not saved: the disk is full/u)
    expect(asked(fake, 'enrolTier')).toHaveLength(1)
    // The same customer looked up once more, in case it was saved and the answer was lost.
    write(/Number or address/u, '6082598928001')
    await press('Look up')
    await press('Enrol into the tier')
    await waitFor(() => {
      expect(asked(fake, 'enrolTier')).toHaveLength(2)
    })
    const intents = (asked(fake, 'enrolTier') as { intent: string }[]).map(({ intent }) => intent)
    expect(new Set(intents).size).toBe(1)
    // Somebody else is something else.
    fake.answer('tierCandidate', async () => ok(stranger))
    write(/Number or address/u, '7000000000001')
    await press('Look up')
    write(/Name for the waiting list/u, 'Eve')
    write(/Birthday/u, '1991-01-01')
    await press('Enrol into the tier')
    await waitFor(() => {
      expect(asked(fake, 'enrolTier')).toHaveLength(3)
    })
    expect((asked(fake, 'enrolTier')[2] as { intent: string }).intent).not.toBe(intents[0])
    expect(place(till)).toBe('tier')
  })
})

describe('who is no member yet', () => {
  test('needs a name for the queue, a tier and a birthday; where one is missing nothing is saved', async () => {
    const { fake, till } = await opened(stranger)
    await looked()
    expect(screen.queryAllByText('Customer 7000000000001 is no member yet.')).toHaveLength(1)
    write(/Credits that come along/u, '0')
    await press('Enrol into the tier')
    expect(screen.getAllByText('Please fill this in.')).toHaveLength(2)
    expect(screen.queryAllByText('Choose a tier, please.')).toHaveLength(1)
    expect(screen.queryAllByText('From 1 to 100,000 credits, please.')).toHaveLength(1)
    expect(document.activeElement).toBe(screen.getByLabelText(/Name for the waiting list/u))
    expect(asked(fake, 'enrolTier')).toEqual([])
    write(/Name for the waiting list/u, ' Eve ')
    write(/Credits that come along/u, '1')
    write(/Birthday/u, '1991-01-01')
    await choose(/Gold/u)
    expect(text()).toContain('Eve becomes a member in the tier Gold and gets 1 credit.')
    await press('Enrol into the tier')
    await waitFor(() => {
      expect(place(till)).toBe('idle')
    })
    expect(asked(fake, 'enrolTier')).toEqual([
      expect.objectContaining({ customerId: '7000000000001', name: 'Eve', wasMember: false }),
    ])
    expect(text()).toContain('Eve: the tier Gold is saved. It waits in the list')
  })

  test('what main refuses is marked at its field', async () => {
    const { fake } = await opened(stranger)
    fake.answer('enrolTier', async () => err({ kind: 'invalid', fields: { birthday: 'in-the-future' } }))
    await looked()
    write(/Name for the waiting list/u, 'Eve')
    write(/Birthday/u, '2199-01-01')
    await choose(/Gold/u)
    await press('Enrol into the tier')
    await screen.findByText('This date is still to come.')
    expect(document.activeElement).toBe(screen.getByLabelText(/Birthday/u))
  })

  test('gets the card that was scanned, once the tier is saved', async () => {
    const { fake, till } = await opened(stranger, { code: card })
    fake.answer('attach', async ({ key, code }) =>
      ok({ operation: operation({ kind: 'card.attach', code }, 'Eve', key), member: null }),
    )
    await looked()
    write(/Name for the waiting list/u, 'Eve')
    write(/Birthday/u, '1991-01-01')
    await choose(/Gold/u)
    expect(text()).toContain(`The card ${card} becomes theirs as well.`)
    await press('Enrol into the tier')
    await waitFor(() => {
      expect(place(till)).toBe('idle')
    })
    const names = fake.calls.map(({ name }) => name).filter((name) => ['enrolTier', 'attach'].includes(name))
    expect(names).toEqual(['enrolTier', 'attach'])
    expect(asked(fake, 'enrolTier')).toMatchObject([{ code: card }])
    expect(asked(fake, 'attach')).toEqual([
      { intent: expect.any(String) as string, key: 'r:7000000000001', code: card },
    ])
  })

  test('keeps the tier where the card was refused, and the cashier is told', async () => {
    const { fake, till } = await opened(stranger, { code: card })
    fake.answer('attach', async () => err({ kind: 'not-saved', cause: 'database' }))
    await looked()
    write(/Name for the waiting list/u, 'Eve')
    write(/Birthday/u, '1991-01-01')
    await choose(/Gold/u)
    await press('Enrol into the tier')
    await waitFor(() => {
      expect(place(till)).toBe('idle')
    })
    expect(text()).toContain('Not saved: the till’s records refused it')
    expect(text()).toContain('Eve: the tier Gold is saved')
    expect(asked(fake, 'enrolTier')).toHaveLength(1)
  })
})

describe('a scan', () => {
  test('on an empty form opens the next customer; on one that is filled in it becomes the card, in no field', async () => {
    const { fake, till } = await opened(known('silver'))
    await looked()
    await follow(() => scanned(till, card))
    expect(place(till)).toBe('tier')
    expect(screen.getByLabelText<HTMLInputElement>(/Number or address/u).value).toBe(paste)
    expect(asked(fake, 'scan')).toEqual([])
    await choose(/Gold/u)
    await press('Enrol into the tier')
    await waitFor(() => {
      expect(asked(fake, 'attach')).toEqual([expect.objectContaining({ key: ada.key, code: card })])
    })
    await follow(() => {
      openTier(till, null)
    })
    await follow(() => scanned(till, ada.codes[0] ?? ''))
    expect(place(till)).toBe('member')
  })

  test('that is no card changes nothing', async () => {
    const { till } = await opened(known('silver'), { code: card })
    await looked()
    await follow(() => scanned(till, ''))
    expect(screen.queryAllByText(card)).toHaveLength(1)
    expect(text()).toContain('That was not a card. The form is as it was.')
  })
})

describe('the form', () => {
  test('says offline that nothing can be looked up, and asks for the tiers once the connection is back', async () => {
    const { fake } = await opened(known('silver'), { start: { link: offline } })
    expect(text()).toContain('Tiers and customers cannot be looked up now')
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Look up' }).disabled).toBe(true)
    expect(asked(fake, 'tiers')).toEqual([])
    act(() => {
      fake.emit('link', { kind: 'online' })
    })
    await looked()
    expect(text()).not.toContain('cannot be looked up now')
  })

  test('that was filled in when the connection went can be saved', async () => {
    const { fake } = await opened(stranger)
    await looked()
    act(() => {
      fake.emit('link', offline)
    })
    expect(text()).toContain('What you save now is kept here and sent later.')
    write(/Name for the waiting list/u, 'Eve')
    write(/Birthday/u, '1991-01-01')
    await choose(/Gold/u)
    await press('Enrol into the tier')
    await waitFor(() => {
      expect(asked(fake, 'enrolTier')).toHaveLength(1)
    })
  })

  test('asks for the tiers again where they were not told', async () => {
    const { fake, till } = await opened(known('silver'))
    fake.answer('tiers', async () => err({ kind: 'offline' }))
    await follow(() => {
      openTier(till, card)
    })
    await screen.findByText('The tiers could not be looked up.')
    fake.answer('tiers', async () => ok(tiers))
    await press('Try again')
    await looked()
  })

  test('what names no customer is said at the field; another text is another customer', async () => {
    const { fake } = await opened(known('silver'))
    fake.answer('tierCandidate', async () => err({ kind: 'no-customer' }))
    write(/Number or address/u, 'Ada Löwe')
    await press('Look up')
    await screen.findByText(/This is no customer’s number or address/u)
    fake.answer('tierCandidate', async () => ok(known('silver')))
    await looked()
    write(/Number or address/u, `${paste}9`)
    expect(screen.queryByRole('button', { name: 'Enrol into the tier' })).toBeNull()
  })

  test('is not thrown away unasked once something stands in it', async () => {
    const { till } = await opened(known('silver'))
    await looked()
    await press(/Cancel/u)
    await press('Keep the form')
    expect(place(till)).toBe('tier')
    await press(/Cancel/u)
    await press('Throw away')
    await waitFor(() => {
      expect(place(till)).toBe('idle')
    })
  })
})
