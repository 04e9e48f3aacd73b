import { act, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { usualCounter } from '../../shared/domain/counter-settings.ts'
import { err, ok } from '../../shared/ipc/result.ts'
import { shortcutIds, shortcuts, shownKeys, toldKeys } from '../../renderer/components/shortcuts.ts'
import { en } from '../../renderer/i18n/messages/en.ts'
import { phrase } from '../../renderer/i18n/phrase.ts'
import { momentOver } from '../../renderer/stores/feedback.ts'
import { closeOverlay, goTo, openEnrolment, openOverlay, toIdle } from '../../renderer/stores/navigation.ts'
import { tell } from '../../renderer/stores/notices.ts'
import { openMember } from '../../renderer/stores/open-member.ts'
import { undo } from '../../renderer/stores/operations.ts'
import { scanned } from '../../renderer/stores/scan-routing.ts'
import { patchStart } from '../../renderer/stores/session.ts'
import type { ScanOrigin } from '../../renderer/stores/scan-watch.ts'
import { addStamps } from '../../renderer/stores/stamps.ts'
import { undoLast } from '../../renderer/stores/take-back.ts'
import type { SignalKind, Till } from '../../renderer/stores/till.ts'
import { operation, startOf } from './fake-shop.ts'
import type { FakeTerminal } from './fake-terminal.ts'
import { follow, onOwnClock, pass, renderTill, tap } from './render-till.tsx'

onOwnClock()

const patient = { timeout: 10_000 } as const
const ana = '400638130001'
const bernd = '400638130002'
const chiara = '400638130003'
const dmitri = '400638130004'
const byScanner = { by: 'camera' } as unknown as ScanOrigin

const asked = (fake: FakeTerminal, name: string): readonly unknown[] =>
  fake.calls.filter((call) => call.name === name).map(({ args }) => args)

/** What was heard since. */
function listen(till: Till): readonly SignalKind[] {
  const heard: SignalKind[] = []
  till.feedback.subscribe(({ last }, before) => {
    if (last !== null && last !== before.last) heard.push(last.kind)
  })
  return heard
}

const atOnce = { settings: { ...startOf().settings, counter: { ...usualCounter, scanStamps: true } } }

describe('the last action', () => {
  const choices = { undo: false, retry: false, fix: false, confirm: false, drop: false }

  test('within its window is undone by one key; the strip shows that key', async () => {
    const { fake, till, user } = await renderTill()
    await follow(() => scanned(till, ana))
    await follow(() => addStamps(till, 2))
    const made = [...fake.operations.values()][0]!
    fake.answer('lastAction', () => Promise.resolve(ok({ operation: made, way: { kind: 'unsent' } })))
    const strips = within(screen.getByRole('list', { name: 'Can still be undone' }))
    const button = strips.getByRole('button', { name: /^Undo/u })
    expect(button.textContent).toBe('UndoF9')
    expect(button.getAttribute('aria-keyshortcuts')).toBe('F9 Control+z')
    await tap(user, 'F9')
    await waitFor(() => expect(asked(fake, 'undo')).toEqual([{ id: made.id }]), patient)
    expect(asked(fake, 'takeBack')).toEqual([])
  })

  test('is shown first where another one has the strip with the key, as of the shop before', async () => {
    const { fake, till, user } = await renderTill()
    await follow(() => scanned(till, ana))
    await follow(() => addStamps(till, 2))
    const made = [...fake.operations.values()][0]!
    fake.answer('lastAction', () => Promise.resolve(ok({ operation: made, way: { kind: 'unsent' } })))
    await follow(() => scanned(till, bernd))
    await follow(() => addStamps(till, 1))
    await tap(user, 'F9')
    const dialog = await screen.findByRole('alertdialog', { name: 'Undo what you did last?' }, patient)
    expect(dialog.textContent).toMatch(/\+2 stamps for Ana Schröder/u)
    expect(asked(fake, 'undo')).toEqual([])
  })

  test('keeps its key in the strip where the cashier is called otherwise by then', async () => {
    const { till } = await renderTill()
    await follow(() => scanned(till, ana))
    await follow(() => addStamps(till, 2))
    const renamed = startOf().cashiers.map((one) => ({ ...one, name: `${one.name} B.` }))
    await follow(() => {
      patchStart(till, { cashiers: renamed })
    })
    const strips = within(screen.getByRole('list', { name: 'Can still be undone' }))
    expect(strips.getByRole('button', { name: /^Undo/u }).textContent).toBe('UndoF9')
  })

  test('that left is shown with what becomes of it, and taken back only then', async () => {
    const { fake, till, user } = await renderTill()
    const unit = { kind: 'points', decimals: 0 } as const
    const made = operation({ kind: 'balance.adjust', amount: 50, unit }, 'Ana Schröder', 'r:1', { choices })
    fake.answer('lastAction', () => Promise.resolve(ok({ operation: made, way: { kind: 'reversal' } })))
    fake.answer('takeBack', () => Promise.resolve(ok({ operation: made, member: null })))
    await tap(user, 'F9')
    const dialog = await screen.findByRole('alertdialog', { name: 'Undo what you did last?' }, patient)
    expect(dialog.textContent).toMatch(/\+50 points for Ana Schröder/u)
    expect(dialog.textContent).toMatch(/Leal has it already: an opposite entry is made\./u)
    await user.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull(), patient)
    expect(asked(fake, 'takeBack')).toEqual([])
    const heard = listen(till)
    await follow(() => undoLast(till))
    await user.click(await screen.findByRole('button', { name: 'Undo it' }, patient))
    await waitFor(() => expect(asked(fake, 'takeBack')).toMatchObject([{ id: made.id }]), patient)
    await waitFor(() => expect(heard).toEqual(['question', 'undone']), patient)
  })

  test.each([
    ['system', /Leal has it already and lets no till undo such a thing\. Correct it in Leal itself/u],
    ['offline', /Try again when the till is online/u],
    ['spent', /less left than undoing it would take/u],
    ['checking', /Nobody knows yet whether it arrived/u],
  ] as const)('that cannot be taken back says why and what to do: %s', async (why, words) => {
    const { fake, till } = await renderTill()
    const made = operation({ kind: 'stamps.add', amount: 1 }, 'Ana Schröder', 'r:1', { choices })
    fake.answer('lastAction', () => Promise.resolve(ok({ operation: made, way: { kind: 'none', why } })))
    await follow(() => undoLast(till))
    const dialog = await screen.findByRole('alertdialog', { name: 'This cannot be undone here' }, patient)
    expect(dialog.textContent).toMatch(words)
    expect(within(dialog).queryByRole('button', { name: 'Undo it' })).toBeNull()
  })

  test('where there is none is said to be none', async () => {
    const { till } = await renderTill()
    await follow(() => undoLast(till))
    expect(await screen.findAllByRole('alertdialog', { name: 'Nothing to undo' }, patient)).toHaveLength(1)
  })
})

