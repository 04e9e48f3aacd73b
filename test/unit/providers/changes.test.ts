import { describe, expect, test } from 'vitest'
import type { RemoteMember } from '../../../shared/domain/member.ts'
import { changesById } from '../../../electron/main/providers/changes-by-id.ts'
import { changesByTime } from '../../../electron/main/providers/changes-by-time.ts'
import type { Answer, ChangesPage, Failure } from '../../../electron/main/providers/provider.ts'
import { memberLike } from '../directory/made-up-members.ts'

const evidence = { http: 200, requestId: null, startedAt: 1, ms: 1, serverDate: null }
const options = { priority: 'background' } as const
const lag = 1_000

interface Row {
  readonly id: number
  readonly at: number | null
}

/** A list that people come to, change in and leave, while it is read page by page. */
function list(rows: Row[], sorted: (a: Row, b: Row) => number, isKeyed = false) {
  const perPage = 3
  const asked: (string | number | null)[] = []
  const now = { rows, asked, failure: null as Failure | null, told: true, total: true }
  const member = ({ id, at }: Row): RemoteMember => ({ ...memberLike(String(id), {}), updatedAt: at })
  const slice = (from: number): readonly Row[] => now.rows.toSorted(sorted).slice(from, from + perPage)
  const failed = (): Answer<never> | null =>
    now.failure === null ? null : { ok: false, failure: now.failure, evidence }
  return {
    ...now,
    state: now,
    /** A cursor is a place in the list, or the last row that was told, as they are when it is asked. */
    ordered: async (cursor: string | null) => {
      asked.push(cursor)
      const failure = cursor === null ? null : failed()
      if (failure !== null) return failure
      const [at = 0, id = 0] = (cursor ?? '').split(':').map(Number)
      const behind = now.rows.filter((row) => sorted(row, { id, at }) <= 0).length
      const from = cursor === null ? 0 : isKeyed ? behind : Number(cursor)
      const rows = slice(from)
      const last = rows.at(-1)
      const place = isKeyed ? `${String(last?.at)}:${String(last?.id)}` : String(from + perPage)
      const next = from + perPage < now.rows.length ? place : null
      return { ok: true as const, value: { members: rows.map(member), next, total: null }, evidence }
    },
    numbered: async (page: number) => {
      asked.push(page)
      const pages = now.total ? Math.max(1, Math.ceil(now.rows.length / perPage)) : null
      return {
        ok: true as const,
        value: { members: slice((page - 1) * perPage).map(member), pages },
        evidence,
      }
    },
  }
}

type Reader = (place: string | null) => Promise<Answer<ChangesPage>>

/** Reads to the end as a till would, every step from the place that it kept. */
async function readAll(read: Reader, place: string | null, between: () => void = () => undefined) {
  const told = new Set<string>()
  for (let steps = 1; ; steps += 1) {
    const answer = await read(place)
    if (!answer.ok) throw new Error(answer.failure.kind)
    for (const { remoteId } of answer.value.members) told.add(remoteId)
    place = answer.value.place
    if (answer.value.isLast) return { told, place, steps }
    if (steps > 100) throw new Error('it never ends')
    between()
  }
}

const many = (count: number): Row[] =>
  Array.from({ length: count }, (_, n) => ({ id: n + 1, at: (n + 1) * 10_000 }))
const byId = (a: Row, b: Row): number => a.id - b.id
const byTime = (a: Row, b: Row): number => (a.at ?? 0) - (b.at ?? 0) || a.id - b.id
const backwards =
  (sorted: (a: Row, b: Row) => number) =>
  (a: Row, b: Row): number =>
    sorted(b, a)

