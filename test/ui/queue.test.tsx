import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { QueueScreen } from '../../renderer/features/queue/queue-screen.tsx'
import type { AttentionReason, OperationFacts, OperationView } from '../../shared/domain/operation.ts'
import { err, ok } from '../../shared/ipc/result.ts'
import { operation } from './fake-shop.ts'
import type { FakeTerminal } from './fake-terminal.ts'
import { button, dialog, openScreen } from './open-screen.tsx'
import type { OpenScreen } from './open-screen.tsx'

const stamps: OperationFacts = { kind: 'stamps.add', amount: 2 }
const create: OperationFacts = { kind: 'member.create', code: null, welcome: 1 }
const nothing = { undo: false, retry: false, fix: false, confirm: false, drop: false }
const undecided: AttentionReason = { kind: 'undecided', before: 4, now: 6, adding: 2 }

function needsYou(
  reason: AttentionReason,
  choices: Partial<OperationView['choices']>,
  facts: OperationFacts = stamps,
  change: Partial<OperationView> = {},
): OperationView {
  return operation(facts, 'Ana Schröder', 'r:1', {
    plain: 'needs-you',
    state: 'attention',
    reason,
    choices: { ...nothing, ...choices },
    ...change,
  })
}

async function openQueue(
  operations: readonly OperationView[],
  prepare?: (fake: FakeTerminal) => void,
): Promise<OpenScreen> {
  return openScreen(<QueueScreen />, {
    prepare: (fake) => {
      for (const each of operations) fake.operations.set(each.id, each)
      prepare?.(fake)
    },
  })
}

function choices(): readonly (string | null)[] {
  return within(screen.getByRole('group', { name: 'What is to be done' }))
    .getAllByRole('button')
    .map((each) => each.textContent)
}

function names(): readonly (string | null)[] {
  return screen.getAllByRole('region').map((region) => region.getAttribute('aria-label'))
}

