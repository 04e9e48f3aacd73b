import { describe, expect, test } from 'vitest'
import type { CardRegister, KnownCard } from '../../../electron/main/outbox/pure/register.ts'
import { cardHeader, cardLine, mostCards } from '../../../electron/main/services/cards/card-rows.ts'
import { everyCard } from '../../../electron/main/services/cards/export-cards.ts'
import { cardsAtOnce, importCards } from '../../../electron/main/services/cards/import-cards.ts'
import { err, ok } from '../../../shared/ipc/result.ts'

const now = Date.UTC(2026, 10, 21)
/** All of what a file may have in the long run, a hundredth of it in the ordinary one. */
const many = process.env['STAMPWELL_FULL'] === '1' ? mostCards : mostCards / 100

const card = (n: number): KnownCard => ({
  code: `C${String(n).padStart(7, '0')}`,
  remoteId: `${n % 97}`,
  learnedAt: n,
})

/** A register in memory that notes how it was used. */
function fakeRegister() {
  const known = new Map<string, KnownCard>()
  const taken: { readonly count: number; readonly turn: number }[] = []
  let turn = 0
  let running = true
  const count = (): void => {
    turn += 1
    if (running) setImmediate(count)
  }
  setImmediate(count)
  const register: CardRegister = {
    count: () => known.size,
    codesOf: () => [],
    letGo: () => undefined,
    page: (_connection, after, limit) => {
      const from = after === null ? 0 : [...known.keys()].indexOf(after.code) + 1
      const cards = [...known.values()].slice(from, from + limit)
      const last = cards.length < limit ? undefined : cards.at(-1)
      return { cards, waiting: 1, next: last === undefined ? null : { code: last.code, key: 'r:1' } }
    },
    take: (_connection, cards) => {
      taken.push({ count: cards.length, turn })
      return ok(
        cards.map((one) => {
          const before = known.get(one.code)
          if (before !== undefined) return before.remoteId === one.remoteId ? 'known' : 'other'
          known.set(one.code, one)
          return 'new'
        }),
      )
    },
  }
  return {
    into: { outbox: { register }, connectionId: 'shop' },
    register,
    known,
    taken,
    turns: () => turn,
    stop: () => {
      running = false
    },
  }
}

describe('a long list of cards', () => {
  test('is taken in some at a time, and whatever waits goes first between them', async () => {
    const fake = fakeRegister()
    const text = cardHeader + Array.from({ length: many }, (_, n) => cardLine(card(n))).join('')
    const answer = await importCards(fake.into, text, now)
    expect(answer).toMatchObject({ ok: true, value: { added: many, known: 0 } })
    expect(fake.taken).toHaveLength(Math.ceil(many / cardsAtOnce))
    expect(Math.max(...fake.taken.map((one) => one.count))).toBe(cardsAtOnce)
    // No two of them in one turn of the event loop, and turns passed while it was being read as well.
    expect(new Set(fake.taken.map((one) => one.turn)).size).toBe(fake.taken.length)
    expect(fake.taken[0]?.turn).toBeGreaterThanOrEqual(many / 1_000)

    const before = fake.turns()
    const told = { count: 0, waiting: 0 }
    const written: KnownCard[] = []
    for await (const page of everyCard(fake.into, told)) written.push(...page)
    fake.stop()
    expect(written).toEqual([...fake.known.values()])
    expect(told.count).toBe(many)
    expect(fake.turns() - before).toBeGreaterThanOrEqual(Math.floor(many / 500))
  })

  test('names the first lines that were not taken in, and counts the rest', async () => {
    const fake = fakeRegister()
    const rows = Array.from({ length: 30 }, (_, n) => cardLine(card(n)))
    const stolen = Array.from({ length: 30 }, (_, n) => cardLine({ ...card(n), remoteId: 'another' }))
    const answer = await importCards(
      fake.into,
      cardHeader + [...rows, ...stolen, ...Array<string>(25).fill('x\n')].join(''),
      now,
    )
    fake.stop()
    if (!answer.ok) expect.fail(answer.error.kind)
    expect(answer.value).toMatchObject({
      added: 30,
      known: 0,
      others: { count: 30 },
      unreadable: { count: 25 },
    })
    expect(answer.value.others.first.map(({ line }) => line)).toEqual(
      Array.from({ length: 20 }, (_, n) => n + 32),
    )
    expect(answer.value.unreadable.first.map((line) => line)).toEqual(
      Array.from({ length: 20 }, (_, n) => n + 62),
    )
    expect(fake.known.get('C0000003')?.remoteId).toBe('3')
  })

  test('that ends half way tells why, and can be taken in again', async () => {
    const fake = fakeRegister()
    const { take } = fake.register
    let left = 2
    const full: CardRegister = {
      ...fake.register,
      take: (id, cards) => {
        left -= 1
        return left < 0 ? err({ kind: 'not-saved', cause: 'disk-full' }) : take(id, cards)
      },
    }
    const text = cardHeader + Array.from({ length: 1_000 }, (_, n) => cardLine(card(n))).join('')
    const into = { outbox: { register: full }, connectionId: 'shop' }
    expect(await importCards(into, text, now)).toEqual({
      ok: false,
      error: { kind: 'not-saved', cause: 'disk-full' },
    })
    expect(fake.known.size).toBe(2 * cardsAtOnce)
    left = 1_000
    expect(await importCards(into, text, now)).toMatchObject({
      ok: true,
      value: { added: 1_000 - 2 * cardsAtOnce, known: 2 * cardsAtOnce },
    })
    fake.stop()
  })
})
