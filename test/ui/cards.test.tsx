import { screen, waitFor } from '@testing-library/react'
import { createIntl } from 'react-intl'
import { describe, expect, it } from 'vitest'
import { CardsPanel } from '../../renderer/features/settings/cards-panel.tsx'
import { scanned } from '../../renderer/stores/scan-routing.ts'
import { en } from '../../renderer/i18n/messages/en.ts'
import { say } from '../../renderer/i18n/phrase.ts'
import type { Phrase } from '../../renderer/i18n/phrase.ts'
import { err, ok } from '../../shared/ipc/result.ts'
import { startOf } from './fake-shop.ts'
import type { FakeTerminal } from './fake-terminal.ts'
import { button, dialog, openScreen } from './open-screen.tsx'
import { follow, renderTill } from './render-till.tsx'

const { capabilities, connection } = startOf()
const live = { mode: 'live', practice: null, connection: { ...connection, mode: 'live' } } as const
const english = (what: Phrase): string => say(createIntl({ locale: 'en', messages: en }), what)
const outcome = async (): Promise<string> => (await screen.findByRole('status')).textContent

describe('the card register in the settings', () => {
  it('says how many cards are known, and that they are known on this till only where that is so', async () => {
    const { unmount } = await openScreen(<CardsPanel />)
    expect(await screen.findAllByText('This till knows 1,234 cards.')).toHaveLength(1)
    expect(screen.queryByText(/known on this till only/u)).toBeNull()
    unmount()
    await openScreen(<CardsPanel />, { start: { capabilities: { ...capabilities, codes: 'till' } } })
    expect(screen.queryAllByText(/known on this till only/u)).toHaveLength(1)
  })

  it('are written to a list, and whom it leaves out is said', async () => {
    const { asked, till, user } = await openScreen(<CardsPanel />)
    await user.click(button('Export cards…'))
    await waitFor(() => {
      expect(till.notices.getState().toasts).toMatchObject([
        { tone: 'good', what: { id: 'cards.exported', values: { count: 1_233, waiting: 1 } } },
      ])
    })
    expect(asked('exportCards')).toEqual([
      {
        title: 'Where should the list of cards be written?',
        button: 'Write',
        files: 'Lists of cards (CSV)',
      },
    ])
  })

  it('takes a list in, counts anew and says what became of it', async () => {
    let count = 3
    const { fake, user } = await openScreen(<CardsPanel />, {
      prepare: (terminal) => {
        terminal.answer('cards', async () => ok({ count }))
      },
    })
    await screen.findByText('This till knows 3 cards.')
    count = 123
    await user.click(button('Import cards…'))
    await waitFor(async () => {
      expect(await outcome()).toContain('“cards.csv”: 120 new cards, 3 known already.')
    })
    expect(await screen.findAllByText('This till knows 123 cards.')).toHaveLength(1)
    fake.answer('importCards', async () =>
      ok({
        kind: 'imported',
        file: 'b.csv',
        added: 0,
        known: 0,
        others: { count: 3, first: [{ line: 2, code: '4006381333931' }] },
        unreadable: { count: 2, first: [4, 9] },
      }),
    )
    await user.click(button('Import cards…'))
    await waitFor(async () => {
      expect(await outcome()).toContain('“b.csv”: no new card, none known already.')
    })
    const said = await outcome()
    // Whose card it is can be looked up; the whole code is nobody's to read from a screen.
    expect(said).toContain('3 cards are other members’ here and stay theirs: line 2 (…3931) and 2 more.')
    expect(said).not.toContain('4006381333931')
    expect(said).toContain('2 lines are no cards: line 4 and line 9.')
    expect(said).toContain('rounded by a spreadsheet')
  })

  it('says why a list was refused, and shows no older outcome then', async () => {
    const { fake, till, user } = await openScreen(<CardsPanel />)
    await user.click(button('Import cards…'))
    await screen.findByText(/120 new cards/u)
    fake.answer('importCards', async () => err({ kind: 'cards-refused', problem: 'not-ours', file: 'x.csv' }))
    await user.click(button('Import cards…'))
    await waitFor(() => {
      expect(till.notices.getState().toasts).toMatchObject([
        { tone: 'bad', what: { id: 'failure.cards-refused.not-ours', values: { file: 'x.csv' } } },
      ])
    })
    expect(await outcome()).toBe('')
  })

  it('changes nothing on screen where the person chose no file', async () => {
    const { till, user } = await openScreen(<CardsPanel />, {
      start: live,
      prepare: (fake: FakeTerminal) => {
        for (const name of ['exportCards', 'importCards', 'prepareTill', 'takeTill'] as const)
          fake.answer(name, async () => ok({ kind: 'cancelled' as const }))
      },
    })
    await user.click(button('Export cards…'))
    await user.click(button('Import cards…'))
    await user.click(button('Set up from another till’s file…'))
    await user.click(button('Prepare another till…'))
    await user.click(dialog().getByRole('button', { name: 'Choose where to write it…' }))
    expect(till.notices.getState().toasts).toEqual([])
    expect(await outcome()).toBe('')
  })
})