describe('the waiting list', () => {
  const key = { connectionId: '01J00000000000000000000CN2', name: 'Key Shop', waiting: 3, needsYou: 1 }
  const none = { waiting: 0, oldestAt: null, checking: 0, needsYou: 0 }

  it('names what waits at another shop of this till, and leads there in one press', async () => {
    const { asked, fake, till, user } = await openScreen(<QueueScreen />, {
      start: { queue: { ...none, elsewhere: [key] } },
    })
    await screen.findByText('Everything for Corner Café has arrived')
    expect(screen.queryAllByText('3 are waiting at Key Shop, 1 needs you')).toHaveLength(1)
    act(() => {
      fake.emit('queue', { ...none, elsewhere: [{ ...key, waiting: 1, needsYou: 0 }] })
    })
    expect(screen.queryAllByText('1 is waiting at Key Shop')).toHaveLength(1)
    await user.click(button('Switch to Key Shop'))
    await waitFor(() => {
      expect(asked('start')).toHaveLength(2)
    })
    expect(asked('switchConnection')).toEqual([{ id: key.connectionId }])
    expect(till.nav.getState().screen).toBe('queue')
    act(() => {
      fake.emit('queue', { ...none, elsewhere: [] })
    })
    await screen.findByText('Everything has arrived')
    expect(screen.queryAllByText(/Key Shop/u)).toEqual([])
  })

  it('asks before it leads to another shop, where something is unsent here', async () => {
    const { asked, user } = await openScreen(<QueueScreen />, {
      start: { queue: { ...none, waiting: 1, oldestAt: 0, elsewhere: [key] } },
      prepare: (fake) => {
        const made = operation(stamps, 'Ana', 'r:1')
        fake.operations.set(made.id, made)
      },
    })
    await user.click(button('Switch to Key Shop'))
    await user.click(await screen.findByRole('button', { name: 'Stay' }))
    expect(asked('switchConnection')).toEqual([])
    await user.click(button('Switch to Key Shop'))
    await user.click(await screen.findByRole('button', { name: 'Switch anyway' }))
    await waitFor(() => {
      expect(asked('start')).toHaveLength(2)
    })
    expect(asked('switchConnection')).toEqual([{ id: key.connectionId }])
  })

  it('shows what needs a person first, each with what, who, by whom and its state in plain words', async () => {
    await openQueue([
      operation(stamps, 'Bernd Zufall', 'r:2', { plain: 'sent', state: 'done' }),
      operation(stamps, 'Chiara', 'r:3', { plain: 'saved', state: 'queued' }),
      operation(stamps, 'Dana', 'r:4', { plain: 'checking', state: 'unknown' }),
      needsYou(undecided, { confirm: true }),
    ])
    await screen.findByText('Chiara')
    expect(names()).toEqual(['Needs you', 'Checking', 'Saved here', 'Settled lately'])
    const saved = within(screen.getByRole('region', { name: 'Saved here' })).getByRole('listitem')
    expect(saved.textContent).toMatch(/Saved here.*\+2 stamps.*Chiara.*by Mira/u)
  })

  it('lays the evidence of an unanswered stamp before the cashier', async () => {
    await openQueue([needsYou(undecided, { confirm: true })])
    expect(
      await screen.findAllByText(/^Before 4, now 6; we were adding 2: it looks applied. Read at /u),
    ).toHaveLength(1)
  })

  it('offers only what main allows, and nothing first that the evidence does not speak for', async () => {
    const both = { confirm: true, retry: true, drop: true }
    const cases: readonly (readonly [AttentionReason, readonly string[], string | null])[] = [
      [undecided, ['It’s there', 'Send again', 'Drop it'], 'It’s there'],
      [{ ...undecided, now: 4 }, ['Send again', 'It’s there', 'Drop it'], 'Send again'],
      [{ ...undecided, now: 5 }, ['It’s there', 'Send again', 'Drop it'], null],
      [{ ...undecided, now: null }, ['It’s there', 'Send again', 'Drop it'], null],
      [{ ...undecided, kind: 'restored', now: 4 }, ['Send again', 'It’s there', 'Drop it'], 'Send again'],
      [{ kind: 'given-up', answers: 20 }, ['It’s there', 'Send again', 'Drop it'], null],
      [{ kind: 'refused', status: 418 }, ['It’s there', 'Send again', 'Drop it'], null],
    ]
    for (const [reason, shown, advised] of cases) {
      const { unmount } = await openQueue([needsYou(reason, both)])
      await screen.findByText('+2 stamps')
      expect(choices(), JSON.stringify(reason)).toEqual(shown)
      const primary = within(screen.getByRole('group', { name: 'What is to be done' }))
        .getAllByRole('button')
        .filter((each) => each.classList.contains('button--primary'))
      expect(primary.map((each) => each.textContent)).toEqual(advised === null ? [] : [advised])
      unmount()
    }
  })

  it('tells when it was made and by whom, since when no answer came, and since when a person is asked', async () => {
    const at = (clock: string): number => new Date(`2026-11-20T${clock}:00+01:00`).getTime()
    const times = { createdAt: at('14:01'), lostAt: at('14:02'), changedAt: at('14:05') }
    await openQueue([needsYou(undecided, { confirm: true }, stamps, times)])
    await screen.findByText('+2 stamps')
    const words = screen.getByRole('region', { name: 'Needs you' }).textContent.replaceAll('\u202F', ' ')
    expect(words).toMatch(/2:01 PM, by Mira/u)
    expect(words).toMatch(/no answer at .*2:02 PM/u)
    expect(words).toMatch(/needs you since .*2:05 PM/u)
    expect(words).toMatch(/Most likely it arrived/u)
  })

  it('asks before it is “there” against the count, and before a second stamp for what looks there', async () => {
    const { user, unmount } = await openQueue([needsYou({ ...undecided, now: 4 }, { confirm: true })])
    await user.click(await screen.findByRole('button', { name: 'It’s there' }))
    expect(dialog().queryAllByText(/The count does not show it/u)).toHaveLength(1)
    unmount()
    const { asked, user: other } = await openQueue([needsYou(undecided, { retry: true })])
    await other.click(await screen.findByRole('button', { name: 'Send again' }))
    expect(dialog().queryAllByText(/By the count it is there already/u)).toHaveLength(1)
    expect(asked('answer')).toEqual([])
  })

  it('sends again at once what by its count never arrived', async () => {
    const missing = needsYou({ ...undecided, now: 4 }, { retry: true })
    const { asked, user } = await openQueue([missing])
    await user.click(await screen.findByRole('button', { name: 'Send again' }))
    await waitFor(() => {
      expect(asked('answer')).toEqual([{ id: missing.id, answer: { kind: 'retry' } }])
    })
  })

  it('settles as there only after a second look', async () => {
    const { asked, user } = await openQueue([needsYou(undecided, { confirm: true })])
    await user.click(await screen.findByRole('button', { name: 'It’s there' }))
    expect(asked('answer')).toEqual([])
    await user.click(dialog().getByRole('button', { name: 'Yes, it’s there' }))
    await waitFor(() => {
      expect(names()).toEqual(['Settled lately'])
    })
    expect(asked('answer')).toEqual([{ id: expect.any(String) as string, answer: { kind: 'confirm' } }])
  })

  it('never sends an unanswered stamp again without saying that it may count twice', async () => {
    const { asked, user } = await openQueue([needsYou(undecided, { retry: true })])
    await user.click(await screen.findByRole('button', { name: 'Send again' }))
    expect(dialog().queryAllByText(/counts twice/u)).toHaveLength(1)
    await user.click(dialog().getByRole('button', { name: 'Leave it as it is' }))
    expect(asked('answer')).toEqual([])
  })

  it('tries what can do no harm again at once', async () => {
    const refused = needsYou({ kind: 'refused', status: 422 }, { retry: true })
    const { asked, user } = await openQueue([refused])
    await user.click(await screen.findByRole('button', { name: 'Send again' }))
    await waitFor(() => {
      expect(asked('answer')).toEqual([{ id: refused.id, answer: { kind: 'retry' } }])
    })
  })

  it('drops nothing without a reason', async () => {
    const doubtful = needsYou(undecided, { drop: true })
    const { asked, user } = await openQueue([doubtful])
    await user.click(await screen.findByRole('button', { name: 'Drop it' }))
    await user.click(dialog().getByRole('button', { name: 'Drop it' }))
    expect(dialog().queryAllByText('Please say why, in a few words.')).toHaveLength(1)
    expect(document.activeElement).toBe(dialog().getByRole('textbox'))
    expect(asked('answer')).toEqual([])
    await user.type(dialog().getByRole('textbox', { name: 'Why?' }), ' entered twice {Enter}')
    await waitFor(() => {
      expect(asked('answer')).toEqual([
        { id: doubtful.id, answer: { kind: 'drop', reason: 'entered twice' } },
      ])
    })
  })

  it('corrects an enrolment and sends it again; what is still wrong stands at its field', async () => {
    const taken = needsYou({ kind: 'contact-taken', field: 'email', other: null }, { fix: true }, create)
    const { asked, fake, user } = await openQueue([taken], (made) => {
      made.answer('answer', async () => err({ kind: 'invalid', fields: { email: 'not-an-email' } }))
    })
    await user.click(await screen.findByRole('button', { name: 'Fix and send' }))
    const email = await waitFor(() => dialog().getByRole<HTMLInputElement>('textbox', { name: 'E-mail' }))
    expect(email.value).toBe('ana@example.com')
    await user.clear(email)
    await user.type(email, 'ana{Enter}')
    await waitFor(() => dialog().getByText(/not an e-mail address/u))
    await user.type(email, '@other.example')
    expect(dialog().queryByText(/not an e-mail address/u)).toBeNull()
    fake.answer('answer', async () => ok({ ...taken, plain: 'saved', state: 'queued', choices: nothing }))
    await user.click(dialog().getByRole('button', { name: 'Send' }))
    await waitFor(() => {
      expect(screen.queryByRole('dialog')).toBeNull()
    })
    expect(asked('answer').at(-1)).toEqual({
      id: taken.id,
      answer: {
        kind: 'fix-details',
        details: {
          firstName: 'Ana',
          lastName: 'Schröder',
          email: 'ana@other.example',
          phone: '0171 2340001',
          birthday: null,
        },
      },
    })
  })

  it('corrects only the fields that an edit changes', async () => {
    const edit = needsYou(
      { kind: 'contact-taken', field: 'phone', other: null },
      { fix: true },
      { kind: 'member.edit', fields: ['phone'] },
    )
    const { asked, user } = await openQueue([edit])
    await user.click(await screen.findByRole('button', { name: 'Fix and send' }))
    await waitFor(() => dialog().getByRole('textbox', { name: 'Phone' }))
    expect(dialog().getAllByRole('textbox')).toHaveLength(1)
    await user.click(dialog().getByRole('button', { name: 'Send' }))
    await waitFor(() => {
      expect(asked('answer')).toEqual([
        { id: edit.id, answer: { kind: 'fix-details', details: { phone: '0171 2340001' } } },
      ])
    })
  })

  it('gives stamps of a card that turned out to be nobody’s to the member the cashier names', async () => {
    const lost = needsYou({ kind: 'code-unknown' }, { drop: true }, stamps, {
      target: { kind: 'code', code: '2012345678903' },
      who: { name: '' },
    })
    const { asked, user } = await openQueue([lost])
    expect(await screen.findAllByText('Card 2012345678903')).toHaveLength(1)
    await user.click(button('Choose the member'))
    fireEvent.change(dialog().getByRole('searchbox'), { target: { value: 'bernd' } })
    await user.click(await screen.findByRole('option', { name: /Bernd/u }))
    await waitFor(() => {
      expect(asked('answer')).toEqual([
        { id: lost.id, answer: { kind: 'use-member', key: 'r:2', card: null } },
      ])
    })
  })

  it('asks which card gets them where the member has several', async () => {
    const lost = needsYou({ kind: 'code-ambiguous', count: 2 }, { drop: true }, stamps, {
      target: { kind: 'code', code: '2012345678903' },
      who: { name: '' },
    })
    const { asked, user } = await openQueue([lost])
    await user.click(await screen.findByRole('button', { name: 'Choose the member' }))
    fireEvent.change(dialog().getByRole('searchbox'), { target: { value: 'chiara' } })
    await user.click(await screen.findByRole('option', { name: /Chiara/u }))
    expect(await screen.findAllByText(/has several cards/u)).toHaveLength(1)
    expect(asked('answer')).toEqual([])
    await user.click(dialog().getAllByRole('button', { name: /card/iu })[1] ?? button('none'))
    await waitFor(() => {
      expect(asked('answer')).toEqual([
        { id: lost.id, answer: { kind: 'use-member', key: 'r:3', card: { kind: 'held', cardId: 'c4' } } },
      ])
    })
  })

  it('settles an enrolment whose e-mail is taken by the member who has it, in one press', async () => {
    const twin = needsYou(
      { kind: 'contact-taken', field: 'email', other: { key: 'r:2', name: 'Bernd Zufall' } },
      { fix: true },
      create,
    )
    const { asked, user } = await openQueue([twin])
    await user.click(await screen.findByRole('button', { name: 'It is Bernd Zufall' }))
    await waitFor(() => {
      expect(asked('answer')).toEqual([
        { id: twin.id, answer: { kind: 'use-member', key: 'r:2', card: null, take: [] } },
      ])
    })
  })

  it('shows both people of such a question as masked rows, to be compared', async () => {
    const reason = {
      kind: 'contact-taken',
      field: 'phone',
      other: { key: 'r:2', name: 'Bernd Zufall' },
    } as const
    const twin = needsYou(reason, { fix: true }, create)
    const row = { stamps: null, waiting: false, name: 'Bernd Zufall', cardEnd: null, emailMasked: null }
    const { asked } = await openQueue([twin], (made) => {
      made.answer('sides', async () =>
        ok({
          own: {
            ...row,
            key: 'l:1',
            phoneMasked: '•••• 0142',
            emailMasked: 'b•••@example.com',
            waiting: true,
          },
          other: { ...row, key: 'r:2', phoneMasked: '•••• 0142', stamps: 4, cardEnd: '•• 7777' },
          changes: [],
          left: [],
        }),
      )
    })
    const sides = (await screen.findByText('There already')).closest('ul')
    const shown = within(sides ?? document.body)
      .getAllByRole('listitem')
      .map((item) => item.textContent)
    expect(shown[0]).toMatch(/^To be enrolled.*b•••@example\.com/u)
    expect(shown[1]).toMatch(/^There already.*•• 7777.*4 stamps/u)
    expect(asked('sides')).toEqual([{ id: twin.id, key: 'r:2', wanted: false }])
  })

  it('asks field by field where the enrolment says something else than the member, and saves what was chosen', async () => {
    const reason = {
      kind: 'contact-taken',
      field: 'phone',
      other: { key: 'r:2', name: 'Bernd Zufall' },
    } as const
    const twin = needsYou(reason, { fix: true }, create)
    const { asked, user } = await openQueue([twin], (made) => {
      const email = { field: 'email', was: 'old@example.com', now: 'new@example.com' } as const
      made.answer('sides', async () => ok({ own: null, other: null, changes: [email], left: ['birthday'] }))
    })
    await user.click(await screen.findByRole('button', { name: 'It is Bernd Zufall' }))
    await screen.findByRole('alertdialog', { name: 'What is right for Bernd Zufall?' })
    expect(dialog().getAllByText(/does not let this till change it: Birthday/u)).toHaveLength(1)
    expect(asked('answer')).toEqual([])
    await user.click(dialog().getByRole('switch', { name: 'E-mail: change it to new@example.com' }))
    await user.click(dialog().getByRole('button', { name: 'Save 1 change' }))
    await waitFor(() => {
      expect(asked('answer')).toEqual([
        { id: twin.id, answer: { kind: 'use-member', key: 'r:2', card: null, take: ['email'] } },
      ])
    })
  })

  it('asks the same of a member who was looked for, and leaving it leads back to the search', async () => {
    const lost = needsYou({ ...undecided, before: null, now: null, adding: 0 }, { retry: true }, create)
    const { asked, user } = await openQueue([lost], (made) => {
      const phone = { field: 'phone', was: '+491712340003', now: '+491712340009' } as const
      made.answer('sides', async () => ok({ own: null, other: null, changes: [phone], left: [] }))
    })
    await user.click(await screen.findByRole('button', { name: 'Choose the member' }))
    fireEvent.change(dialog().getByRole('searchbox'), { target: { value: 'chiara' } })
    await user.click(await screen.findByRole('option', { name: /Chiara/u }))
    await screen.findByRole('alertdialog', { name: /^What is right for Chiara/u })
    await user.click(dialog().getByRole('button', { name: 'Cancel' }))
    await screen.findByRole('dialog', { name: 'Which member is it?' })
    expect(asked('answer')).toEqual([])
    await user.click(await screen.findByRole('option', { name: /Chiara/u }))
    await user.click(await screen.findByRole('button', { name: 'Keep it all as it is' }))
    await waitFor(() => {
      expect(asked('answer')).toEqual([
        { id: lost.id, answer: { kind: 'use-member', key: 'r:3', card: null, take: [] } },
      ])
    })
  })

  it('sends what was for a member who is gone to the one that the cashier names, and never advises a guess', async () => {
    const gone = needsYou(
      { kind: 'member-gone', candidates: [{ key: 'r:2', name: 'Bernd Zufall' }] },
      { retry: true, drop: true },
      stamps,
    )
    const { asked, user } = await openQueue([gone])
    expect(
      await screen.findAllByText(/no longer knows this member. It may be Bernd Zufall now\./u),
    ).toHaveLength(1)
    const offered = screen.getAllByRole('button').map((button) => button.textContent)
    expect(offered.indexOf('Choose the member')).toBeGreaterThan(-1)
    expect(offered.indexOf('Choose the member')).toBeLessThan(offered.indexOf('It is Bernd Zufall'))
    await user.click(screen.getByRole('button', { name: 'It is Bernd Zufall' }))
    await waitFor(() => {
      expect(asked('answer')).toEqual([
        { id: gone.id, answer: { kind: 'use-member', key: 'r:2', card: null } },
      ])
    })
  })

  it('says on its card why an answer was not taken, and keeps it', async () => {
    const { user } = await openQueue(
      [needsYou({ kind: 'refused', status: 422 }, { retry: true })],
      (made) => {
        made.answer('answer', async () => err({ kind: 'too-late' }))
      },
    )
    await user.click(await screen.findByRole('button', { name: 'Send again' }))
    expect(await screen.findAllByText(/Too late to change/u)).toHaveLength(1)
    expect(names()).toEqual(['Needs you'])
  })

  it('follows what main tells while it is open, and stops when it is left', async () => {
    const waiting = operation(stamps, 'Chiara', 'r:3', { plain: 'saved', state: 'queued' })
    const { fake, unmount } = await openQueue([waiting])
    await screen.findByText('Chiara')
    const listening = fake.listeners()
    act(() => {
      fake.settle(waiting.id, { plain: 'sent', state: 'done', changedAt: waiting.changedAt + 1 })
    })
    expect(names()).toEqual(['Settled lately'])
    unmount()
    // The list, and the pairs beside it.
    expect(fake.listeners()).toBe(listening - 2)
  })

  it('stays quick with a long list: two hundred rows, and more when asked', async () => {
    const { user } = await openQueue(
      Array.from({ length: 230 }, (_, at) =>
        operation(stamps, `Member ${at}`, 'r:3', { plain: 'saved', state: 'queued' }),
      ),
    )
    await screen.findByText('Member 0')
    expect(screen.getAllByRole('listitem')).toHaveLength(200)
    await user.click(button('Show 30 more'))
    expect(screen.getAllByRole('listitem')).toHaveLength(230)
  })

  it('says that the list could not be read, and reads it again', async () => {
    const { fake, user } = await openQueue([], (made) => {
      made.answer('operations', async () => err({ kind: 'internal', id: 'E-7' }))
    })
    expect(await screen.findAllByText('The list could not be read.')).toHaveLength(1)
    expect(screen.queryByText('Everything has arrived')).toBeNull()
    fake.answer('operations', async () => ok([]))
    await user.click(button('Read again'))
    expect(await screen.findAllByText('Everything has arrived')).toHaveLength(1)
  })

  it('offers no try where another start does the sending', async () => {
    await openScreen(<QueueScreen />, { start: { link: { kind: 'replaced', since: 0 } } })
    expect(await screen.findAllByText(/Close this window/u)).toHaveLength(1)
    expect(screen.queryByRole('button', { name: 'Try now' })).toBeNull()
  })

  it('tries the way to the provider when asked, and says when it is still shut', async () => {
    const offline = { kind: 'offline', since: Date.now() - 60_000, nextTryAt: null } as const
    const opened = await openScreen(<QueueScreen />, { start: { link: offline } })
    await opened.user.click(await screen.findByRole('button', { name: 'Try now' }))
    await waitFor(() => {
      expect(opened.till.notices.getState().toasts.map(({ what }) => what.id)).toEqual(['queue.tryNow.still'])
    })
    opened.fake.answer('probe', async () => ok({ kind: 'online' }))
    await opened.user.click(button('Try now'))
    await waitFor(() => {
      expect(screen.queryByRole('button', { name: 'Try now' })).toBeNull()
    })
  })
})
