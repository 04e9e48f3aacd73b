import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCustomerDesk } from '../../../electron/main/app/customer-desk.ts'
import type { ShopShown } from '../../../electron/main/app/customer-desk.ts'
import type { Link } from '../../../shared/domain/connection.ts'
import type { CustomerScreen, CustomerSettings } from '../../../shared/domain/customer-display.ts'
import type { MemberKey } from '../../../shared/domain/ids.ts'
import type { OperationView, PlainState } from '../../../shared/domain/operation.ts'
import type { MemberView } from '../../../shared/domain/views.ts'
import { ok } from '../../../shared/ipc/result.ts'

const ana = 'remote:1' as MemberKey
const bert = 'remote:2' as MemberKey

const memberOf = (key: MemberKey, firstName: string, history: readonly OperationView[] = []) =>
  ({
    key,
    details: {
      firstName,
      lastName: 'Hidden',
      email: 'h@example.com',
      phone: '+491712345678',
      birthday: null,
    },
    cards: [],
    codes: ['400638130001'],
    history,
  }) as unknown as MemberView

function stamps(id: string, amount: number, plain: OperationView['plain'], createdAt: number): OperationView {
  return {
    id,
    facts: { kind: 'stamps.add', amount },
    plain,
    target: { kind: 'member', key: ana },
    createdAt,
  } as unknown as OperationView
}

function redemption(plain: PlainState, provisional: boolean, id = 'r'): OperationView {
  return {
    ...stamps(id, 1, plain, 1_000_000),
    facts: { kind: 'reward.redeem', rewardName: 'Coffee', cost: 5, provisional },
  }
}

function openDesk(change: Partial<CustomerSettings> = {}) {
  let now = 1_000_000
  let link: Link = { kind: 'online' }
  let settings: CustomerSettings = {
    mode: 'second-screen',
    names: true,
    seconds: 30,
    language: null,
    invitation: null,
    ...change,
  }
  const shop = {
    connection: { id: 'SHOP', name: 'Corner Café', mode: 'live' },
    settings: () => ({ theme: 'dark', locale: 'de', country: 'DE', offlineRewards: 0 }),
    clock: { now: () => now },
    outbox: { link: () => link },
  } as unknown as ShopShown
  const told: CustomerScreen[] = []
  const published: { name: string; value: unknown }[] = []
  const people = new Map([ana, bert].map((key) => [key, memberOf(key, key === ana ? 'Ana' : 'Bert')]))
  let open: ShopShown | null = shop
  let timer: { readonly run: () => void; readonly ms: number } | null = null
  let ids = 0
  const desk = createCustomerDesk({
    shop: () => open,
    look: (key) => Promise.resolve(people.get(key) ?? null),
    settings: {
      get: () => settings,
      save: (_shop, changes) => ok((settings = { ...settings, ...changes })),
    },
    newId: () => `Q${String((ids += 1))}`,
    timers: {
      set: (run, ms) => {
        const mine = { run, ms }
        timer = mine
        return () => {
          if (timer === mine) timer = null
        }
      },
    },
    tell: (screen) => told.push(screen),
    publish: (name, value) => void published.push({ name, value }),
    onMode: () => undefined,
  })
  desk.window('open')
  return {
    desk,
    told,
    published,
    people,
    view: () => desk.screen().view,
    /** The time for which something is shown is over. */
    pass: () => timer?.run(),
    timer: () => timer?.ms ?? null,
    at: (ms: number) => (now = ms),
    close: () => (open = null),
    linkIs: (now: Link) => {
      link = now
      desk.heard('link', now)
    },
    answers: () => published.filter(({ name }) => name === 'customerAnswer').map(({ value }) => value),
  }
}

const member = (key: MemberKey) => ({ kind: 'member', key, card: null, pass: false }) as const