/** What a file brought. */
const taken = {
  ...{ file: 'x.till', cards: 2, members: 0, others: 0, reopened: true },
  shops: [{ name: 'Corner Café', baseUrl: 'https://app.getleal.com', isNew: false }],
}

describe('another till', () => {
  it('is prepared after the person was told what the file holds, and what changes here', async () => {
    const { asked, till, user } = await openScreen(<CardsPanel />, { start: live })
    await user.click(button('Prepare another till…'))
    expect(dialog().queryAllByText(/names and contacts/u)).toHaveLength(1)
    expect(dialog().queryAllByText(/not the shop’s only one/u)).toHaveLength(1)
    expect(dialog().queryAllByRole('heading', { name: 'Prepare another till from Till TQ4?' })).toHaveLength(
      1,
    )
    expect(dialog().queryAllByText(/From then on 2 tills share/u)).toHaveLength(1)
    await user.click(dialog().getByRole('button', { name: 'Cancel' }))
    expect(asked('prepareTill')).toEqual([])
    await user.click(button('Prepare another till…'))
    await user.type(dialog().getByLabelText('Name of the other till'), 'Terrace')
    await user.click(dialog().getByRole('button', { name: 'Choose where to write it…' }))
    expect(asked('prepareTill')).toMatchObject([{ name: 'Terrace' }])
    await waitFor(() => {
      expect(till.notices.getState().toasts).toMatchObject([
        { tone: 'good', stays: true, what: { id: 'tills.prepared', values: { members: 5_000 } } },
      ])
    })
    // The shop was not opened anew: nothing is asked twice.
    expect(asked('start')).toHaveLength(1)
  })

  it('is told of no change where the shop has several tills already, and reads anew where it was opened anew', async () => {
    const { asked, user } = await openScreen(<CardsPanel />, {
      start: { ...live, connection: { ...live.connection, singleTill: false } },
      prepare: (fake) => {
        fake.answer('prepareTill', async () =>
          ok({ kind: 'prepared', file: 'n.till', shops: 1, cards: 0, members: 0, reopened: true }),
        )
      },
    })
    await user.click(button('Prepare another till…'))
    expect(dialog().queryByText(/not the shop’s only one/u)).toBeNull()
    await user.click(dialog().getByRole('button', { name: 'Choose where to write it…' }))
    await waitFor(() => {
      expect(asked('start')).toHaveLength(2)
    })
  })

  it('is told where its file may be there all the same, and what is open is read anew', async () => {
    const { asked, till, user } = await openScreen(<CardsPanel />, {
      start: live,
      prepare: (fake) => {
        fake.answer('prepareTill', async () => err({ kind: 'list-not-written', cause: 'unnamed' }))
      },
    })
    await user.click(button('Prepare another till…'))
    await user.click(dialog().getByRole('button', { name: 'Choose where to write it…' }))
    await waitFor(() => {
      expect(till.notices.getState().toasts).toHaveLength(1)
    })
    expect(asked('start')).toHaveLength(2)
    const [toast] = till.notices.getState().toasts
    expect(toast === undefined ? '' : english(toast.what)).toMatch(/^It is not sure that the file is there/u)
  })

  it('is not prepared in practice, and can be set up from there', async () => {
    const { asked, till, user } = await openScreen(<CardsPanel />)
    expect(screen.queryByRole('button', { name: 'Prepare another till…' })).toBeNull()
    await user.click(button('Set up from another till’s file…'))
    await waitFor(() => {
      expect(till.notices.getState().toasts).toHaveLength(1)
    })
    const [toast] = till.notices.getState().toasts
    // The address to which the key will go is there to be checked.
    expect(toast === undefined ? '' : english(toast.what)).toMatch(
      /^“T7.till” was taken in: 1,234 cards and 5,000 members\. +Now check the address and enter the access key of Corner Café \(app\.getleal\.com\)\. *$/u,
    )
    expect(asked('start')).toHaveLength(2)
  })

  it.each([
    [
      { from: { id: 'TK7', name: 'Front' }, named: 'Terrace' },
      / This till is called “Terrace” now\. The file came from Front\.$/u,
    ],
    [{ from: { id: 'TK7', name: null }, named: null }, / The file came from Till TK7\.$/u],
  ] as const)('that was set up tells its name and whose file it was (%o)', async (of, sentence) => {
    const { till, user } = await openScreen(<CardsPanel />, {
      prepare: (fake) => {
        fake.answer('takeTill', async () => ok({ kind: 'taken', ...taken, ...of }))
      },
    })
    await user.click(button('Set up from another till’s file…'))
    await waitFor(() => {
      expect(till.notices.getState().toasts).toHaveLength(1)
    })
    const [toast] = till.notices.getState().toasts
    expect(toast === undefined ? '' : english(toast.what)).toMatch(sentence)
  })

  it('that got a part alone says what is there, why, and what to do', async () => {
    const { asked, till, user } = await openScreen(<CardsPanel />, {
      prepare: (fake) => {
        fake.answer('takeTill', async () =>
          ok({
            ...{ kind: 'taken-partly', ...taken, from: null, named: null },
            failure: { kind: 'not-saved', cause: 'disk-full' },
          }),
        )
      },
    })
    await user.click(button('Set up from another till’s file…'))
    await waitFor(() => {
      expect(till.notices.getState().toasts).toMatchObject([{ tone: 'bad', stays: true }])
    })
    const [toast] = till.notices.getState().toasts
    expect(toast === undefined ? '' : english(toast.what)).toBe(
      'Only a part of “x.till” was taken in: 1 shop, 2 cards and no members. Not saved: the disk is full. Free some space, then do it again. Then take the same file in again: nothing will be here twice.',
    )
    expect(asked('start')).toHaveLength(2)
  })

  it('is not set up from a file that is damaged, and the person is told what to do', async () => {
    const { till, user } = await openScreen(<CardsPanel />, {
      prepare: (fake) => {
        fake.answer('takeTill', async () =>
          err({ kind: 'till-file-refused', problem: 'damaged', file: 'x.till' }),
        )
      },
    })
    await user.click(button('Set up from another till’s file…'))
    await waitFor(() => {
      expect(till.notices.getState().toasts).toMatchObject([
        { tone: 'bad', what: { id: 'failure.till-file-refused.damaged', values: { file: 'x.till' } } },
      ])
    })
  })
})

describe('a member’s codes', () => {
  it('are said to be known on this till only, beside them, where the loyalty system has no place for codes', async () => {
    const { till } = await renderTill({ capabilities: { ...capabilities, codes: 'till' } })
    await follow(() => scanned(till, '400638130001'))
    const said = await screen.findByText('known on this till only')
    expect(said.closest('li')?.textContent).toBe('…0001known on this till only')
  })

  it('are shown without that where the loyalty system knows them', async () => {
    const { till } = await renderTill()
    await follow(() => scanned(till, '400638130001'))
    expect(await screen.findAllByText('…0001')).toHaveLength(1)
    expect(screen.queryByText('known on this till only')).toBeNull()
  })
})
