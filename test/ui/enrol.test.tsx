import { fireEvent, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { EnrolScreen } from '../../renderer/features/enrol/enrol-screen.tsx'
import { UnknownCardScreen } from '../../renderer/features/enrol/unknown-card-screen.tsx'
import { openEnrolment, openUnknownCard } from '../../renderer/stores/navigation.ts'
import { scanned } from '../../renderer/stores/scan-routing.ts'
import type { UnknownCard } from '../../renderer/stores/till.ts'
import type { DuplicateRow } from '../../shared/domain/views.ts'
import { err, ok } from '../../shared/ipc/result.ts'
import { operation, startOf } from './fake-shop.ts'
import { rowOf } from './fake-terminal.ts'
import type { FakeTerminal } from './fake-terminal.ts'
import { button, dialog, openScreen } from './open-screen.tsx'
import type { OpenScreen } from './open-screen.tsx'
import { tap } from './render-till.tsx'

const code = '2012345678903'
const nobodys: UnknownCard = { code, certain: true, waitingStamps: 0 }
const unknownHere: UnknownCard = { code, certain: false, waitingStamps: 2 }
const offline = { kind: 'offline', since: 0, nextTryAt: null } as const

async function openUnknown(
  card: UnknownCard,
  options: Parameters<typeof openScreen>[1] = {},
): Promise<OpenScreen> {
  const opened = await openScreen(<UnknownCardScreen card={card} />, options)
  openUnknownCard(opened.till, card)
  return opened
}

async function openForm(prepare?: (fake: FakeTerminal) => void): Promise<OpenScreen> {
  const opened = await openScreen(<EnrolScreen code={code} />, prepare === undefined ? {} : { prepare })
  openEnrolment(opened.till, code)
  return opened
}

/** Whether people were looked up for all that was typed. */
function isOfAll(request: unknown): boolean {
  return JSON.stringify(request).includes('0171 999')
}

/** Longer than a form rests before people are looked up. */
function rested(): Promise<void> {
  return new Promise((over) => setTimeout(over, 400))
}

function field(name: string): HTMLElement {
  return screen.getByRole('textbox', { name })
}

function duplicateOf(fake: FakeTerminal, cause: DuplicateRow['cause'], certain: boolean): DuplicateRow {
  const ana = fake.members.get('r:1')
  if (ana === undefined) throw new Error('no Ana')
  return { row: rowOf(ana), cause, certain }
}

describe('a card that nobody owns', () => {
  it('is said to be nobody’s only where the provider was asked', async () => {
    await openUnknown(nobodys)
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('This card belongs to nobody yet')
    expect(screen.queryByText('Stamp this card')).toBeNull()
    expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toEqual([
      'Enrol a new memberWith this card, in half a minute.↵F6',
      'Give it to a memberFind somebody who is a member already. A card cannot be removed again.F4',
      'Replace a lost cardIts owner is a member already. The balance stays theirs.F7',
      'It was a misreadNothing is kept. Scan the card again.F2',
    ])
  })

  it('is “not known on this till yet” offline, and can be stamped; what waits for it is shown', async () => {
    await openUnknown(unknownHere, { start: { link: offline } })
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Not known on this till yet')
    expect(document.body.textContent).not.toMatch(/belongs to nobody|no member has|does not exist/u)
    expect(screen.queryAllByText('2 stamps are waiting for this card already.')).toHaveLength(1)
  })

  it('says beforehand that a card given to a member cannot be removed again', async () => {
    await openUnknown(nobodys)
    expect(button(/^Give it to a member/u).textContent).toMatch(/A card cannot be removed again\.F4$/u)
  })

  it('offers only what the loyalty system can do', async () => {
    await openUnknown(unknownHere, {
      start: {
        link: offline,
        capabilities: {
          enrol: 'no',
          edit: [],
          stamps: null,
          redeem: false,
          adjust: null,
          revert: false,
          ledger: false,
          affiliate: null,
          wallet: false,
          lists: false,
          tiers: null,
          attachCode: false,
          codes: 'provider',
          detachCode: false,
          sendLinks: false,
        },
      },
    })
    expect(screen.getAllByRole('button').map((each) => each.textContent)).toEqual([
      'It was a misreadNothing is kept. Scan the card again.F2',
    ])
  })

  it('stamped once is one operation for the code, and the till is ready for the next customer', async () => {
    const { asked, till, user } = await openUnknown(unknownHere, { start: { link: offline } })
    await user.dblClick(button('+3: add 3 stamps to this card'))
    await waitFor(() => {
      expect(till.counter.getState().place).toEqual({ kind: 'idle' })
    })
    expect(asked('addStamps')).toEqual([
      {
        intent: expect.any(String) as string,
        target: { kind: 'code', code },
        card: { kind: 'only' },
        amount: 3,
        again: false,
      },
    ])
  })

  it('is stamped by a single digit; the digits of a scan or of a longer number stamp nothing', async () => {
    const { asked, user } = await openUnknown(unknownHere, { start: { link: offline } })
    await user.keyboard('42')
    await user.keyboard('9')
    await new Promise((resolve) => setTimeout(resolve, 250))
    expect(asked('addStamps')).toEqual([])
    await tap(user, '2')
    await waitFor(() => {
      expect(asked('addStamps').map((args) => (args as { amount: number }).amount)).toEqual([2])
    })
  })

  it('is left with Escape wherever the focus is, one step at a time', async () => {
    const { till, user } = await openUnknown(unknownHere)
    await user.click(button(/^Give it to a member/u))
    const focused = document.activeElement
    if (focused instanceof HTMLElement) focused.blur()
    await user.keyboard('{Escape}')
    expect(screen.queryAllByRole('button', { name: /^Give it to a member/u })).toHaveLength(1)
    expect(till.counter.getState().place.kind).toBe('unknown-card')
    await user.keyboard('{Escape}')
    expect(till.counter.getState().place.kind).toBe('idle')
  })

  it('stamped a moment ago asks first; no adds nothing, yes carries the same intent', async () => {
    const { asked, user } = await openUnknown(unknownHere, {
      start: { link: offline },
      prepare: (fake) => {
        fake.answer('addStamps', async ({ again }) =>
          again
            ? ok({ operation: operation({ kind: 'stamps.add', amount: 1 }, '', 'r:0'), member: null })
            : err({
                kind: 'just-done',
                earlier: operation({ kind: 'stamps.add', amount: 1 }, '', 'r:0'),
              }),
        )
      },
    })
    await user.click(button('+1: add 1 stamp to this card'))
    await waitFor(() => dialog())
    expect(dialog().queryAllByText(/^This card got 1 stamp /u)).toHaveLength(1)
    await user.keyboard('{Escape}')
    await waitFor(() => {
      expect(screen.queryByRole('alertdialog')).toBeNull()
    })
    expect(asked('addStamps')).toHaveLength(1)
    await user.click(button('+1: add 1 stamp to this card'))
    await waitFor(() => dialog())
    await user.click(dialog().getByRole('button', { name: 'Yes, once more' }))
    await waitFor(() => {
      expect(asked('addStamps')).toHaveLength(3)
    })
    const intents = new Set(asked('addStamps').map((args) => (args as { intent: string }).intent))
    expect(intents.size).toBe(1)
  })

  it('is given to a member found by search, after one question', async () => {
    const { asked, till, user } = await openUnknown(nobodys)
    await user.click(button(/Give it to a member/u))
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'chiara' } })
    await user.click(await screen.findByRole('option', { name: /Chiara/u }))
    await waitFor(() => dialog())
    expect(dialog().queryAllByText('A card cannot be removed from a member again.')).toHaveLength(1)
    await user.click(dialog().getByRole('button', { name: 'Give the card' }))
    await waitFor(() => {
      expect(till.counter.getState().place).toEqual({ kind: 'member' })
    })
    expect(asked('attach')).toEqual([{ intent: expect.any(String) as string, key: 'r:3', code }])
    expect(till.member.getState().view?.codes).toContain(code)
  })

  it('never hears “nobody” from a search while the list of members may be incomplete', async () => {
    const { user } = await openUnknown(unknownHere, { start: { link: offline } })
    await user.click(button(/Give it to a member/u))
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'xyzzy' } })
    expect(await screen.findAllByText(/Not known on this till yet: /u)).toHaveLength(1)
    expect(screen.queryByText(/^Nobody found\./u)).toBeNull()
  })

  it('a slow answer to an earlier search never replaces a later one', async () => {
    const { user } = await openUnknown(nobodys, {
      prepare: (fake) => {
        const people = [...fake.members.values()].map(rowOf)
        fake.answer('search', async ({ query }) => {
          await new Promise((resolve) => setTimeout(resolve, query === 'b' ? 60 : 0))
          const rows = people.filter((row) => row.name.startsWith(query === 'b' ? 'Ana' : 'Bernd'))
          return ok({ query, rows, more: false, complete: true, beyond: false })
        })
      },
    })
    await user.click(button(/Give it to a member/u))
    for (const value of ['b', 'be']) fireEvent.change(screen.getByRole('searchbox'), { target: { value } })
    await new Promise((resolve) => setTimeout(resolve, 120))
    expect(screen.getAllByRole('option').map((option) => option.textContent)).toEqual([
      expect.stringContaining('Bernd') as string,
    ])
  })
})

