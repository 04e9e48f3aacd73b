import { describe, expect, test } from 'vitest'
import { lastSpendOf } from '../../../electron/main/directory/member-row.ts'
import { hitRow, shownRows } from '../../../electron/main/services/member-rows.ts'
import type { Shop } from '../../../electron/main/services/shop.ts'
import type { LastSpend } from '../../../electron/main/directory/types.ts'

const details = { firstName: 'Anna', lastName: 'Müller', email: null, phone: null, birthday: '1990-02-28' }
/** Half past midnight on the 4th in Berlin, the evening of the 3rd in UTC. */
const now = Date.UTC(2026, 11, 3, 23, 30)
const day = 24 * 3_600_000

/** The row of a member of a shop in Berlin, served here at a time and elsewhere at another. */
function rowOf(here: number | null, lastSpend: LastSpend | null) {
  const shop = {
    connection: { id: 's', zone: 'Europe/Berlin' },
    clock: { now: () => now },
    outbox: {
      people: { lastVisits: () => new Map(here === null ? [] : [['r:1', here]]) },
      replaced: { among: () => new Map() },
    },
  } as unknown as Shop
  const hit = {
    remoteId: '1',
    details,
    stamps: null,
    codes: [],
    ...(lastSpend === null ? {} : { lastSpend }),
  }
  const [row] = shownRows(shop, [hitRow(shop, 'r:1', hit)])
  return row
}

describe('the last visit of a row', () => {
  test.each<readonly [string, number | null, LastSpend | null, string | undefined]>([
    ['is the shop’s own day', now, null, '2026-12-04'],
    ['is what the provider tells', null, { at: now - day, zoned: true }, '2026-12-03'],
    ['is the later of both', now - 3 * day, { at: now - day, zoned: true }, '2026-12-03'],
    [
      'is the later of both, the other way round',
      now - day,
      { at: now - 3 * day, zoned: true },
      '2026-12-03',
    ],
    ['told without a zone is the day that was told', null, { at: now, zoned: false }, '2026-12-03'],
    ['is never a day to come: a clock was ahead', now + day, { at: now - day, zoned: true }, '2026-12-03'],
    ['is nothing where nobody knows', null, null, undefined],
  ])('%s', (_, here, spent, expected) => {
    expect(rowOf(here, spent)?.lastVisit).toBe(expected)
  })

  test('is read from what the provider tells of spending, and from nothing else', () => {
    const joined = { kind: 'joined', at: 5, zoned: true } as const
    expect(lastSpendOf(undefined)).toBeNull()
    expect(lastSpendOf([joined, { kind: 'last-spend', at: null, zoned: true }])).toBeNull()
    expect(lastSpendOf([joined, { kind: 'last-spend', at: 7, zoned: false }])).toEqual({
      at: 7,
      zoned: false,
    })
  })

  test('stands in a row that tells no birthday and nothing unmasked', () => {
    const row = rowOf(now, { at: 5, zoned: true })
    expect(Object.keys(row ?? {}).toSorted()).toEqual([
      'cardEnd',
      'emailMasked',
      'key',
      'lastVisit',
      'name',
      'phoneMasked',
      'stamps',
      'waiting',
    ])
    expect(JSON.stringify(row)).not.toContain('1990')
  })
})