describe('what the customer sees', () => {
  test('whoever is at the counter is greeted, and goes at once when the cashier leaves them', async () => {
    const { desk, view, told } = openDesk()
    await desk.show(member(ana))
    expect(view()).toMatchObject({ kind: 'member', firstName: 'Ana', phoneEnd: '678' })
    await desk.show({ kind: 'nobody' })
    expect(view()).toEqual({ kind: 'idle', invitation: null })
    expect(JSON.stringify(told)).not.toMatch(/Hidden|example|400638|2345678/u)
    expect(told.at(-1)).toMatchObject({ shop: 'Corner Café', locale: 'de', theme: 'dark', practice: false })
  })

  test('nobody is shown any more after the seconds that were set, and the next stamp shows them again', async () => {
    const { desk, view, pass, timer, at } = openDesk({ seconds: 15 })
    await desk.show(member(ana))
    expect(timer()).toBe(15_000)
    pass()
    expect(view()).toEqual({ kind: 'idle', invitation: null })
    at(1_060_000)
    desk.heard('operation', stamps('a', 2, 'saved', 1_060_000))
    expect(view()).toMatchObject({ kind: 'member', firstName: 'Ana', news: { kind: 'added', amount: 2 } })
  })

  test('law: offline no reward is promised that the till cannot hand out', async () => {
    const { desk, view, people, linkIs } = openDesk()
    const card = { kind: 'held', cardId: 'c1', name: 'Coffee', stamps: 6, stampsRequired: 6 }
    const rewards = [{ id: 'r1', name: 'Free filter coffee', stampsRequired: 6, ready: true }]
    people.set(ana, { ...memberOf(ana, 'Ana'), cards: [{ ...card, rewards }] } as unknown as MemberView)
    await desk.show(member(ana))
    expect(view()).toMatchObject({ ready: ['Free filter coffee'] })
    linkIs({ kind: 'offline', since: 1, nextTryAt: null })
    expect(view()).toMatchObject({ firstName: 'Ana', ready: [] })
    linkIs({ kind: 'online' })
    expect(view()).toMatchObject({ ready: ['Free filter coffee'] })
  })

  test('law: who is being enrolled is not sent back to "show your card" while the form is open', async () => {
    const { desk, view, timer } = openDesk({ seconds: 15 })
    await desk.show(member(ana))
    expect(timer()).toBe(15_000)
    await desk.show({ kind: 'joining' })
    expect([view().kind, timer()]).toEqual(['joining', null])
    desk.hide()
    expect(view().kind).toBe('idle')
  })

  test('a till that is locked shows nobody, and the next stamp shows the member again', async () => {
    const { desk, view, timer } = openDesk()
    await desk.show(member(ana))
    desk.hide()
    expect(view()).toEqual({ kind: 'idle', invitation: null })
    expect(timer()).toBeNull()
    desk.heard('operation', stamps('a', 1, 'saved', 1_000_000))
    expect(view()).toMatchObject({ kind: 'member', firstName: 'Ana' })
  })

  test('a reading behind the cashier’s back wakes nobody', async () => {
    const { desk, view, pass } = openDesk()
    await desk.show(member(ana))
    pass()
    desk.heard('member', memberOf(ana, 'Ana'))
    expect(view().kind).toBe('idle')
  })

  test('what was added is said once: its arrival says nothing, another number and taking it back do', async () => {
    const { desk, view, told } = openDesk()
    await desk.show(member(ana))
    desk.heard('operation', stamps('a', 2, 'saved', 1_000_000))
    expect(view()).toMatchObject({ news: { kind: 'added', amount: 2 } })
    const before = told.length
    desk.heard('operation', stamps('a', 2, 'sent', 1_000_000))
    expect(told).toHaveLength(before)
    desk.heard('operation', stamps('a', 3, 'saved', 1_000_000))
    expect(view()).toMatchObject({ news: { kind: 'added', amount: 3 } })
    desk.heard('operation', stamps('a', 3, 'undone', 1_000_000))
    expect(view()).toMatchObject({ news: { kind: 'undone' } })
  })

  test('law: whatever becomes of a redemption, the screen wishes joy of it only while it is confirmed', async () => {
    const plains = fc.constantFrom<PlainState>('saved', 'checking', 'sent', 'needs-you', 'undone', 'dropped')
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(plains, fc.constant('later' as const)), { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        async (happens, provisional) => {
          const { desk, view, pass } = openDesk()
          await desk.show(member(ana))
          let plain: PlainState | null = null
          for (const next of happens) {
            if (next === 'later') pass()
            else desk.heard('operation', redemption((plain = next), provisional))
            const now = view()
            const news = now.kind === 'member' ? now.news : null
            if (news?.kind === 'given') expect(plain).toBe('sent')
            if (news?.kind === 'asking') expect(['saved', 'checking']).toContain(plain)
            if (plain === 'needs-you' || plain === 'dropped') expect(news).toBeNull()
          }
        },
      ),
      { seed: 20261121, numRuns: 300 },
    )
  })

  test('a redemption is asked for, confirmed, and said to be neither once it is refused', async () => {
    const { desk, view } = openDesk()
    await desk.show(member(ana))
    desk.heard('operation', redemption('saved', true))
    expect(view()).toMatchObject({ news: { kind: 'asking', reward: 'Coffee' } })
    desk.heard('operation', redemption('sent', true))
    expect(view()).toMatchObject({ news: { kind: 'given', reward: 'Coffee' } })
    desk.heard('operation', redemption('saved', false, 'second'))
    expect(view()).toMatchObject({ news: { kind: 'asking', reward: 'Coffee' } })
    desk.heard('operation', redemption('needs-you', false, 'second'))
    expect(view()).toMatchObject({ firstName: 'Ana', news: null })
    // Sent once more, and taken this time.
    desk.heard('operation', redemption('saved', false, 'second'))
    expect(view()).toMatchObject({ news: { kind: 'asking' } })
    desk.heard('operation', redemption('sent', false, 'second'))
    expect(view()).toMatchObject({ news: { kind: 'given' } })
  })

  test('what waited since an earlier visit says nothing when it arrives', async () => {
    const { desk, view } = openDesk()
    await desk.show(member(ana))
    desk.heard('operation', stamps('old', 2, 'sent', 1))
    expect(view()).toMatchObject({ kind: 'member', news: null })
  })

  test('what was saved in the moment before somebody is shown is said with them', async () => {
    const { desk, view, people } = openDesk()
    people.set(ana, memberOf(ana, 'Ana', [stamps('new', 1, 'saved', 999_000), stamps('old', 4, 'sent', 5)]))
    await desk.show(member(ana))
    expect(view()).toMatchObject({ news: { kind: 'added', amount: 1 } })
  })

  test('what was taken back at an earlier visit is not said at this one', async () => {
    const { desk, view, people } = openDesk()
    const reversal = {
      ...stamps('reversal', 0, 'sent', 7),
      facts: { kind: 'balance.revert', amount: 2, unit: { kind: 'points', decimals: 0 } },
    } as unknown as OperationView
    people.set(ana, memberOf(ana, 'Ana', [reversal, stamps('wrong', 4, 'undone', 5)]))
    await desk.show(member(ana))
    expect(view()).toMatchObject({ kind: 'member', news: null })
    desk.heard('operation', reversal)
    expect(view()).toMatchObject({ news: null })
    // What waited since then and is taken back now is said.
    desk.heard('operation', stamps('waited', 1, 'undone', 6))
    expect(view()).toMatchObject({ news: { kind: 'undone' } })
  })

  test('what was said is not said again to whoever is shown again later', async () => {
    const { desk, view, pass } = openDesk()
    await desk.show(member(ana))
    desk.heard('operation', stamps('a', 2, 'saved', 1_000_000))
    pass()
    await desk.show(member(ana))
    expect(view()).toMatchObject({ firstName: 'Ana', news: null })
  })

  test('whoever is being looked up when the till is locked, or asked about what is unsent, is not shown', async () => {
    const { desk, view } = openDesk()
    const looking = desk.show(member(ana))
    desk.hide()
    await looking
    expect(view().kind).toBe('idle')
    await desk.show(member(ana))
    expect(view().kind).toBe('member')
    desk.heard('closing', { waiting: 1, shops: [] })
    expect(view().kind).toBe('idle')
  })

  test('nothing of another member comes with the one who is shown', async () => {
    const { desk, view } = openDesk()
    await desk.show(member(ana))
    desk.heard('operation', stamps('a', 2, 'saved', 1_000_000))
    await desk.show(member(bert))
    expect(view()).toMatchObject({ firstName: 'Bert', news: null })
    desk.heard('operation', stamps('b', 5, 'saved', 1_000_000))
    desk.heard('member', memberOf(ana, 'Ana'))
    expect(view()).toMatchObject({ firstName: 'Bert', news: null })
  })

  test('a look-up that comes late shows nobody who was left meanwhile', async () => {
    const { desk, view } = openDesk()
    const first = desk.show(member(ana))
    await desk.show({ kind: 'nobody' })
    await first
    expect(view().kind).toBe('idle')
  })

  test('who is gone, and a terminal that is blocked, leave nobody on the screen', async () => {
    const { desk, view } = openDesk()
    await desk.show(member(ana))
    desk.heard('gone', { key: ana, name: 'Ana', isKept: false, mayBe: null })
    expect(view().kind).toBe('idle')
    await desk.show(member(ana))
    desk.heard('blocked', { kind: 'disk-full' })
    expect(view().kind).toBe('idle')
  })

  test('without an open shop nobody is shown, and names can be forbidden', async () => {
    const { desk, view, close } = openDesk({ names: false })
    await desk.show(member(ana))
    expect(view()).toMatchObject({ kind: 'member', firstName: null, phoneEnd: null })
    close()
    expect(view()).toMatchObject({ kind: 'idle' })
    expect(desk.screen().shop).toBe('')
  })

  test('the code for the phone is shown while it is asked for, and for the member who is there alone', async () => {
    const { desk, view, timer } = openDesk({ seconds: 15 })
    const passes = { apple: 'https://passes.example/a', google: 'javascript:alert(1)' }
    const coffee = { ...member(ana), card: { kind: 'held', cardId: 'coffee' } } as const
    await desk.show({ ...coffee, pass: true })
    desk.passes({ key: bert, cardId: 'coffee' }, passes)
    expect(view().kind).toBe('member')
    desk.passes({ key: ana, cardId: 'coffee' }, passes)
    expect(view()).toEqual({ kind: 'pass', apple: 'https://passes.example/a', google: null })
    // There is time to get out a phone.
    expect(timer()).toBe(60_000)
    await desk.show(coffee)
    expect(view()).toMatchObject({ kind: 'member', firstName: 'Ana' })
  })

  test('the code of one card is never shown for another one of the same member', async () => {
    const { desk, view } = openDesk()
    const passes = { apple: 'https://passes.example/coffee', google: null }
    const card = (cardId: string) => ({ kind: 'held', cardId }) as const
    await desk.show({ ...member(ana), card: card('coffee'), pass: true })
    desk.passes({ key: ana, cardId: 'coffee' }, passes)
    await desk.show({ ...member(ana), card: card('lunch'), pass: false })
    await desk.show({ ...member(ana), card: card('lunch'), pass: true })
    expect(view().kind).toBe('member')
    // An answer that was on its way.
    desk.passes({ key: ana, cardId: 'coffee' }, passes)
    expect(view().kind).toBe('member')
    desk.passes({ key: ana, cardId: 'lunch' }, { apple: null, google: 'https://passes.example/lunch' })
    expect(view()).toEqual({ kind: 'pass', apple: null, google: 'https://passes.example/lunch' })
  })
})