describe('the enrolment form', () => {
  it('is saved by Enter, once, with the scanned card, and the new member opens', async () => {
    const { asked, till, user } = await openForm()
    expect(document.activeElement).toBe(field('First name'))
    await user.type(field('First name'), 'Ida')
    await user.type(field('Phone'), '01712340099{Enter}{Enter}')
    await waitFor(() => {
      expect(till.counter.getState().place).toEqual({ kind: 'member' })
    })
    expect(asked('enrol')).toEqual([
      {
        intent: expect.any(String) as string,
        details: { firstName: 'Ida', lastName: null, email: null, phone: '0171 2340099', birthday: null },
        code,
        templateId: 'tpl-coffee',
        sendLinks: true,
      },
    ])
    expect(till.member.getState().view?.cards[0]?.welcome).toBe(1)
  })

  it('shows the welcome stamps of the chosen card as waiting', async () => {
    const { user } = await openForm()
    expect(screen.queryAllByText('+1 welcome, waiting')).toHaveLength(1)
    await user.click(screen.getByRole('radio', { name: 'Cake card' }))
    expect(screen.queryByText(/welcome, waiting/u)).toBeNull()
  })

  it('shows who has the same phone before anything is saved, and gives that member the card', async () => {
    const { asked, fake, till, user } = await openForm()
    fake.answer('duplicates', async () => ok([duplicateOf(fake, 'phone', true)]))
    await user.type(field('First name'), 'Ana')
    await user.type(field('Phone'), '01712340001{Enter}')
    const use = await screen.findByRole('button', { name: 'Same person, with the card' })
    expect(screen.queryByRole('button', { name: 'It is somebody else' })).toBeNull()
    expect(asked('enrol')).toEqual([])
    await user.click(use)
    await waitFor(() => {
      expect(till.member.getState().view?.key).toBe('r:1')
    })
    expect(asked('samePerson')).toMatchObject([
      { key: 'r:1', code, take: null, details: { firstName: 'Ana', phone: '0171 2340001' } },
    ])
    expect(asked('enrol')).toEqual([])
  })

  it('lets somebody else who shares a phone be enrolled without it, and never without a word', async () => {
    const { asked, fake, user } = await openForm()
    fake.answer('duplicates', async ({ details }) =>
      ok(details.phone === null ? [] : [duplicateOf(fake, 'phone', true)]),
    )
    await user.type(field('First name'), 'Henry')
    await user.type(field('E-mail'), 'henry@example.com')
    await user.type(field('Phone'), '01712340001{Enter}')
    await user.click(await screen.findByRole('button', { name: 'Somebody else: leave this phone out' }))
    expect(field('Phone')).toHaveProperty('value', '')
    expect(document.activeElement).toBe(field('Phone'))
    expect(asked('enrol')).toEqual([])
    await waitFor(() => {
      expect(screen.queryByRole('region', { name: 'Is it one of these?' })).toBeNull()
    })
    await user.keyboard('{Enter}')
    await waitFor(() => {
      expect(asked('enrol')).toMatchObject([
        { details: { firstName: 'Henry', email: 'henry@example.com', phone: null } },
      ])
    })
  })

  it('says at the phone how one is written where the till is, and where that is set', async () => {
    const { fake, user } = await openForm()
    fake.answer('enrol', async () => err({ kind: 'invalid', fields: { phone: 'not-a-phone' } }))
    await user.type(field('First name'), 'Ida')
    await user.type(field('Phone'), 'call me{Enter}')
    const said = await screen.findByText(/^This is not a phone number/u)
    expect(said.textContent.replaceAll('\u00a0', ' ')).toBe(
      'This is not a phone number. For example 01512 3456789 (Germany), or +44 7400 123456. Another country: Settings, “Phone numbers are from”.',
    )
  })

  it('offers to leave out an e-mail only where members can do without one', async () => {
    const capabilities = { ...startOf().capabilities, needsEmail: true } as const
    const { fake, user } = await openScreen(<EnrolScreen code={code} />, { start: { capabilities } })
    fake.answer('duplicates', async () => ok([duplicateOf(fake, 'email', true)]))
    await user.type(field('First name'), 'Henry')
    await user.type(field('E-mail'), 'ana@example.com')
    await screen.findByRole('region', { name: 'Is it one of these?' })
    expect(screen.queryByRole('button', { name: /leave this/u })).toBeNull()
  })

  it('asks before anything of that member is written over, and writes only what was chosen', async () => {
    const { asked, fake, till, user } = await openForm()
    fake.answer('duplicates', async () => ok([duplicateOf(fake, 'phone', true)]))
    const ana = fake.members.get('r:1')
    if (ana === undefined) throw new Error('no Ana')
    fake.answer('samePerson', async ({ take }) =>
      take === null
        ? ok({
            kind: 'ask',
            changes: [
              { field: 'firstName', was: 'Ana', now: 'Anna' },
              { field: 'email', was: 'ana@example.com', now: 'anna@example.com' },
            ],
          })
        : ok({ kind: 'saved', member: ana, operations: [], fields: take, card: true, left: ['birthday'] }),
    )
    await user.type(field('First name'), 'Anna')
    await user.type(field('Phone'), '01712340001')
    await user.click(await screen.findByRole('button', { name: 'Same person, with the card' }))
    const asking = await screen.findByRole('alertdialog')
    expect(asking.textContent).toContain('ana@example.com')
    expect(button('Keep it all as it is')).toBeDefined()
    await user.click(screen.getByRole('switch', { name: 'E-mail: change it to anna@example.com' }))
    await user.click(screen.getByRole('button', { name: 'Save 1 change' }))
    await waitFor(() => {
      expect(till.member.getState().view?.key).toBe('r:1')
    })
    expect(asked('samePerson')).toMatchObject([{ take: null }, { take: ['email'] }])
  })

  it('brings the keyboard to the question, and to no answer of it: Enter again picks and saves nobody', async () => {
    const { asked, fake, user } = await openForm()
    fake.answer('duplicates', async () => ok([duplicateOf(fake, 'similar-name', false)]))
    await user.type(field('First name'), 'Anna')
    await user.type(field('Phone'), '0171 999{Enter}')
    await screen.findByRole('region', { name: 'Is it one of these?' })
    await waitFor(() => {
      expect(document.activeElement?.textContent).toBe('Is it one of these?')
    })
    await user.keyboard('{Enter}{Enter}')
    expect(asked('enrol')).toEqual([])
    expect(asked('samePerson')).toEqual([])
    await user.tab()
    expect(document.activeElement?.textContent).toBe('Same person, with the card')
    await user.tab()
    expect(document.activeElement?.textContent).toBe('It is somebody else')
  })

  it('asks once who it may be, with Save and once the form has rested: the question does not go away under the finger', async () => {
    const { asked, fake, user } = await openForm()
    fake.answer('duplicates', async () => ok([duplicateOf(fake, 'similar-name', false)]))
    await user.type(field('First name'), 'Anna')
    await user.type(field('Phone'), '0171 999{Enter}')
    const title = await screen.findByText('Is it one of these?')
    await waitFor(() => {
      expect(document.activeElement).toBe(title)
    })
    await rested()
    expect(asked('duplicates').filter(isOfAll)).toHaveLength(1)
    expect(document.activeElement).toBe(title)
  })

  it('leaves the keyboard where somebody corrects what they typed, though people look the same again', async () => {
    const { fake, user } = await openForm()
    fake.answer('duplicates', async () => ok([duplicateOf(fake, 'similar-name', false)]))
    await user.type(field('First name'), 'Anna')
    await user.type(field('Phone'), '0171 99{Enter}')
    await waitFor(() => {
      expect(document.activeElement?.textContent).toBe('Is it one of these?')
    })
    await user.type(field('Phone'), '9')
    expect(screen.queryByText('Is it one of these?')).toBeNull()
    await screen.findByText('Is it one of these?')
    await rested()
    expect(document.activeElement).toBe(field('Phone'))
    // Until they press Save again.
    await user.keyboard('{Enter}')
    await waitFor(() => {
      expect(document.activeElement?.textContent).toBe('Is it one of these?')
    })
  })

  it('waits with Save for what was asked as the form rested, and brings the keyboard to the question', async () => {
    const { asked, fake, user } = await openForm()
    const held: (() => void)[] = []
    fake.answer('duplicates', async () => {
      await new Promise<void>((answer) => held.push(answer))
      return ok([duplicateOf(fake, 'similar-name', false)])
    })
    const whole = (): unknown[] => asked('duplicates').filter(isOfAll)
    await user.type(field('First name'), 'Anna')
    await user.type(field('Phone'), '0171 999')
    await waitFor(() => {
      expect(whole()).toHaveLength(1)
    })
    await user.keyboard('{Enter}')
    for (const answer of held) answer()
    await waitFor(() => {
      expect(document.activeElement?.textContent).toBe('Is it one of these?')
    })
    expect(whole()).toHaveLength(1)
    expect(asked('enrol')).toEqual([])
  })

  it('saves past a namesake once the cashier said that it is somebody else', async () => {
    const { asked, fake, user } = await openForm()
    fake.answer('duplicates', async () => ok([duplicateOf(fake, 'similar-name', false)]))
    await user.type(field('First name'), 'Anna')
    await user.type(field('Phone'), '0171 999{Enter}')
    await user.click(await screen.findByRole('button', { name: 'It is somebody else' }))
    expect(screen.queryByText('Is it one of these?')).toBeNull()
    // Where Enter saves.
    expect(document.activeElement).toBe(field('First name'))
    expect(asked('enrol')).toEqual([])
    await user.keyboard('{Enter}')
    await waitFor(() => {
      expect(asked('enrol')).toHaveLength(1)
    })
    // Said once: they are not asked about again when the enrolment has arrived.
    expect(asked('enrol')).toMatchObject([{ somebodyElse: ['r:1'] }])
  })

  it('takes a scan for its card and keeps what was typed; rubbish changes nothing', async () => {
    const { asked, till, user } = await openForm()
    await user.type(field('First name'), 'Ida')
    await scanned(till, '4006381333931')
    expect(await screen.findAllByText('4006381333931')).toHaveLength(1)
    await scanned(till, '\u0001\u0002')
    expect(screen.queryAllByText('4006381333931')).toHaveLength(1)
    expect(till.notices.getState().toasts.map(({ what }) => what.id)).toContain('enrol.card.notRead')
    expect((field('First name') as HTMLInputElement).value).toBe('Ida')
    expect(asked('scan')).toEqual([])
  })

  it('gives scans back to the counter when it closes', async () => {
    const { till, unmount, asked } = await openForm()
    unmount()
    await scanned(till, '400638130001')
    expect(asked('scan')).toHaveLength(1)
  })

  it('says at the field what is wrong, goes to the first of them, and forgets it while it is mended', async () => {
    const { user } = await openForm((fake) => {
      fake.answer('enrol', async () =>
        err({ kind: 'invalid', fields: { email: 'contact-missing', phone: 'contact-missing' } }),
      )
    })
    await user.type(field('First name'), 'Ida{Enter}')
    await waitFor(() => {
      expect(screen.getAllByText('An e-mail or a phone number is needed.')).toHaveLength(2)
    })
    expect(document.activeElement).toBe(field('E-mail'))
    await user.type(field('Phone'), '0')
    expect(screen.queryByText('An e-mail or a phone number is needed.')).toBeNull()
  })

  it('says that nothing was saved when the disk is full, and keeps the form', async () => {
    const { user } = await openForm((fake) => {
      fake.answer('enrol', async () => err({ kind: 'not-saved', cause: 'disk-full' }))
    })
    await user.type(field('First name'), 'Ida')
    await user.type(field('Phone'), '0171 999{Enter}')
    expect(await screen.findAllByText(/Not saved: the disk is full/u)).toHaveLength(1)
    expect((field('First name') as HTMLInputElement).value).toBe('Ida')
  })

  it('is not thrown away without a question once something was typed', async () => {
    const { till, user } = await openForm()
    await user.type(field('First name'), 'Ida{Escape}')
    await waitFor(() => dialog())
    await user.click(dialog().getByRole('button', { name: 'Keep the form' }))
    await waitFor(() => {
      expect(screen.queryByRole('alertdialog')).toBeNull()
    })
    expect(till.counter.getState().place.kind).toBe('enrol')
    await user.click(button(/^Cancel/u))
    await waitFor(() => dialog())
    await user.click(dialog().getByRole('button', { name: 'Throw away' }))
    expect(till.counter.getState().place.kind).toBe('idle')
  })
})