describe('the cap of a day', () => {
  test('asks by name, Cancel gives nothing, and Give anyway says that it is meant', async () => {
    const { fake, till, user } = await renderTill()
    fake.answer('addStamps', ({ overCap }) =>
      Promise.resolve(
        overCap === true ? err({ kind: 'too-late' }) : err({ kind: 'day-cap', given: 5, cap: 5 }),
      ),
    )
    await follow(() => scanned(till, ana))
    const heard = listen(till)
    await follow(() => addStamps(till, 1))
    const question = await screen.findByRole('alertdialog', { name: 'More stamps today?' }, patient)
    expect(question.textContent).toMatch(
      /Ana Schröder already got 5 stamps today\. The shop’s limit is 5 a day\. Give one more\?/u,
    )
    expect(heard).toEqual(['question'])
    await user.click(within(question).getByRole('button', { name: 'Cancel' }))
    expect(asked(fake, 'addStamps')).toHaveLength(1)
    await follow(() => addStamps(till, 1))
    await user.click(await screen.findByRole('button', { name: 'Give anyway' }, patient))
    const calls = asked(fake, 'addStamps') as readonly { readonly intent: string }[]
    expect(calls.at(-1)).toMatchObject({ amount: 1, again: true, overCap: true })
    expect(new Set(calls.map(({ intent }) => intent)).size).toBe(1)
  })

  test('law: a change that has left before "Give anyway" is not given once more beside it', async () => {
    const { fake, till, user } = await renderTill()
    await follow(() => scanned(till, ana))
    await follow(() => addStamps(till, 1))
    const made = [...fake.operations.values()][0]!
    fake.answer('changeStamps', () => Promise.resolve(err({ kind: 'day-cap', given: 5, cap: 5 })))
    await follow(() => addStamps(till, 5))
    const question = await screen.findByRole('alertdialog', { name: 'More stamps today?' }, patient)
    await follow(() =>
      fake.settle(made.id, { undoUntil: null, state: 'sending', choices: { ...made.choices, undo: false } }),
    )
    await user.click(within(question).getByRole('button', { name: 'Give anyway' }))
    expect(asked(fake, 'addStamps')).toHaveLength(1)
    expect(asked(fake, 'changeStamps')).toHaveLength(1)
    expect(screen.getAllByText(/Too late to change/u).length).toBeGreaterThan(0)
  })
})