describe.each([
  ['rising', byId],
  ['falling', backwards(byId)],
])('in a list by id that is %s', (_, sorted) => {
  test('those who came are told, however many, and nobody else is asked for', async () => {
    const shop = list(many(20), sorted)
    const read: Reader = (place) => changesById(shop.numbered, place, options)
    let { place } = await readAll(read, null)
    for (const came of [0, 1, 2, 3, 7]) {
      const first = shop.state.rows.length + 1
      for (let id = first; id < first + came; id += 1) shop.state.rows.push({ id, at: null })
      const asked = shop.asked.length
      const { told, place: after } = await readAll(read, place)
      for (let id = first; id < first + came; id += 1) expect(told).toContain(String(id))
      expect(shop.asked.length - asked).toBeLessThanOrEqual(Math.ceil(came / 3) + 2)
      place = after
    }
  })

  test('nobody who came before is missed where others come while it is read', async () => {
    const shop = list(many(20), sorted)
    const read: Reader = (place) => changesById(shop.numbered, place, options)
    const { place } = await readAll(read, null)
    for (let id = 21; id <= 29; id += 1) shop.state.rows.push({ id, at: null })
    let next = 30
    const first = await readAll(read, place, () => shop.state.rows.push({ id: next++, at: null }))
    const second = await readAll(read, first.place)
    const told = new Set([...first.told, ...second.told])
    for (let id = 21; id < next; id += 1) expect(told).toContain(String(id))
  })
})

test('those who came are told where some leave while a list from old to new is read', async () => {
  const shop = list(many(20), byId)
  const read: Reader = (place) => changesById(shop.numbered, place, options)
  const { place } = await readAll(read, null)
  for (let id = 21; id <= 29; id += 1) shop.state.rows.push({ id, at: null })
  const { told } = await readAll(read, place, () => shop.state.rows.splice(2, 1))
  for (let id = 21; id <= 29; id += 1) expect(told).toContain(String(id))
})

test('a list by id in no order, of other ids, or from old to new without a count of pages, is said to tell nothing', async () => {
  const mixed = list(many(9), (a, b) => ((a.id * 5) % 9) - ((b.id * 5) % 9))
  expect(await readAll((place) => changesById(mixed.numbered, place, options), null)).toMatchObject({
    place: null,
  })
  const uncounted = list(many(9), byId)
  uncounted.state.total = false
  expect(await readAll((place) => changesById(uncounted.numbered, place, options), null)).toMatchObject({
    place: null,
  })
  const named = await changesById(
    async () => ({ ok: true, value: { members: [memberLike('abc', {})], pages: 1 }, evidence }),
    null,
    options,
  )
  expect(named).toMatchObject({ ok: true, value: { place: null, isLast: true } })
})

test('a list of one page is the whole list, in whatever order', async () => {
  const shop = list(many(3), (a, b) => ((a.id * 2) % 3) - ((b.id * 2) % 3))
  const first = await readAll((place) => changesById(shop.numbered, place, options), null)
  expect([first.steps, first.told.size, first.place === null]).toEqual([1, 3, false])
})

