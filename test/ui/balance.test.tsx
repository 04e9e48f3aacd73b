import { BinaryBitmap, DecodeHintType, GlobalHistogramBinarizer, QRCodeReader } from '@zxing/library'
import { screen, waitFor, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { describe, expect, test } from 'vitest'
import { err, ok } from '../../shared/ipc/result.ts'
import type { CapabilityView } from '../../shared/domain/connection.ts'
import type { MemberView } from '../../shared/domain/views.ts'
import { scanned } from '../../renderer/stores/scan-routing.ts'
import type { Till } from '../../renderer/stores/till.ts'
import { memberView, startOf } from './fake-shop.ts'
import type { FakeTerminal } from './fake-terminal.ts'
import { drawnIn, paintCode } from './paint-code.ts'
import { follow, hand, onOwnClock, renderTill, tap } from './render-till.tsx'

onOwnClock()

const money = { kind: 'money', decimals: 2 } as const
const code = '400638130009'

const capabilities: CapabilityView = {
  ...startOf().capabilities,
  enrol: 'waits',
  edit: ['firstName', 'lastName', 'phone'],
  stamps: null,
  redeem: false,
  adjust: { unit: money, most: 100_000, mostTaken: 100_000, quick: [500, 1_000], noteLength: 20 },
  revert: true,
  codes: 'till',
  affiliate: { longest: 50 },
}

const ada: MemberView = memberView(
  '9',
  'Ada',
  'Byron',
  [
    {
      id: 'balance',
      templateId: 'balance',
      name: 'SellAuth',
      unit: money,
      stampsRequired: 0,
      stamps: 5_000,
      waiting: 0,
      welcome: 0,
      checking: 0,
      rewards: [],
    },
  ],
  {
    codes: [code],
    facts: [
      { kind: 'spent', minor: null },
      { kind: 'last-spend', at: Date.UTC(2026, 10, 1, 23, 30), zoned: false },
      { kind: 'marketing', agreed: false },
      { kind: 'affiliate-code', text: '' },
    ],
  },
)

async function opened(
  change: Parameters<typeof renderTill>[0] = {},
): Promise<{ readonly fake: FakeTerminal; readonly till: Till; readonly user: UserEvent }> {
  const page = await renderTill(
    { capabilities, connection: { ...startOf().connection, provider: 'sellauth' }, ...change },
    [ada],
  )
  await follow(() => scanned(page.till, code))
  return page
}
const asked = (fake: FakeTerminal, name: string): readonly unknown[] =>
  fake.calls.filter((call) => call.name === name).map(({ args }) => args)
const full = process.env['STAMPWELL_FULL'] === '1'
/** A hand on the mouse has no scanner's speed to keep clear of. */
const press = async (name: string | RegExp): Promise<void> =>
  hand(0).click(await screen.findByRole('button', { name }))

/** What a phone's camera reads from the screen. */
const codesIn = (dialog: HTMLElement): readonly string[] =>
  [...dialog.querySelectorAll('svg.barcode')].map((svg) => {
    const image = new BinaryBitmap(new GlobalHistogramBinarizer(paintCode(drawnIn(svg), 3)))
    return new QRCodeReader().decode(image, new Map([[DecodeHintType.PURE_BARCODE, true]])).getText()
  })

describe('a balance', () => {
  test('is shown as money with what the loyalty system tells, unknown where it does not', async () => {
    await opened()
    const purse = await screen.findByRole('region', { name: 'Balance' })
    expect(purse.textContent).toContain('50.00')
    const facts = screen.getByText('Spent so far').closest('dl')
    expect(facts?.textContent).toContain('Spent so farunknown')
    // A time without a zone names a day, wherever the till stands.
    expect(facts?.textContent).toContain('Nov 1, 2026')
    expect(facts?.textContent).toContain('Marketingnot agreed')
    expect(facts?.textContent).toContain('Affiliate codenone')
  })

  test('grows by a usual amount with one press, which shows as waiting and can be undone', async () => {
    const { fake } = await opened()
    await press('Add 5.00')
    await waitFor(() => {
      expect(asked(fake, 'adjust')).toHaveLength(1)
    })
    expect(asked(fake, 'adjust')[0]).toMatchObject({
      key: ada.key,
      card: { kind: 'held', cardId: 'balance' },
      amount: 500,
      note: null,
      again: false,
    })
    expect(screen.queryAllByText('+5.00 waiting')).toHaveLength(1)
    await press('Undo')
    expect(asked(fake, 'undo')).toHaveLength(1)
  })

  test('grows by the usual amount of a digit by itself, and by none that has no amount', async () => {
    const { fake, user } = await opened()
    await tap(user, '4')
    await user.keyboard('{Backspace}')
    await tap(user, '2')
    await waitFor(
      () => {
        expect(asked(fake, 'adjust')).toMatchObject([{ amount: 1_000, again: false }])
      },
      { timeout: 10_000 },
    )
    const button = screen.getByRole('button', { name: 'Add 10.00' })
    expect(button.getAttribute('aria-keyshortcuts')).toBe('2')
    expect(button.querySelector<HTMLElement>('.kbd')?.dataset['keys']).toBe('2')
  })

  test('takes any amount from the keypad, to the hundredth, with a note', async () => {
    const { fake, user } = await opened()
    await press(/^Other amount/u)
    const dialog = await screen.findByRole('dialog')
    for (const key of ['1', '2', '.', '5']) {
      await hand(0).click(within(dialog).getByRole('button', { name: key }))
    }
    await user.type(within(dialog).getByRole('textbox', { name: 'Note for the shop' }), 'broken cup')
    await hand(0).click(within(dialog).getByRole('button', { name: 'Add 12.50' }))
    expect(asked(fake, 'adjust')).toMatchObject([{ amount: 1_250, note: 'broken cup' }])
    await waitFor(() => {
      expect(screen.queryByRole('dialog')).toBeNull()
    })
  })

  test('is taken from only after the cashier has said yes to the sum and to what is left', async () => {
    const { fake, user } = await opened()
    await press(/^Other amount/u)
    const dialog = await screen.findByRole('dialog')
    await hand(0).click(within(dialog).getByRole('radio', { name: 'Take' }))
    await user.type(within(dialog).getByRole('textbox', { name: 'Amount' }), '20')
    await hand(0).click(within(dialog).getByRole('button', { name: 'Take 20.00' }))
    expect(asked(fake, 'adjust')).toEqual([])
    expect((await within(dialog).findByRole('alert')).textContent).toContain(
      'Take 20.00 from Ada Byron? 30.00 will be left.',
    )
    await hand(0).click(within(dialog).getByRole('button', { name: 'Yes, take it' }))
    expect(asked(fake, 'adjust')).toMatchObject([{ amount: -2_000 }])
  })

  const refused = [
    ['Add', '0', 'A number above zero, please.'],
    ['Add', '1000.01', 'At most 1,000.00 at once.'],
    ['Add', '1.005', 'At most two digits after the point, please.'],
    ['Take', '50.01', 'Only 50.00 there.'],
  ] as const
  const refusedToo = [
    ['Add', 'ten', 'A number above zero, please.'],
    ['Add', '1.234', 'At most two digits after the point, please.'],
  ] as const
  test.each([...refused, ...(full ? refusedToo : [])])(
    '%s %s is refused at the keypad: %s',
    async (way, typed, sentence) => {
      const { fake, user } = await opened()
      await press(/^Other amount/u)
      const dialog = await screen.findByRole('dialog')
      await hand(0).click(within(dialog).getByRole('radio', { name: way }))
      await user.type(within(dialog).getByRole('textbox', { name: 'Amount' }), typed)
      await hand(0).click(within(dialog).getByRole('button', { name: new RegExp(`^${way}( [1-9]|$)`, 'u') }))
      expect(within(dialog).queryAllByText(sentence)).toHaveLength(1)
      expect(asked(fake, 'adjust')).toEqual([])
    },
  )

  test('offline can be added to and not taken from, and the form says so', async () => {
    const { user } = await opened({ link: { kind: 'offline', since: 0, nextTryAt: null } })
    await press(/^Other amount/u)
    const dialog = await screen.findByRole('dialog')
    await user.type(within(dialog).getByRole('textbox', { name: 'Amount' }), '5')
    expect(within(dialog).getByRole('button', { name: 'Add 5.00' })).toHaveProperty('disabled', false)
    await hand(0).click(within(dialog).getByRole('radio', { name: 'Take' }))
    expect(within(dialog).getByRole('button', { name: 'Take 5.00' })).toHaveProperty('disabled', true)
    expect(within(dialog).queryAllByText('Nothing can be taken while the till is offline.')).toHaveLength(1)
  })

  test('a scan while the form is open lands in no field of it', async () => {
    const { till } = await opened()
    await press(/^Other amount/u)
    const dialog = await screen.findByRole('dialog')
    const amount = within(dialog).getByRole<HTMLInputElement>('textbox', { name: 'Amount' })
    await follow(() => scanned(till, '4006381333931'))
    expect(amount.value).toBe('')
  })

  test('with something typed in it the form is kept when a card is scanned, and the cashier is told', async () => {
    const { till, user } = await opened()
    await press(/^Other amount/u)
    const dialog = await screen.findByRole('dialog')
    await user.type(within(dialog).getByRole('textbox', { name: 'Amount' }), '7')
    await follow(() => scanned(till, '4006381333931'))
    expect(screen.getByRole('dialog')).toBe(dialog)
    expect(within(dialog).getByRole<HTMLInputElement>('textbox', { name: 'Amount' }).value).toBe('7')
  })

  test('the same again within moments is asked about', async () => {
    const { fake } = await opened()
    await press('Add 5.00')
    const [made] = fake.operations.values()
    if (made === undefined) throw new Error('nothing was saved')
    const original = fake.calls.length
    fake.answer('adjust', async ({ again }) =>
      again ? err({ kind: 'offline' }) : err({ kind: 'just-done', earlier: made }),
    )
    await press('Add 5.00')
    const question = await screen.findByRole('alertdialog', { name: 'Do it again?' })
    expect(question.textContent).toContain('+5.00 was saved for Ada Byron')
    await hand(0).click(within(question).getByRole('button', { name: 'Yes, once more' }))
    expect(asked(fake, 'adjust').at(-1)).toMatchObject({ again: true, amount: 500 })
    expect(fake.calls.length).toBeGreaterThan(original)
  })

  test('what has arrived is taken back from the history, once', async () => {
    const { fake } = await opened()
    await press('Add 5.00')
    const [made] = fake.operations.values()
    if (made === undefined) throw new Error('nothing was saved')
    expect(screen.queryByRole('button', { name: /^Undo: /u })).toBeNull()
    await follow(() => {
      const sent = fake.settle(made.id, { state: 'done', plain: 'sent', undoUntil: null })
      const view = fake.members.get(ada.key)
      if (view !== undefined) fake.emit('member', { ...view, history: [sent] })
    })
    await press('Undo: Balance: +5.00')
    expect(asked(fake, 'revert')).toMatchObject([{ id: made.id }])
    await waitFor(() => {
      expect(screen.queryByRole('button', { name: /^Undo: /u })).toBeNull()
    })
  })
})

describe('what stands beside the balance', () => {
  test('an affiliate code is set, and an empty one removes it', async () => {
    const { fake, user } = await opened()
    await press('Change the affiliate code')
    const dialog = await screen.findByRole('dialog', { name: 'Affiliate code of Ada Byron' })
    const field = within(dialog).getByRole('textbox', { name: 'Affiliate code' })
    await user.type(field, 'ADA15')
    await hand(0).click(within(dialog).getByRole('button', { name: 'Save' }))
    expect(asked(fake, 'setAffiliateCode')).toMatchObject([{ key: ada.key, code: 'ADA15' }])
    await waitFor(() => {
      expect(screen.queryByRole('dialog')).toBeNull()
    })
  })

  test('a code that is too long is refused in the form', async () => {
    const { fake, user } = await opened({ capabilities: { ...capabilities, affiliate: { longest: 3 } } })
    await press('Change the affiliate code')
    const dialog = await screen.findByRole('dialog')
    await user.type(within(dialog).getByRole('textbox', { name: 'Affiliate code' }), 'ADAS')
    expect(within(dialog).queryAllByText('At most 3 characters.')).toHaveLength(1)
    await hand(0).click(within(dialog).getByRole('button', { name: 'Save' }))
    expect(asked(fake, 'setAffiliateCode')).toEqual([])
  })

  const lists = [
    { id: 'l1', name: 'Regulars' },
    { id: 'l2', name: 'Opening night' },
  ]
  const onOne: MemberView = {
    ...ada,
    facts: [{ kind: 'lists', lists: [{ id: 'l1', name: 'Regulars' }] }],
  }

  test('lists are shown as they are, and switched one by one', async () => {
    const page = await renderTill({ capabilities: { ...capabilities, lists: true } }, [onOne])
    page.fake.answer('memberLists', async () => ok(lists))
    await follow(() => scanned(page.till, code))
    await press('Change the lists')
    const dialog = await screen.findByRole('dialog', { name: 'Lists of Ada Byron' })
    const isOn = (name: string): boolean =>
      within(dialog).getByRole<HTMLInputElement>('switch', { name }).checked
    await waitFor(() => {
      expect([isOn('Regulars'), isOn('Opening night')]).toEqual([true, false])
    })
    await hand(0).click(within(dialog).getByRole('switch', { name: 'Opening night' }))
    await waitFor(() => {
      expect(isOn('Opening night')).toBe(true)
    })
    await hand(0).click(within(dialog).getByRole('switch', { name: 'Regulars' }))
    expect(asked(page.fake, 'setList')).toMatchObject([
      { listId: 'l2', listName: 'Opening night', on: true },
      { listId: 'l1', listName: 'Regulars', on: false },
    ])
  })

  test('law: memberships are a fact without a form, and are taken for no list that they are not', async () => {
    const facts: MemberView['facts'] = [
      { kind: 'memberships', lists: [{ id: 'm1', name: 'Gold' }] },
      { kind: 'lists', lists: null },
    ]
    const page = await renderTill({ capabilities: { ...capabilities, lists: true } }, [{ ...ada, facts }])
    page.fake.answer('memberLists', async () => ok(lists))
    await follow(() => scanned(page.till, code))
    const rows = [...screen.getByText('Memberships').closest('dl')!.children]
    expect(rows.map((row) => row.textContent)).toEqual(['MembershipsGold', 'ListsunknownChange'])
    await press('Change the lists')
    const dialog = await screen.findByRole('dialog', { name: 'Lists of Ada Byron' })
    expect(await within(dialog).findAllByText(/the loyalty system does not tell/u)).toHaveLength(1)
  })

  test('law: memberships that are lists show which lists are on', async () => {
    const facts: MemberView['facts'] = [
      { kind: 'memberships', lists: [{ id: 'l2', name: 'Opening night' }] },
      { kind: 'lists', lists: null },
    ]
    const page = await renderTill({ capabilities: { ...capabilities, lists: true } }, [{ ...ada, facts }])
    page.fake.answer('memberLists', async () => ok(lists))
    await follow(() => scanned(page.till, code))
    await press('Change the lists')
    const dialog = await screen.findByRole('dialog', { name: 'Lists of Ada Byron' })
    const switches = await within(dialog).findAllByRole<HTMLInputElement>('switch')
    expect(switches.map(({ checked }) => checked)).toEqual([false, true])
    expect(within(dialog).queryByText(/the loyalty system does not tell/u)).toBeNull()
  })

  test('a wallet pass is shown as a code for the phone that it is for', async () => {
    const page = await renderTill({ capabilities: { ...startOf().capabilities, wallet: true } })
    await follow(() => scanned(page.till, '400638130001'))
    await press('Wallet pass')
    const dialog = await screen.findByRole('dialog', { name: /^Wallet pass of Ana/u })
    expect(await within(dialog).findAllByText('iPhone')).toHaveLength(1)
    expect(within(dialog).queryByText('Android')).toBeNull()
    expect(codesIn(dialog)).toEqual(['https://pass.example/a'])
    expect(asked(page.fake, 'walletPasses')).toEqual([{ key: 'r:1', cardId: 'c1' }])
  })

  test('each code reads as the address of its pass, also where that is as long as a signed one', async () => {
    const page = await renderTill({ capabilities: { ...startOf().capabilities, wallet: true } })
    const apple = 'https://app.getleal.com/wallet/apple/3f9c2b1e-77aa-4bde-9f10-2c63b0f2a911?v=2&l=%C3%B6'
    const google = `https://pay.google.com/gp/v/save/${'eyJhbGciOiJSUzI1NiJ9.'.repeat(40)}c2lnbmF0dXJl`
    page.fake.answer('walletPasses', async () => ok({ apple, google }))
    await follow(() => scanned(page.till, '400638130001'))
    await press('Wallet pass')
    const dialog = await screen.findByRole('dialog', { name: /^Wallet pass of Ana/u })
    await within(dialog).findByText('Android')
    expect(codesIn(dialog)).toEqual([apple, google])
    // Whole pixels a module, and never wider than half of the dialog.
    for (const svg of dialog.querySelectorAll('svg.barcode')) {
      const modules = drawnIn(svg).width
      const pixels = Number(svg.getAttribute('width'))
      expect(pixels % modules).toBe(0)
      expect(pixels / modules).toBeGreaterThanOrEqual(2)
      expect(pixels).toBeLessThanOrEqual(376)
    }
  })

  test('all changes of a balance are shown in its unit, whoever made them, and what was not told is said to be so', async () => {
    const page = await renderTill({ capabilities: { ...capabilities, ledger: true } }, [ada])
    page.fake.answer('ledger', async () =>
      ok({
        kind: 'lines',
        whole: false,
        lines: [
          { amount: -1_250, at: Date.UTC(2026, 10, 3), zoned: false, words: 'Order 1004' },
          { amount: null, at: null, zoned: true, words: null },
        ],
      }),
    )
    await follow(() => scanned(page.till, code))
    await press('All changes')
    const dialog = await screen.findByRole('dialog', { name: 'Changes to the balance of Ada Byron' })
    const rows = (await within(dialog).findAllByRole('row')).map((row) =>
      [...row.children].map((cell) => cell.textContent),
    )
    expect(rows).toEqual([
      ['When', 'Amount', 'Recorded with it'],
      ['Nov 3, 2026', '−12.50', 'Order 1004'],
      ['not told', 'not told', ''],
    ])
    expect(within(dialog).getByText(/^These may not be all/u).tagName).toBe('P')
    expect(asked(page.fake, 'ledger')).toEqual([{ key: ada.key }])
  })

  test.each([
    [{ kind: 'lines', lines: [], whole: true } as const, /recorded no changes/u],
    [{ kind: 'unreadable' } as const, /no list that this version can read/u],
    [null, /only while the loyalty system can be reached/u],
  ])('a list of changes that is not there is said in one sentence', async (ledger, sentence) => {
    const page = await renderTill({ capabilities: { ...capabilities, ledger: true } }, [ada])
    page.fake.answer('ledger', async () => (ledger === null ? err({ kind: 'offline' }) : ok(ledger)))
    await follow(() => scanned(page.till, code))
    await press('All changes')
    const dialog = await screen.findByRole('dialog')
    const said = await within(dialog).findByText(sentence)
    expect(said.getAttribute('role')).toBe('status')
    expect(within(dialog).queryByRole('table')).toBeNull()
  })

  test('where there is no list of changes, nothing offers one', async () => {
    const page = await renderTill({ capabilities }, [ada])
    await follow(() => scanned(page.till, code))
    await screen.findByRole('region', { name: 'Balance' })
    expect(screen.queryByRole('button', { name: 'All changes' })).toBeNull()
  })

  test('lists that cannot be asked for are said to be so', async () => {
    const page = await renderTill({ capabilities: { ...capabilities, lists: true } }, [onOne])
    page.fake.answer('memberLists', async () => err({ kind: 'offline' }))
    await follow(() => scanned(page.till, code))
    await press('Change the lists')
    const dialog = await screen.findByRole('dialog')
    expect(await within(dialog).findAllByText(/only while the loyalty system can be reached/u)).toHaveLength(
      1,
    )
  })
})

describe('what the loyalty system keeps to itself', () => {
  test('is not offered for editing, and the form says where it is changed', async () => {
    await opened()
    await press(/^Edit/u)
    const dialog = await screen.findByRole('dialog', { name: 'Edit details' })
    expect(within(dialog).queryByRole('textbox', { name: /E-mail/u })).toBeNull()
    expect(
      within(dialog).queryAllByText('E-mail and Birthday: can be changed only in SellAuth itself.'),
    ).toHaveLength(1)
  })
})
