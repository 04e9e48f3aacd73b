import { usualCounter } from '../../shared/domain/counter-settings.ts'
import { act, cleanup, screen, waitFor, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { describe, expect, test } from 'vitest'
import { err, ok } from '../../shared/ipc/result.ts'
import { defaultCodeRules } from '../../shared/scan/code-meaning.ts'
import { quiet } from '../../renderer/stores/arm.ts'
import { redeem } from '../../renderer/stores/redeem.ts'
import { scanned } from '../../renderer/stores/scan-routing.ts'
import { addStamps } from '../../renderer/stores/stamps.ts'
import type { Till } from '../../renderer/stores/till.ts'
import { cardView, madeUpMembers, memberView, operation } from './fake-shop.ts'
import type { FakeTerminal } from './fake-terminal.ts'
import { follow, hand, onOwnClock, pass, renderTill, tap } from './render-till.tsx'

onOwnClock()

const offline = { kind: 'offline', since: 0, nextTryAt: null } as const
const ana = '400638130001'
const bernd = '400638130002'

function asked(fake: FakeTerminal, name: string): readonly unknown[] {
  return fake.calls.filter((call) => call.name === name).map(({ args }) => args)
}

function ofKind(fake: FakeTerminal, kind: string): string {
  return [...fake.operations.values()].findLast((made) => made.facts.kind === kind)!.id
}

async function opened(
  code: string,
  ...args: Parameters<typeof renderTill>
): Promise<{ readonly fake: FakeTerminal; readonly till: Till; readonly user: UserEvent }> {
  const page = await renderTill(...args)
  await follow(() => scanned(page.till, code))
  return page
}

describe('stamps', () => {
  test('a digit by itself adds so many, and leaves the field empty', async () => {
    const { fake, user } = await opened(ana)
    await tap(user, '3')
    await waitFor(() => {
      expect(asked(fake, 'addStamps')).toHaveLength(1)
    })
    expect(asked(fake, 'addStamps')[0]).toMatchObject({
      amount: 3,
      card: { kind: 'held', cardId: 'c1' },
      again: false,
    })
    expect(screen.getByRole<HTMLInputElement>('combobox').value).toBe('')
  })

  test('a digit that another key follows is the start of a search and adds nothing', async () => {
    const { fake } = await opened(ana)
    await hand(40).keyboard('30')
    await pass(quiet * 2)
    expect(screen.getByRole<HTMLInputElement>('combobox').value).toBe('30')
    expect(asked(fake, 'addStamps')).toHaveLength(0)
  })

  test('law: the first digit of a code whose line stands still behind it adds nothing', async () => {
    const { fake } = await opened(ana)
    const scanner = hand(null)
    // Its release is late too: however busy the machine, that is under no finger that taps.
    await scanner.keyboard('{4>}')
    await pass(quiet * 2)
    expect(asked(fake, 'addStamps')).toHaveLength(0)
    await scanner.keyboard('006381333931{Enter}')
    await pass(quiet * 2)
    expect(asked(fake, 'addStamps')).toHaveLength(0)
    expect(asked(fake, 'changeStamps')).toHaveLength(0)
    // Taken together it is the whole code; what is left of it, where a busy machine kept it still for longer, is none.
    for (const scan of asked(fake, 'scan').slice(1)) expect(scan).toEqual({ raw: '4006381333931' })
  })

  test('law: on a button a digit adds so many all the same, and Enter presses that button alone', async () => {
    const { fake, user } = await opened(ana)
    const button = screen.getByRole('button', { name: 'Edit' })
    act(() => {
      button.focus()
    })
    await tap(user, '3')
    await waitFor(() => {
      expect(asked(fake, 'addStamps')).toMatchObject([{ amount: 3 }])
    })
    expect(screen.getByRole<HTMLInputElement>('combobox').value).toBe('')
    act(() => {
      button.focus()
    })
    await user.keyboard('{Enter}')
    await screen.findByRole('dialog', { name: 'Edit details' })
    await tap(user, '4')
    await pass(quiet * 2)
    expect(asked(fake, 'addStamps')).toHaveLength(1)
    expect(asked(fake, 'changeStamps')).toHaveLength(0)
  })

  test('Enter adds one stamp; again within the window it adds nothing', async () => {
    const { fake, user } = await opened(ana)
    await user.keyboard('{Enter}')
    await user.keyboard('{Enter}')
    expect(asked(fake, 'addStamps')).toHaveLength(1)
    expect(asked(fake, 'changeStamps')).toHaveLength(0)
  })

  test('another number within the window changes the same operation', async () => {
    const { fake, user } = await opened(ana)
    await user.click(screen.getByRole('button', { name: 'Add 2 stamps' }))
    await user.click(screen.getByRole('button', { name: 'Add 5 stamps' }))
    expect(asked(fake, 'addStamps')).toHaveLength(1)
    expect(asked(fake, 'changeStamps')).toEqual([{ id: ofKind(fake, 'stamps.add'), amount: 5 }])
    expect(screen.queryAllByText('+7 waiting')).toHaveLength(1)
  })

  test('law: after another scan of the card a number changes nothing that was given: it is asked about', async () => {
    const { fake, till, user } = await opened(ana)
    await user.click(screen.getByRole('button', { name: 'Add 2 stamps' }))
    const earlier = fake.operations.get(ofKind(fake, 'stamps.add'))!
    await follow(() => scanned(till, ana))
    fake.answer('addStamps', () => Promise.resolve(err({ kind: 'just-done', earlier })))
    await user.click(screen.getByRole('button', { name: 'Add 1 stamp' }))
    const question = within(await screen.findByRole('alertdialog', { name: 'Add stamps again?' }))
    expect(
      question.queryAllByText(
        /^2 stamps were added for Ana .* just now by Mira\. Do you want to add one more\?$/u,
      ),
    ).toHaveLength(1)
    const intents = asked(fake, 'addStamps') as readonly { readonly intent: string }[]
    expect(new Set(intents.map(({ intent }) => intent)).size).toBe(2)
    expect(asked(fake, 'changeStamps')).toHaveLength(0)
  })

  test('law: stamps that were being saved when the card was scanned again are not changed either', async () => {
    const { fake, till } = await opened(ana)
    const made = operation({ kind: 'stamps.add', amount: 2 }, 'Ana Schröder', 'r:1', {
      undoUntil: Date.now() + 60_000,
      choices: { undo: true, retry: false, fix: false, confirm: false, drop: false },
    })
    const answers: (() => void)[] = []
    fake.answer(
      'addStamps',
      () =>
        new Promise((resolve) => {
          answers.push(() => {
            resolve(ok({ operation: made, member: null }))
          })
        }),
    )
    const first = addStamps(till, 2)
    await follow(() => scanned(till, ana))
    answers[0]?.()
    await follow(() => first)
    void addStamps(till, 1)
    expect(asked(fake, 'addStamps')).toMatchObject([{ amount: 2 }, { amount: 1 }])
    expect(asked(fake, 'changeStamps')).toHaveLength(0)
  })

  test('presses while one is being saved are not lost: the last of them counts', async () => {
    const { fake, till } = await opened(ana)
    await follow(() => Promise.all([addStamps(till, 1), addStamps(till, 2), addStamps(till, 4)]))
    expect(asked(fake, 'addStamps')).toMatchObject([{ amount: 1 }])
    expect(asked(fake, 'changeStamps')).toMatchObject([{ amount: 4 }])
  })

  test('after the window another press is a new operation with an intent of its own', async () => {
    const { fake, till } = await opened(ana)
    await follow(() => addStamps(till, 1))
    await follow(() => {
      fake.settle(ofKind(fake, 'stamps.add'), {
        undoUntil: null,
        state: 'queued',
        choices: { undo: false, retry: false, fix: false, confirm: false, drop: false },
      })
    })
    await follow(() => addStamps(till, 1))
    const intents = asked(fake, 'addStamps').map((args) => (args as { readonly intent: string }).intent)
    expect(new Set(intents).size).toBe(2)
  })

  test('stamps that wait are never part of the balance', async () => {
    await opened(ana)
    expect(screen.queryAllByText('6 stamps')).toHaveLength(1)
    expect(screen.queryAllByText('+2 waiting')).toHaveLength(1)
    expect(screen.queryAllByRole('img', { name: 'Coffee card: 6 of 10 stamps, 2 waiting' })).toHaveLength(1)
  })

  test('the same again asks, and No is the answer of Escape', async () => {
    const { fake, user } = await opened(ana)
    const earlier = operation({ kind: 'stamps.add', amount: 1 }, 'Ana Schröder', 'r:1')
    fake.answer('addStamps', ({ again }) =>
      Promise.resolve(again ? err({ kind: 'too-late' }) : err({ kind: 'just-done', earlier })),
    )
    await user.keyboard('{Enter}')
    const dialog = await screen.findByRole('alertdialog')
    expect(within(dialog).queryAllByText(/Do you want to add one more/u)).toHaveLength(1)
    await user.keyboard('{Escape}')
    await waitFor(() => {
      expect(screen.queryByRole('alertdialog')).toBeNull()
    })
    expect(asked(fake, 'addStamps')).toHaveLength(1)
  })

  test('Yes does it again with the same intent, marked as meant', async () => {
    const { fake, user } = await opened(ana)
    const earlier = operation({ kind: 'stamps.add', amount: 1 }, 'Ana Schröder', 'r:1')
    fake.answer('addStamps', () => Promise.resolve(err({ kind: 'just-done', earlier })))
    await user.keyboard('{Enter}')
    await user.click(await screen.findByRole('button', { name: 'Yes, once more' }))
    const [first, second] = asked(fake, 'addStamps') as readonly {
      readonly intent: string
      readonly again: boolean
    }[]
    expect(second).toMatchObject({ again: true })
    expect(second?.intent).toBe(first?.intent)
  })

  test('what was not saved is said, and is not shown as added', async () => {
    const { fake, till } = await opened(ana)
    fake.answer('addStamps', () => Promise.resolve(err({ kind: 'not-saved', cause: 'disk-full' })))
    await follow(() => addStamps(till, 1))
    expect(screen.getAllByText(/Not saved: the disk is full/u).length).toBeGreaterThan(0)
    expect(screen.queryByText('1 stamp added')).toBeNull()
  })
})

describe('undo', () => {
  test('the next customer neither waits for it nor cancels it', async () => {
    const { fake, till, user } = await opened(ana)
    await follow(() => addStamps(till, 2))
    await follow(() => scanned(till, '400638130005'))
    await follow(() => addStamps(till, 1))
    const strips = screen.getByRole('list', { name: 'Can still be undone' })
    expect(within(strips).getAllByRole('listitem')).toHaveLength(2)
    await user.click(within(strips).getAllByRole('button', { name: /Undo/u })[0]!)
    expect(asked(fake, 'undo')).toEqual([{ id: [...fake.operations.keys()][0] }])
    expect(within(strips).getAllByRole('listitem')).toHaveLength(1)
    expect(screen.queryAllByRole('heading', { name: /Anastasia/u })).toHaveLength(1)
  })

  test('ends by itself when its time is over', async () => {
    const { till } = await opened(ana)
    await follow(() => addStamps(till, 2))
    await pass(7_900)
    expect(till.undo.getState().operations).toHaveLength(1)
    await pass(200)
    await waitFor(() => {
      expect(till.undo.getState().operations).toEqual([])
    })
    expect(till.member.getState().stamped).toBeNull()
  })

  test('too late is said plainly', async () => {
    const { fake, till, user } = await opened(ana)
    await follow(() => addStamps(till, 2))
    fake.answer('undo', () => Promise.resolve(err({ kind: 'too-late' })))
    const strips = within(screen.getByRole('list', { name: 'Can still be undone' }))
    await user.click(strips.getByRole('button', { name: /^Undo/u }))
    expect(screen.getAllByText(/Too late to change/u).length).toBeGreaterThan(0)
    expect(strips.queryByRole('button')).toBeNull()
  })
})

describe('rewards', () => {
  test('when one is ready the main button redeems it, and stamping is second', async () => {
    const { fake, user } = await opened(bernd)
    await user.keyboard('{Enter}')
    expect(asked(fake, 'redeem')).toMatchObject([
      { rewardId: 'rw-coffee', card: { kind: 'held', cardId: 'c2' } },
    ])
    expect(asked(fake, 'addStamps')).toHaveLength(0)
  })

  test('Enter pressed once more after a stamp does not redeem what that stamp made ready', async () => {
    const { fake, user } = await opened(ana)
    await tap(user, '2')
    const reward = await screen.findByRole('button', { name: /^Redeem: Free coffee/u })
    await user.keyboard('{Enter}')
    expect(asked(fake, 'redeem')).toHaveLength(0)
    expect(document.activeElement).toBe(reward)
    await user.keyboard('{Enter}')
    expect(asked(fake, 'redeem')).toHaveLength(1)
  })

  test('"give" appears only once the provider has confirmed', async () => {
    const { fake, till, user } = await opened(bernd)
    await follow(() => redeem(till, 'rw-coffee'))
    const id = ofKind(fake, 'reward.redeem')
    expect(screen.queryByText('Give the reward')).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Send now' }))
    expect(screen.getByRole('status').textContent).toContain('Wait before you hand it over.')
    expect(asked(fake, 'leave')).toEqual([{ key: 'r:2' }])
    expect(screen.queryAllByText('Asking the loyalty system…')).toHaveLength(1)
    await follow(() => {
      fake.settle(id, { plain: 'checking', state: 'unknown' })
    })
    expect(screen.getByRole('alert').textContent).toContain('Do not hand it over yet')
    expect(screen.queryByText('Give the reward')).toBeNull()
    await follow(() => {
      fake.settle(id, { plain: 'sent', state: 'done' })
    })
    expect(screen.queryAllByText('Give the reward')).toHaveLength(1)
    expect(screen.getByRole('alert').textContent).toContain('Confirmed. Give the reward: Free coffee.')
  })

  test('a refusal says why and never says "give"', async () => {
    const { fake, till } = await opened(bernd)
    await follow(() => redeem(till, 'rw-coffee'))
    await follow(() => {
      fake.settle(ofKind(fake, 'reward.redeem'), {
        plain: 'needs-you',
        state: 'attention',
        undoUntil: null,
        reason: { kind: 'not-enough-stamps', balance: 4, cost: 10 },
      })
    })
    // On the panel, and by the live region.
    expect(screen.queryAllByText('There were not enough stamps: 4 of 10.')).toHaveLength(2)
    expect(screen.getByRole('alert').textContent).toContain('There were not enough stamps: 4 of 10.')
    expect(screen.queryByText('Give the reward')).toBeNull()
  })

  test('the answer finds the cashier also after the member was left', async () => {
    const { fake, till } = await opened(bernd)
    await follow(() => redeem(till, 'rw-coffee'))
    await follow(() => scanned(till, ana))
    expect(asked(fake, 'leave')).toEqual([{ key: 'r:2' }])
    await follow(() => {
      fake.settle(ofKind(fake, 'reward.redeem'), { plain: 'sent', state: 'done' })
    })
    expect(
      screen.getAllByText('Confirmed: give Bernd Zufall the reward Free coffee.').length,
    ).toBeGreaterThan(0)
  })

  test('offline it is off, with one sentence why, and stamping is first', async () => {
    const { fake, user } = await opened(bernd, { link: offline })
    expect(screen.getByRole('button', { name: /Redeem: Free coffee/u })).toHaveProperty('disabled', true)
    expect(screen.queryAllByText(/Rewards wait for the connection/u)).toHaveLength(1)
    await user.keyboard('{Enter}')
    expect(asked(fake, 'redeem')).toHaveLength(0)
    expect(asked(fake, 'addStamps')).toHaveLength(1)
  })

  test('law: its key says why it does nothing, instead of doing nothing', async () => {
    const { fake, till, user } = await opened(bernd, { link: offline })
    await tap(user, 'F4')
    await waitFor(() => {
      expect(till.notices.getState().toasts).toMatchObject([{ what: { id: 'failure.offline-redeem-off' } }])
    })
    expect(asked(fake, 'redeem')).toEqual([])
  })

  test('where the shop allows it offline it is labelled provisional', async () => {
    const { till } = await opened(bernd, {
      link: offline,
      settings: {
        theme: 'light',
        locale: 'en',
        offlineRewards: 1,
        country: 'DE',
        nameLookUp: true,
        againSeconds: 30,
        codeRules: defaultCodeRules,
        counter: usualCounter,
      },
    })
    expect(screen.queryAllByText(/provisional until it is confirmed/u)).toHaveLength(1)
    await follow(() => redeem(till, 'rw-coffee'))
    expect(screen.queryAllByText('Give the reward, provisionally')).toHaveLength(1)
    expect(screen.getByRole('alert').textContent).toContain('Give the reward provisionally: ')
    expect(screen.queryByText('Give the reward')).toBeNull()
  })

  test('a provisional reward can be undone as long as any other', async () => {
    const { fake, till, user } = await opened(bernd, {
      link: offline,
      settings: {
        theme: 'light',
        locale: 'en',
        offlineRewards: 1,
        country: 'DE',
        nameLookUp: true,
        againSeconds: 30,
        codeRules: defaultCodeRules,
        counter: usualCounter,
      },
    })
    await follow(() => redeem(till, 'rw-coffee'))
    await user.click(screen.getByRole('button', { name: 'Undo' }))
    expect(asked(fake, 'undo')).toEqual([{ id: ofKind(fake, 'reward.redeem') }])
    expect(screen.queryByText('Give the reward, provisionally')).toBeNull()
  })

  test('several rewards: Enter chooses none of them', async () => {
    const { fake, user } = await opened('400638130004')
    await user.keyboard('{Enter}')
    expect(asked(fake, 'redeem')).toHaveLength(0)
    expect(document.activeElement?.textContent).toContain('Whole cake')
  })
})

describe('the panel', () => {
  test('with several cards the one with a reward ready is chosen, else the cashier is asked', async () => {
    const { user } = await opened('400638130003')
    expect(screen.queryAllByRole('heading', { name: 'Which card?' })).toHaveLength(1)
    expect(screen.queryByRole('button', { name: 'Add stamp' })).toBeNull()
    await user.click(screen.getByRole('button', { name: /Cake card/u }))
    expect(screen.queryAllByRole('img', { name: /^Cake card: 3 of 6/u })).toHaveLength(1)
    const two = memberView('9', 'Zoe', null, [
      cardView('tpl-coffee', 9, { id: 'c8' }),
      cardView('tpl-cake', 4, { id: 'c9' }),
    ])
    cleanup()
    const other = await opened('400638130009', {}, [two])
    expect(other.till.member.getState().card).toBe('c9')
  })

  test('welcome stamps of an enrolment are told apart and never counted twice', async () => {
    const fresh = memberView(
      '9',
      'Zoe',
      null,
      [cardView('tpl-coffee', null, { id: null, welcome: 1, waiting: 2 })],
      { key: 'l:01J', remoteId: null, asOf: null },
    )
    await opened('400638130009', {}, [fresh])
    expect(screen.queryAllByText('Balance not known yet')).toHaveLength(1)
    expect(screen.queryAllByText('+1 welcome, waiting')).toHaveLength(1)
    expect(screen.queryAllByText('+2 waiting')).toHaveLength(1)
    expect(screen.queryAllByText('7 more stamps to Free coffee')).toHaveLength(1)
  })

  test('Escape leaves the member and tells main', async () => {
    const { fake, user } = await opened(ana)
    await user.keyboard('{Escape}')
    expect(screen.queryAllByRole('heading', { name: 'Ready to scan' })).toHaveLength(1)
    expect(asked(fake, 'leave')).toEqual([{ key: 'r:1' }])
  })

  test('a member without a loyalty card is offered no stamp, and is told why', async () => {
    const { fake, user } = await opened(ana, {}, [{ ...madeUpMembers()[0]!, cards: [] }])
    expect(screen.queryAllByText(/gives a loyalty card only when a member is enrolled/u)).toHaveLength(1)
    expect(screen.queryByRole('button', { name: /^Add/u })).toBeNull()
    await tap(user, '3')
    await pass(quiet * 2)
    await user.keyboard('{Enter}')
    expect(asked(fake, 'addStamps')).toHaveLength(0)
  })

  test('a change that main tells is shown; another member’s is not', async () => {
    const { fake } = await opened(ana)
    const [first, second] = madeUpMembers()
    // Until she is painted, nothing else is drawn.
    await pass(100)
    await follow(() => {
      fake.emit('member', { ...first!, cards: [cardView('tpl-coffee', 8, { id: 'c1' })] })
      fake.emit('member', second!)
    })
    expect(screen.queryAllByText('8 stamps')).toHaveLength(1)
    expect(screen.queryAllByRole('heading', { name: /Ana Schröder/u })).toHaveLength(1)
  })

  test('editing shows a problem at its field and sends what the form showed first', async () => {
    const { fake, user } = await opened(ana)
    fake.answer('edit', () => Promise.resolve(err({ kind: 'invalid', fields: { email: 'not-an-email' } })))
    await user.keyboard('{F2}')
    const email = await screen.findByRole('textbox', { name: /E-mail/u })
    await user.clear(email)
    await user.type(email, 'ana')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(await screen.findAllByText(/This is not an e-mail address/u)).toHaveLength(1)
    expect(asked(fake, 'edit')).toMatchObject([
      { key: 'r:1', base: { email: 'ana@example.com' }, details: { email: 'ana', phone: '+491712340001' } },
    ])
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: /E-mail/u }))
  })

  test('a half-filled edit form is not thrown away by a scan', async () => {
    const { till, user } = await opened(ana)
    await user.keyboard('{F2}')
    await user.type(await screen.findByRole('textbox', { name: /Last name/u }), 'x')
    await follow(() => scanned(till, bernd))
    expect(screen.queryAllByRole('dialog', { name: 'Edit details' })).toHaveLength(1)
    expect(screen.getAllByText(/The scan was not used/u).length).toBeGreaterThan(0)
  })
})