describe('where a scan stamps at once', () => {
  test('it gives one stamp, which a number changes and Enter does not add to', async () => {
    const { fake, till, user } = await renderTill(atOnce)
    await follow(() => scanned(till, ana, byScanner))
    expect(asked(fake, 'addStamps')).toMatchObject([{ amount: 1, again: false, card: { cardId: 'c1' } }])
    await user.keyboard('{Enter}')
    await follow(() => addStamps(till, 3))
    expect(asked(fake, 'addStamps')).toHaveLength(1)
    expect(asked(fake, 'changeStamps')).toMatchObject([{ amount: 3 }])
  })

  test('law: it gives none over a reward that is ready, where a card is to be chosen, or to nobody', async () => {
    const { fake, till } = await renderTill(atOnce)
    for (const code of [bernd, chiara, '4006381333931']) await follow(() => scanned(till, code, byScanner))
    expect(asked(fake, 'scan')).toHaveLength(3)
    expect(asked(fake, 'addStamps')).toEqual([])
  })

  test('law: a stamp that is not given is told at the member with the reason, until one is given', async () => {
    const { till } = await renderTill(atOnce)
    const heard = listen(till)
    const said = (): string | undefined => document.querySelector('.member-panel .banner__title')?.textContent
    await follow(() => scanned(till, bernd, byScanner))
    expect(said()).toBe(en['at-once.not-yet.reward'])
    await follow(() => scanned(till, chiara, byScanner))
    expect(said()).toBe(en['at-once.not-yet.card'])
    expect(heard).toEqual(['question', 'question'])
    await follow(() => scanned(till, bernd, byScanner))
    await follow(() => addStamps(till, 1))
    expect(said()).toBeUndefined()
  })

  test('law: it gives none in a form, over a dialog or on another screen, nor to who is found by hand', async () => {
    const { fake, till } = await renderTill(atOnce)
    await follow(() => openMember(till, 'r:1'))
    await follow(() => scanned(till, ana))
    await follow(() => {
      openOverlay(till, 'staff')
    })
    await follow(() => scanned(till, ana, byScanner))
    await follow(() => {
      till.member.setState({ editing: true })
    })
    await follow(() => scanned(till, ana, byScanner))
    await follow(() => {
      till.nav.setState({ screen: 'queue' })
    })
    await follow(() => scanned(till, ana, byScanner))
    await follow(() => {
      openEnrolment(till, null)
    })
    await follow(() => scanned(till, ana, byScanner))
    expect(asked(fake, 'addStamps')).toEqual([])
  })

  test('law: it gives none where the cashier has gone elsewhere before the card was looked up', async () => {
    const { fake, till } = await renderTill(atOnce)
    const looking = scanned(till, ana, byScanner)
    await follow(() => {
      openOverlay(till, 'staff')
    })
    await follow(() => looking)
    expect(asked(fake, 'addStamps')).toEqual([])
  })

  test('the same card again is asked about by the same rule', async () => {
    const { fake, till } = await renderTill(atOnce)
    const earlier = operation({ kind: 'stamps.add', amount: 1 }, 'Ana Schröder', 'r:1')
    fake.answer('addStamps', () => Promise.resolve(err({ kind: 'just-done', earlier })))
    await follow(() => scanned(till, ana, byScanner))
    expect(await screen.findAllByRole('alertdialog', { name: 'Add stamps again?' }, patient)).toHaveLength(1)
  })

  test('law: of two quick scans nobody is passed over without a word', async () => {
    const { fake, till } = await renderTill(atOnce)
    await follow(() => Promise.all([scanned(till, chiara, byScanner), scanned(till, ana, byScanner)]))
    expect(asked(fake, 'addStamps')).toMatchObject([{ target: { key: 'r:1' } }])
    expect(till.notices.getState().toasts.map(({ what }) => what)).toMatchObject([
      { id: 'at-once.not-stamped', values: { name: 'Chiara O’Neill-Vázquez' } },
    ])
  })
})