describe('"Is this your number?"', () => {
  test('is asked in figures that are easily read, and the answer reaches the cashier', async () => {
    const { desk, view, answers, pass } = openDesk()
    await desk.show({ kind: 'joining' })
    expect(desk.ask({ phone: '01712345678' })).toEqual(ok({ id: 'Q1' }))
    expect(view()).toEqual({ kind: 'question', id: 'Q1', phone: '+49 171 2345678' })
    desk.answered('Q1', { kind: 'yes' })
    expect(answers()).toEqual([{ id: 'Q1', answer: { kind: 'yes' } }])
    expect(view()).toEqual({ kind: 'thanks' })
    pass()
    expect(view()).toEqual({ kind: 'joining', invitation: null })
  })

  test('a No lets the customer type the number that is', async () => {
    const { desk, view, answers, timer } = openDesk()
    await desk.show({ kind: 'joining' })
    desk.ask({ phone: '99' })
    desk.answered('Q1', { kind: 'no' })
    expect(view()).toEqual({ kind: 'keypad', id: 'Q1' })
    // A number takes longer to type than to read.
    expect(timer()).toBe(120_000)
    desk.answered('Q1', { kind: 'typed', phone: '01719999999' })
    expect(answers()).toEqual([
      { id: 'Q1', answer: { kind: 'no' } },
      { id: 'Q1', answer: { kind: 'typed', phone: '01719999999' } },
    ])
  })

  test('an answer to a question that is over is nobody’s', async () => {
    const { desk, view, answers } = openDesk()
    await desk.show({ kind: 'joining' })
    desk.ask({ phone: '01712345678' })
    await desk.show({ kind: 'joining' })
    expect(view().kind).toBe('joining')
    desk.answered('Q1', { kind: 'yes' })
    desk.ask({ phone: null })
    expect(view()).toEqual({ kind: 'keypad', id: 'Q2' })
    desk.answered('Q1', { kind: 'yes' })
    expect(answers()).toEqual([{ id: 'Q1', answer: null }])
  })

  test('the form hears of every question that ends without an answer', async () => {
    const { desk, answers, pass } = openDesk()
    await desk.show({ kind: 'joining' })
    const ends = [
      pass,
      () => {
        desk.hide()
      },
      () => {
        desk.window('no-screen')
        desk.window('open')
      },
      () => void desk.show({ kind: 'nobody' }),
      () => void desk.ask({ phone: null }),
      () => {
        desk.clear()
      },
    ]
    for (const end of ends) {
      desk.ask({ phone: '01712345678' })
      end()
    }
    expect(answers()).toEqual(['Q1', 'Q2', 'Q3', 'Q4', 'Q5', 'Q6', 'Q7'].map((id) => ({ id, answer: null })))
    // One that was answered has ended with that.
    desk.ask({ phone: '01712345678' })
    desk.answered('Q8', { kind: 'yes' })
    pass()
    expect(answers()).toHaveLength(8)
  })

  test('who wants to be given more time has it for every question, and for typing', async () => {
    const { desk, timer } = openDesk({ seconds: 1_200 })
    await desk.show({ kind: 'joining' })
    desk.ask({ phone: '01712345678' })
    const asked = timer()
    desk.answered('Q1', { kind: 'no' })
    const typedAfterNo = timer()
    desk.ask({ phone: null })
    expect([asked, typedAfterNo, timer()]).toEqual([1_200_000, 1_200_000, 1_200_000])
  })

  test('the number does not stay on the screen when nobody answers, or the screen goes', async () => {
    const { desk, view, pass, timer } = openDesk({ seconds: 15 })
    await desk.show({ kind: 'joining' })
    desk.ask({ phone: '01712345678' })
    expect(timer()).toBe(60_000)
    pass()
    expect(view().kind).toBe('idle')
    desk.ask({ phone: '01712345678' })
    desk.window('no-screen')
    expect(view().kind).toBe('idle')
    expect(desk.ask({ phone: '01712345678' })).toMatchObject({ ok: false, error: { kind: 'not-offered' } })
  })
})
