import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { QueueScreen } from '../../renderer/features/queue/queue-screen.tsx'
import { openUnknownCard } from '../../renderer/stores/navigation.ts'
import { scanned } from '../../renderer/stores/scan-routing.ts'
import { setQuery } from '../../renderer/stores/search.ts'
import type { OperationFacts, OperationView } from '../../shared/domain/operation.ts'
import { operation } from './fake-shop.ts'
import { openScreen } from './open-screen.tsx'
import { follow, renderTill } from './render-till.tsx'
import { memberAt, startAt } from './systems.ts'
import type { BalanceSystem } from './systems.ts'

/** A balance in the smallest part, and what a cashier reads of it. */
const table: readonly (readonly [BalanceSystem, number, string])[] = [
  ['loke', 1_250, '1,250 points'],
  ['inveterate', 1_250, '12.5 credits'],
  ['sellauth', 5_000, '50.00'],
]

describe.each(table)('at %s', (system, balance, said) => {
  const member = memberAt(system, balance)
  const code = member.codes[0] ?? ''

  test('a row of the search shows the balance in what the system counts', async () => {
    const { till } = await renderTill(startAt(system), [member])
    await follow(() => setQuery(till, 'ada'))
    const row = await screen.findByRole('option')
    expect(row.textContent).toContain(said)
    expect(row.textContent).not.toMatch(/stamp/u)
  })

  test('so does a card of several members, and the search for whose a card is', async () => {
    const { till, fake, user } = await renderTill(startAt(system), [member, { ...member, key: 'r:10' }])
    await follow(() => scanned(till, code))
    expect((await screen.findAllByRole('button', { name: /Ada Byron/u }))[0]?.textContent).toContain(said)
    await follow(() => {
      openUnknownCard(till, { code: '1', certain: false, waitingStamps: 0 })
    })
    await user.click(await screen.findByRole('button', { name: /^Give it to a member/u }))
    await user.type(await screen.findByRole('searchbox'), 'ada')
    expect((await screen.findAllByRole('option'))[0]?.textContent).toContain(said)
    expect(fake.calls.filter(({ name }) => name === 'search')).not.toEqual([])
  })

  test('a member who opens is said with that balance', async () => {
    const { till } = await renderTill(startAt(system), [member])
    await follow(() => scanned(till, code))
    const told = screen.getAllByRole('status').map(({ textContent }) => textContent)
    expect(told).toContain(`Ada Byron. ${said}.`)
  })
})

test('a balance that is overdrawn keeps its sign', async () => {
  const member = memberAt('sellauth', -750)
  const { till } = await renderTill(startAt('sellauth'), [member])
  await follow(() => scanned(till, member.codes[0] ?? ''))
  expect(screen.getByRole('region', { name: 'Balance' }).textContent).toContain('-7.50')
})

const choices = { undo: false, retry: true, fix: false, confirm: true, drop: true }

function questions(unit: 'points' | 'credits' | 'money', count: number): readonly OperationView[] {
  const facts: OperationFacts = {
    kind: 'balance.adjust',
    amount: 250,
    unit: { kind: unit, decimals: unit === 'points' ? 0 : 2 },
  }
  const reason = { kind: 'undecided', before: 1_000, now: 1_250, adding: 250 } as const
  return Array.from({ length: count }, (_, n) =>
    operation(facts, `Member ${String(n)}`, 'r:1', {
      plain: 'needs-you',
      state: 'attention',
      reason,
      choices,
      lostAt: Date.UTC(2026, 10, 20, 13, 2) + n * 1_000,
    }),
  )
}

const figures: readonly (readonly ['points' | 'credits' | 'money', string, string])[] = [
  ['points', '1,000 → 1,250', 'Before 1,000, now 1,250; we were adding 250: it looks applied.'],
  ['credits', '10 → 12.5', 'Before 10, now 12.5; we were adding 2.5: it looks applied.'],
  ['money', '10.00 → 12.50', 'Before 10.00, now 12.50; we were adding 2.50: it looks applied.'],
]

describe.each(figures)('a question about %s', (unit, row, sentence) => {
  test('shows its counts as the system writes them, alone and in an outage', async () => {
    const { unmount } = await openScreen(<QueueScreen />, {
      prepare: (fake) => {
        for (const each of questions(unit, 12)) fake.operations.set(each.id, each)
      },
    })
    const table = await screen.findByRole('table')
    expect(within(table).getAllByRole('row')[1]?.textContent).toContain(row)
    expect(table.textContent).not.toMatch(/stamp/iu)
    unmount()
    await openScreen(<QueueScreen />, {
      prepare: (fake) => {
        for (const each of questions(unit, 1)) fake.operations.set(each.id, each)
      },
    })
    await waitFor(() => {
      expect(document.body.textContent).toContain(sentence)
    })
  })
})

test('a walk-in where members are made by hand is not said to be sent by itself', async () => {
  const create: OperationFacts = { kind: 'member.create', code: null, welcome: 0 }
  const waiting = operation(create, 'Ana', 'r:1')
  await openScreen(<QueueScreen />, {
    start: startAt('sellauth'),
    prepare: (fake) => {
      fake.operations.set(waiting.id, waiting)
    },
  })
  expect(await screen.findAllByText('Waiting until SellAuth has them; make them there.')).toHaveLength(1)
  expect(screen.queryByText(/sent by themselves/u)).toBeNull()
  expect(screen.queryByText('They are sent by themselves.')).toBeNull()
})