describe('a reward that becomes ready', () => {
  test('is a moment with a sound that takes no press, and is said once', async () => {
    const { till } = await renderTill()
    const heard = listen(till)
    await follow(() => scanned(till, ana))
    await follow(() => addStamps(till, 1))
    expect([heard, till.feedback.getState().moment]).toEqual([['saved'], null])
    await follow(() => addStamps(till, 2))
    expect(heard).toEqual(['saved', 'reward'])
    expect(till.notices.getState().assertive?.what).toEqual({
      id: 'announce.moment',
      values: { reward: 'Free coffee' },
    })
    const moment = till.feedback.getState().moment!
    await waitFor(() => expect(document.querySelector('[data-moment]')).not.toBeNull(), patient)
    const drawn = document.querySelector('[data-moment]')!
    expect([drawn.getAttribute('aria-hidden'), drawn.querySelector('button, input, a')]).toEqual([
      'true',
      null,
    ])
    expect(drawn.textContent).toBe('Reward ready!Free coffee')
    // An older one takes nothing of a newer one away.
    act(() => {
      momentOver(till, moment.id - 1)
    })
    expect(till.feedback.getState().moment).toBe(moment)
    act(() => {
      momentOver(till, moment.id)
    })
    expect(document.querySelector('[data-moment]')).toBeNull()
  })

  test('is not begun before the page has time for it, and is not kept for a window that is not drawn', async () => {
    const idle: (() => void)[] = []
    vi.stubGlobal('requestIdleCallback', (work: () => void) => idle.push(work))
    vi.stubGlobal('requestAnimationFrame', () => 0)
    const { till } = await renderTill()
    await follow(() => scanned(till, ana))
    await follow(() => addStamps(till, 2))
    await waitFor(() => expect(idle).toHaveLength(1), patient)
    expect(document.querySelector('.reward-moment')).toBeNull()
    act(() => {
      idle[0]!()
    })
    const laid = document.querySelector('.reward-moment--laid')!
    expect(laid.textContent).toBe('Reward ready!Free coffee')
    expect(laid.matches('[data-moment]')).toBe(false)
    expect(till.feedback.getState().moment).not.toBeNull()
    await pass(3_100)
    expect(till.feedback.getState().moment).toBeNull()
    expect(document.querySelector('.reward-moment')).toBeNull()
  })

  test.each([
    ['somebody else is at the counter', (till: Till) => scanned(till, bernd)],
    ['nobody is', (till: Till) => toIdle(till)],
    ['it was taken back', (till: Till) => undo(till, till.undo.getState().operations[0]!.id)],
  ])('is over once %s', async (_when, next) => {
    const { till } = await renderTill()
    await follow(() => scanned(till, ana))
    await follow(() => addStamps(till, 2))
    await waitFor(() => expect(document.querySelector('[data-moment]')).not.toBeNull(), patient)
    await follow(() => next(till))
    expect(till.feedback.getState().moment).toBeNull()
    expect(document.querySelector('.reward-moment')).toBeNull()
  })

  test('does not begin where the counter comes back long after it', async () => {
    const { till } = await renderTill()
    await follow(() => scanned(till, ana))
    await follow(() => {
      goTo(till, 'queue')
    })
    await follow(() => addStamps(till, 2))
    expect(till.feedback.getState().moment).not.toBeNull()
    await pass(3_500)
    await follow(() => {
      goTo(till, 'counter')
    })
    await pass(300)
    expect(till.feedback.getState().moment).toBeNull()
    expect(document.querySelector('.reward-moment')).toBeNull()
  })
})