describe.each([
  ['rising, its cursors rows', byTime, true],
  ['rising, its cursors places', byTime, false],
  ['falling, its cursors rows', backwards(byTime), true],
  ['falling, its cursors places', backwards(byTime), false],
])('in a list by the time of the change that is %s', (kind, sorted, isKeyed) => {
  const started = async (rows = many(20)) => {
    const shop = list(rows, sorted, isKeyed)
    const read: Reader = (place) => changesByTime(shop.ordered, place, lag, options)
    const { place } = await readAll(read, null)
    /** Changed, or new where nobody has that id. */
    const touch = (id: number, at: number): void => {
      shop.state.rows = [...shop.state.rows.filter((row) => row.id !== id), { id, at }]
    }
    return { shop, read, place, touch }
  }

  test('those who came and those who changed are told, and a quiet list costs a page or two', async () => {
    const { shop, read, place, touch } = await started()
    const asked = shop.asked.length
    const quiet = await readAll(read, place)
    expect(shop.asked.length - asked).toBeLessThanOrEqual(2)
    touch(2, 300_000)
    touch(9, 300_000)
    touch(21, 300_001)
    touch(3, 300_002)
    const { told } = await readAll(read, quiet.place)
    for (const id of ['2', '9', '21', '3']) expect(told).toContain(id)
  })

  test('of many changes in the same second none is passed over, also where a page ends among them', async () => {
    const { read, place, touch } = await started()
    for (let id = 1; id <= 8; id += 1) touch(id, 300_000)
    const first = await readAll(read, place)
    for (let id = 9; id <= 12; id += 1) touch(id, 300_000)
    const second = await readAll(read, first.place)
    for (let id = 1; id <= 8; id += 1) expect(first.told).toContain(String(id))
    for (let id = 9; id <= 12; id += 1) expect(second.told).toContain(String(id))
  })

  test('a change that shows late is told, as long as it is no later than the read lag', async () => {
    const { read, place, touch } = await started()
    touch(1, 300_000)
    touch(4, 299_900)
    touch(5, 299_800)
    const first = await readAll(read, place)
    touch(2, 300_000 - lag + 1)
    expect((await readAll(read, first.place)).told).toContain('2')
  })

  // Where a place is a number of rows, whoever changes leaves a gap before it and somebody slips through: a whole pass
  // finds them.
  if (kind !== 'rising, its cursors places') {
    test('nobody is missed who changes while it is read', async () => {
      const { read, place, touch } = await started()
      for (let id = 1; id <= 9; id += 1) touch(id, 300_000 + id)
      let step = 0
      const first = await readAll(read, place, () => {
        step += 1
        touch(9 + step, 400_000 + step)
      })
      const second = await readAll(read, first.place)
      const told = new Set([...first.told, ...second.told])
      for (let id = 1; id <= 9 + step; id += 1) expect(told).toContain(String(id))
    })
  }

  test('a place that has expired begins again from the mark', async () => {
    const { shop, read, place, touch } = await started()
    for (let id = 1; id <= 9; id += 1) touch(id, 300_000 + id)
    let begun = await read(place)
    // A place behind which the list moved on sends to the beginning, where nothing can have expired.
    if (begun.ok && (begun.value.place ?? '').includes('"cursor":null')) begun = await read(begun.value.place)
    if (!begun.ok) throw new Error('not begun')
    shop.state.failure = { kind: 'not-found' }
    const lost = await read(begun.value.place)
    expect(lost).toMatchObject({ ok: true, value: { members: [], isLast: false } })
    shop.state.failure = null
    const { told } = await readAll(read, lost.ok ? lost.value.place : null)
    for (let id = 1; id <= 9; id += 1) expect(told).toContain(String(id))
  })
})

test('a list from old to new that has moved on behind its place is read from its beginning', async () => {
  const shop = list(many(20), byTime)
  const read: Reader = (place) => changesByTime(shop.ordered, place, lag, options)
  const { place } = await readAll(read, null)
  // Seven of twenty change: what stood at the place is elsewhere now, and the place names none of what was known.
  shop.state.rows = shop.state.rows.map((row) =>
    row.id > 13 ? { ...row, at: (row.at ?? 0) + 500_000 } : row,
  )
  const gap = shop.state.rows.map(({ id }) => String(id)).slice(13)
  const { told } = await readAll(read, place)
  for (const id of gap) expect(told).toContain(id)
})

test('a list whose order is none, or whose rows have no time, is said to tell nothing', async () => {
  const mixed = list(many(9), (a, b) => ((a.id * 5) % 9) - ((b.id * 5) % 9))
  const read: Reader = (place) => changesByTime(mixed.ordered, place, lag, options)
  expect((await readAll(read, null)).place).toBeNull()
  const timeless = list(
    many(9).map(({ id }) => ({ id, at: null })),
    byId,
  )
  expect(
    (await readAll((place) => changesByTime(timeless.ordered, place, lag, options), null)).place,
  ).toBeNull()
})

test('a failure is told as it is, and the place stays', async () => {
  const answer = await changesByTime(
    async () => ({ ok: false, failure: { kind: 'server-error', status: 500 }, evidence }),
    JSON.stringify({ mark: 5, order: 'falling', cursor: 'b', sofar: null }),
    lag,
    options,
  )
  expect(answer).toMatchObject({ ok: false, failure: { kind: 'server-error' } })
})

test('what is no place of ours is a beginning', async () => {
  const shop = list(many(20), backwards(byTime))
  for (const text of ['', '{', '7', 'null', '{"mark":null}'])
    expect(await changesByTime(shop.ordered, text, lag, options)).toMatchObject({
      ok: true,
      value: { isLast: true },
    })
})