describe('what is told', () => {
  test('law: what went well with one member is not told beside the next; what went wrong stays', async () => {
    const { till } = await renderTill()
    await follow(() => scanned(till, ana))
    await follow(() => {
      tell(till, 'good', phrase('edit.saved'))
      tell(till, 'bad', phrase('counter.half-scan'))
    })
    await follow(() => scanned(till, bernd))
    expect(till.notices.getState().toasts.map(({ what }) => what.id)).toEqual(['counter.half-scan'])
  })

  test('law: good, bad and a question each have an outline of their own, beside colour and sound', async () => {
    const { fake, till } = await renderTill()
    await follow(() => {
      tell(till, 'good', phrase('edit.saved'))
      tell(till, 'bad', phrase('counter.half-scan'))
    })
    const earlier = operation({ kind: 'stamps.add', amount: 1 }, 'Ana Schröder', 'r:1')
    fake.answer('addStamps', () => Promise.resolve(err({ kind: 'just-done', earlier })))
    await follow(() => scanned(till, ana))
    await follow(() => addStamps(till, 1))
    await screen.findByRole('alertdialog', { name: 'Add stamps again?' }, patient)
    const outline = (of: string): string =>
      document.querySelector(`${of} > svg`)!.firstElementChild!.outerHTML
    const outlines = ['.toast--good', '.toast--bad', '.again'].map(outline)
    expect(new Set(outlines).size).toBe(3)
    expect(outlines.filter((drawn) => drawn.startsWith('<circle'))).toHaveLength(1)
  })
})

describe('sounds', () => {
  test('law: none of success is heard before it is saved, and what was not saved sounds of that', async () => {
    const { fake, till } = await renderTill()
    await follow(() => scanned(till, ana))
    const heard = listen(till)
    let fail = (): void => undefined
    fake.answer(
      'addStamps',
      () =>
        new Promise((resolve) => {
          fail = () => resolve(err({ kind: 'not-saved', cause: 'disk-full' }))
        }),
    )
    const adding = addStamps(till, 1)
    await Promise.resolve()
    expect(heard).toEqual([])
    fail()
    await follow(() => adding)
    expect(heard).toEqual(['failed'])
  })

  test('a card that is nobody’s asks, one that was not read went wrong, and a member is shown without a sound', async () => {
    const { till } = await renderTill()
    const heard = listen(till)
    await follow(() => scanned(till, ana))
    await follow(() => scanned(till, '4006381333931'))
    await follow(() => scanned(till, ' '))
    expect(heard).toEqual(['question', 'failed'])
  })
})

describe('the sheet of shortcuts', () => {
  test('opens by F1 and by a question mark alone, and a question mark within a search is a sign of it', async () => {
    const { till, user } = await renderTill()
    await tap(user, 'F1')
    await screen.findByRole('dialog', { name: 'Shortcuts' }, patient)
    await user.keyboard('{Escape}')
    await waitFor(() => expect(till.nav.getState().overlay).toBeNull(), patient)
    await tap(user, '?')
    await screen.findByRole('dialog', { name: 'Shortcuts' }, patient)
    expect(till.counter.getState().query).toBe('')
    await user.keyboard('{Escape}')
    await waitFor(() => expect(till.nav.getState().overlay).toBeNull(), patient)
    const field = screen.getByRole<HTMLInputElement>('combobox')
    await user.type(field, 'wh?')
    expect([field.value, till.nav.getState().overlay]).toEqual(['wh?', null])
  })

  test('lists what listens on the screen and no more, with the buttons’ own words and keys', async () => {
    const { till } = await renderTill()
    const listed = async (): Promise<readonly string[]> => {
      await follow(() => {
        openOverlay(till, 'shortcuts')
      })
      const sheet = await screen.findByRole('dialog', { name: 'Shortcuts' }, patient)
      const ids = [...sheet.querySelectorAll('[data-shortcut]')].map((row) =>
        row.getAttribute('data-shortcut')!,
      )
      await follow(() => {
        closeOverlay(till)
      })
      return ids
    }
    const everywhere = shortcutIds.filter((id) => shortcuts[id].place === 'everywhere')
    expect(await listed()).toEqual(['search', 'enrol', 'camera', ...everywhere])
    await follow(() => scanned(till, chiara))
    const withTwoCards = await listed()
    const besides = ['reveal', 'forget', 'close', 'search', 'enrol', 'camera', ...everywhere]
    expect(withTwoCards).toEqual(['edit', 'card', ...besides])
    await follow(() => scanned(till, bernd))
    const ready = await listed()
    expect(ready).toEqual(['main', 'stamps', 'redeem', 'edit', ...besides])
    for (const [id, name] of [
      ['edit', 'Edit'],
      ['enrol', 'New member'],
      ['redeem', /^Redeem/u],
      ['camera', 'Scan with the camera'],
      ['close', 'Close'],
      ['reveal', 'Show the whole phone number'],
      ['forget', /^Forget/u],
      ['theme', 'Use dark colours'],
      ['settings', 'Settings'],
    ] as const) {
      const button = screen.getByRole('button', { name })
      const keys = button.querySelector<HTMLElement>('.kbd')
      const shown = `${keys?.textContent ?? ''}${keys?.dataset['keys'] ?? ''}`
      expect([id, shown.includes(shownKeys(shortcuts[id].keys[0], (key) => en[key]))]).toEqual([id, true])
      expect([id, button.getAttribute('aria-keyshortcuts')]).toEqual([id, toldKeys(id)])
    }
  })

  test('a key does what its button does: redeem, new member, the next card, back to the field', async () => {
    const { fake, till, user } = await renderTill()
    await follow(() => scanned(till, chiara))
    await tap(user, 'F7')
    await waitFor(() => expect(till.member.getState().card).toBe('c3'), patient)
    await tap(user, 'F7')
    await waitFor(() => expect(till.member.getState().card).toBe('c4'), patient)
    await follow(() => scanned(till, bernd))
    await tap(user, 'F4')
    await waitFor(() => expect(asked(fake, 'redeem')).toMatchObject([{ rewardId: 'rw-coffee' }]), patient)
    await tap(user, 'F6')
    await waitFor(() => expect(till.counter.getState().place.kind).toBe('enrol'), patient)
  })
  test('law: of several rewards F4 goes to the next one, which shows that Enter takes it', async () => {
    const { fake, till, user } = await renderTill()
    await follow(() => scanned(till, dmitri))
    const seen = (): readonly string[] =>
      screen.getAllByRole('button', { name: /^Redeem:/u }).map((one) => one.textContent)
    expect(seen()).toEqual(['Redeem: Whole cake6 stampsF4', 'Redeem: Slice of cake4 stamps'])
    const after: (readonly string[])[] = []
    for (let times = 0; times < 3; times += 1) {
      await tap(user, 'F4')
      const [whole, slice] = screen.getAllByRole('button', { name: /^Redeem:/u })
      await waitFor(() => expect(document.activeElement).toBe(times === 1 ? slice : whole), patient)
      after.push(seen())
    }
    const first = ['Redeem: Whole cake6 stamps↵', 'Redeem: Slice of cake4 stampsF4']
    expect(after).toEqual([first, ['Redeem: Whole cake6 stampsF4', 'Redeem: Slice of cake4 stamps↵'], first])
    expect(asked(fake, 'redeem')).toHaveLength(0)
    await user.keyboard('{Enter}')
    expect(asked(fake, 'redeem')).toMatchObject([{ rewardId: 'rw-cake' }])
  })
})
