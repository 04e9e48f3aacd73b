import { describe, expect, test } from 'vitest'
import { changesById } from '../../../electron/main/providers/changes-by-id.ts'
import { changesByTime } from '../../../electron/main/providers/changes-by-time.ts'
import type { ChangesFacet, Failure, MemberPage } from '../../../electron/main/providers/provider.ts'
import { DirectoryFailure } from '../../../electron/main/directory/failure.ts'
import { keepingOf } from '../../../electron/main/directory/pull-state.ts'
import { memberLike } from './made-up-members.ts'
import { page, stage } from './pull-stage.ts'

const hour = 3_600_000
const minute = 60_000
const ids = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, n) => String(from + n))

/** A shop whose members come, go and change, read by numbered pages in the order in which they came. */
function shop(count: number, perPage = 10) {
  const people = new Map(
    ids(1, count).map((id) => [id, { at: 1_000_000 - (count - Number(id)) * 20_000, name: `Name${id}` }]),
  )
  let told = 0
  const rows = (sorted: readonly string[], from: number): MemberPage => {
    const members = sorted.slice(from, from + perPage).map((id) => ({
      ...memberLike(id, { firstName: people.get(id)?.name ?? '' }),
      updatedAt: people.get(id)?.at ?? null,
    }))
    const next = from + perPage < sorted.length ? String(from + perPage) : null
    return { members, next, total: sorted.length }
  }
  const evidence = (at: number) => ({ http: 200, requestId: null, startedAt: at, ms: 1, serverDate: null })
  const clock = { now: () => 0 }
  const fails = { changes: null as Failure | null }
  const changes: ChangesFacet = {
    tells: 'changed',
    read: async (place, options) => {
      told += 1
      if (fails.changes !== null)
        return { ok: false, failure: fails.changes, evidence: evidence(clock.now()) }
      return await changesByTime(
        async (cursor) => {
          const byTime = [...people].toSorted(([, a], [, b]) => b.at - a.at).map(([id]) => id)
          return { ok: true, value: rows(byTime, Number(cursor ?? 0)), evidence: evidence(clock.now()) }
        },
        place,
        10_000,
        options,
      )
    },
  }
  return {
    people,
    changes,
    clock,
    fails,
    asks: () => told,
    list: (cursor: string | null): MemberPage => rows([...people.keys()], Number(cursor ?? 0)),
  }
}

function kept(count: number, perPage = 10) {
  const made = shop(count, perPage)
  const one = stage((cursor) => made.list(cursor), made.changes)
  made.clock.now = one.now
  return { ...made, ...one }
}

/** A shop that fails, so many times or always, to say where what is new begins, and what was asked in which order. */
function marking(failure: Failure) {
  const made = shop(40)
  const order: string[] = []
  const fails = { until: Number.POSITIVE_INFINITY }
  const one = stage(
    (cursor) => {
      order.push('list')
      return made.list(cursor)
    },
    {
      ...made.changes,
      read: (place, options) => {
        order.push(place === null ? 'mark' : 'new')
        made.fails.changes = order.length <= fails.until ? failure : null
        return made.changes.read(place, options)
      },
    },
  )
  made.clock.now = one.now
  return { one, order, fails }
}

/** Starts a pull and lets it read everything for the first time. */
async function begin(one: ReturnType<typeof stage>) {
  const pull = one.create()
  pull.start()
  for (let turn = 0; turn < 50 && one.copy.pullState().finishedAt === null; turn += 1) await one.settle()
  await one.pass(1_000)
  return pull
}

describe('between two readings of the whole list', () => {
  test('whoever came or was changed is here some minutes later, also who did while the list was first read', async () => {
    let isDuring = true
    const made = shop(40)
    const one = stage((cursor, now) => {
      // Behind the page that is being read: this pass does not see it.
      if (cursor === '20' && isDuring)
        for (const id of ids(1, 16)) made.people.set(id, { at: now + Number(id), name: 'Meanwhile' })
      return made.list(cursor)
    }, made.changes)
    made.clock.now = one.now
    await begin(one)
    isDuring = false
    await one.pass(10_000)
    for (const id of ids(1, 16)) expect(one.copy.member(id)?.member.details.firstName).toBe('Meanwhile')
    made.people.set('41', { at: one.now(), name: 'Comes' })
    made.people.set('7', { at: one.now() + 1, name: 'Changes' })
    const pages = one.asked.length
    await one.pass(2 * minute + 1_000)
    expect(one.copy.member('41')?.member.details.firstName).toBe('Comes')
    expect(one.copy.member('7')?.member.details.firstName).toBe('Changes')
    expect(one.asked.length).toBe(pages)
  })

  test('what is new is marked before the list is read, also where nobody could be asked at first', async () => {
    const { one, order, fails } = marking({ kind: 'not-sent', cause: 'refused' })
    one.way.open = false
    const pull = one.create()
    pull.start()
    await one.pass(hour)
    expect([order, one.reached]).toEqual([['mark'], [false]])
    fails.until = 0
    one.way.open = true
    pull.resume()
    await one.pass(minute)
    expect(order).toEqual(['mark', 'mark', 'list', 'list', 'list', 'list', 'new'])
  })

  test.each([
    [{ kind: 'rate-limited', retryAfterMs: 5_000 }, 1],
    [{ kind: 'server-error', status: 503 }, 2],
    [{ kind: 'no-answer', cause: 'timeout' }, 3],
  ] as const)(
    'where that fails with %s, it is asked again before the list is read',
    async (failure, times) => {
      const { one, order, fails } = marking(failure)
      fails.until = times
      one.create().start()
      await one.pass(minute)
      expect(order.slice(0, times + 2)).toEqual([...Array.from({ length: times + 1 }, () => 'mark'), 'list'])
      expect(keepingOf(one.copy.pullState()).place).not.toBeNull()
    },
  )

  test('where that fails again and again, the list is read all the same', async () => {
    const { one, order } = marking({ kind: 'server-error', status: 503 })
    one.create().start()
    await one.pass(minute)
    expect(order.slice(0, 5)).toEqual(['mark', 'mark', 'mark', 'mark', 'list'])
  })

  test('what is new is asked for every two minutes, by one request where nothing is', async () => {
    const one = kept(40)
    await begin(one)
    const before = one.asks()
    await one.pass(20 * minute)
    expect(one.asks() - before).toBe(10)
  })

  test('what cannot be told does not keep the list from being read, and is asked for ever less often', async () => {
    const one = kept(40)
    one.fails.changes = { kind: 'refused', status: 400, fields: {} }
    await begin(one)
    expect(one.copy.count()).toBe(40)
    await one.pass(13 * hour)
    expect(one.asked.length).toBeGreaterThan(0)
    expect(one.progress.at(-1)?.keeping).toMatchObject({
      changesAt: null,
      trouble: { kind: 'not-understood' },
    })
    expect(one.progress.at(-1)?.phase).toBe('complete')
    one.fails.changes = null
    await one.pass(10 * minute)
    expect(one.progress.at(-1)?.keeping).toMatchObject({ trouble: null })
    expect(one.progress.at(-1)?.keeping?.changesAt).not.toBeNull()
  })

  test('a list whose order tells nothing is asked once an hour, and read whole', async () => {
    let asked = 0
    const one = stage(() => page(['1'], null), {
      tells: 'new',
      read: async () => {
        asked += 1
        const evidence = { http: 200, requestId: null, startedAt: 0, ms: 1, serverDate: null }
        return { ok: true, value: { members: [], place: null, isLast: true }, evidence }
      },
    })
    one.create().start()
    await one.pass(5 * hour + minute)
    expect(asked).toBe(7)
    expect(one.progress.at(-1)?.keeping?.changesAt).toBeNull()
  })
})

describe('a slow pass', () => {
  test('takes its period, a page at a time, and begins again when it ends', async () => {
    const one = kept(120)
    await begin(one)
    expect(one.asked).toHaveLength(12)
    await one.pass(3 * hour)
    expect(one.asked.length - 12).toBe(6)
    await one.pass(15 * hour)
    expect(one.asked.length - 12).toBe(36)
    const passes = new Set(one.progress.flatMap(({ keeping }) => keeping?.pass?.startedAt ?? []))
    expect(passes.size).toBe(3)
  })

  test('asks for no more than a page a second, however long the list', async () => {
    const one = kept(250, 10)
    const fast = await begin(one)
    fast.stop()
    // As a list of a million in pages of ten would have left it.
    const state = one.copy.pullState()
    one.copy.commitParts({ ...state, keeping: { ...keepingOf(state), lastPages: 100_000 } })
    const before = one.asked.length
    one.create().start()
    await one.pass(10_000)
    expect(one.asked.length - before).toBeLessThanOrEqual(11)
    expect(one.asked.length - before).toBeGreaterThanOrEqual(8)
  })

  test('a copy older than a day is read at a page a second', async () => {
    const one = kept(120)
    const first = await begin(one)
    first.stop()
    one.setClock(one.now() + 30 * hour)
    one.create().start()
    await one.pass(20_000)
    expect(one.asked.length).toBe(24)
  })

  test('begins anew where its place is not known any more, and nobody is swept away for it', async () => {
    const made = shop(40)
    let isExpired = false
    const one = stage((cursor) => {
      if (!isExpired || cursor !== '20') return made.list(cursor)
      isExpired = false
      return { kind: 'not-found' }
    }, made.changes)
    made.clock.now = one.now
    await begin(one)
    isExpired = true
    const before = one.asked.length
    await one.pass(12 * hour)
    expect(one.asked.slice(before, before + 7)).toEqual([null, '10', '20', null, '10', '20', '30'])
    expect(one.copy.count()).toBe(40)
  })

  test('goes by what it reads, however the provider counts', async () => {
    const made = shop(120)
    const lies = [0, 7_000_000, null, 1]
    const one = stage(
      (cursor) => ({ ...made.list(cursor), total: lies[Number(cursor ?? 0) % 4] ?? null }),
      made.changes,
    )
    made.clock.now = one.now
    await begin(one)
    const before = one.asked.length
    await one.pass(13 * hour)
    expect(one.asked.length - before).toBe(26)
    expect([one.copy.count(), one.progress.at(-1)?.keeping?.missing]).toEqual([120, null])
  })

  test('asks nothing while the way is shut, and goes on at its page when it opens', async () => {
    const one = kept(120)
    const pull = await begin(one)
    await one.pass(2 * hour)
    const before = one.asked.length
    one.way.open = false
    pull.resume()
    await one.pass(9 * hour)
    expect(one.asked.length).toBe(before)
    one.way.open = true
    pull.resume()
    await one.pass(1_000)
    expect(one.asked[before]).toBe(String((before - 12) * 10))
  })
})

test('a pass, a slow one and a reading of what is new that are killed after any answer lose nobody, and no place is ahead of the rows', async () => {
  // Each life ends after so many answers of the provider, then the next goes on over the same file.
  const schedules =
    process.env['STAMPWELL_FULL'] === '1'
      ? Array.from({ length: 60 }, (_, n) => [n + 1, (n * 7) % 13, n % 5])
      : [[1], [3, 1], [8, 3, 2, 1], [13, 4, 6], [31], [33, 5]]
  for (const lives of schedules) {
    const made = shop(47, 5)
    let left = Number.POSITIVE_INFINITY
    const gate = async (): Promise<void> => {
      left -= 1
      if (left < 0) await new Promise<never>(() => undefined)
    }
    const one = stage(
      async (cursor) => {
        await gate()
        return made.list(cursor)
      },
      {
        ...made.changes,
        read: async (place, options) => {
          await gate()
          return await made.changes.read(place, options)
        },
      },
    )
    made.clock.now = one.now
    let next = 48
    for (const answers of lives) {
      left = answers
      const life = one.create()
      life.start()
      await one.pass(hour)
      life.stop()
      const { cursor, finishedAt } = one.copy.pullState()
      // Whoever stands before the place is here.
      if (finishedAt === null) {
        for (const id of ids(1, Number(cursor ?? 0))) expect(one.copy.member(id)).not.toBeNull()
      }
      made.people.set(String(next), { at: one.now(), name: `Name${String(next)}` })
      next += 1
    }
    left = Number.POSITIVE_INFINITY
    one.create().start()
    await one.pass(hour)
    expect(one.copy.count(), lives.join(' ')).toBe(made.people.size)
    for (const id of made.people.keys())
      expect(one.copy.member(id), `${lives.join(' ')}: ${id}`).not.toBeNull()
  }
})

describe('a list that is suddenly much shorter', () => {
  const short = async () => {
    const told = { from: 1, to: 200 }
    const one = stage(() => page(ids(told.from, told.to), null))
    await begin(one)
    return { ...one, told }
  }

  test('sweeps nobody away until three readings in a row have said so, and it is shown from the first', async () => {
    const { pass, told, copy, progress } = await short()
    const members: number[] = []
    told.to = 100
    for (let passes = 0; passes < 3; passes += 1) {
      await pass(6 * hour)
      members.push(copy.count())
      if (passes < 2) expect(progress.at(-1)?.keeping?.missing).toEqual({ members: 100, passes: passes + 1 })
    }
    expect(members).toEqual([200, 200, 100])
    expect(progress.at(-1)?.keeping?.missing).toBeNull()
  })

  test('that is whole again the next time has lost nobody, and nothing of it is shown any more', async () => {
    const { pass, told, copy, progress } = await short()
    told.to = 100
    await pass(6 * hour)
    told.to = 200
    await pass(6 * hour)
    expect(progress.at(-1)?.keeping?.missing).toBeNull()
    told.to = 100
    await pass(12 * hour)
    expect(copy.count()).toBe(200)
  })

  test('empty, is believed no sooner, however few there are', async () => {
    const told = { ids: ids(1, 3) }
    const one = stage(() => page(told.ids, null))
    await begin(one)
    told.ids = []
    await one.pass(12 * hour)
    expect(one.copy.count()).toBe(3)
    await one.pass(6 * hour)
    expect(one.copy.count()).toBe(0)
  })

  test('by fewer than a tenth are people who left: they go when they were missing twice', async () => {
    const one = stage((_, now) => page(ids(1, now > 1_000_000 + hour ? 640 : 700), null))
    await begin(one)
    await one.pass(6 * hour)
    expect(one.copy.count()).toBe(700)
    await one.pass(6 * hour)
    await one.settle()
    expect(one.copy.count()).toBe(640)
  })
})

test('whoever something waits for is never swept away, and goes when nothing does', async () => {
  const one = stage((_, now) => page(now > 1_000_000 + hour ? ['1'] : ['1', 'owed', 'left'], null))
  one.way.owed.add('owed')
  one.create().start()
  await one.pass(24 * hour)
  expect([one.copy.member('owed') === null, one.copy.member('left') === null]).toEqual([false, true])
  one.way.owed.clear()
  await one.pass(6 * hour)
  expect(one.copy.member('owed')).toBeNull()
})

describe('read again now', () => {
  test('reads the whole list from its beginning, without pauses, and the copy stays complete', async () => {
    const one = kept(120)
    expect(one.create().again()).toBe(false)
    const pull = await begin(one)
    await one.pass(2 * hour)
    const before = one.asked.length
    made(one.people)
    expect(pull.again()).toBe(true)
    expect(pull.again()).toBe(true)
    for (let turn = 0; turn < 10; turn += 1) await one.settle()
    expect(one.asked.slice(before)).toEqual([null, ...ids(1, 11).map((n) => `${n}0`)])
    expect(one.copy.member('60')?.member.details.firstName).toBe('Anew')
    expect(one.progress.every(({ phase, finishedAt }) => finishedAt === null || phase === 'complete')).toBe(
      true,
    )
    expect(one.progress.some(({ keeping }) => keeping?.pass?.isHurried === true)).toBe(true)
    expect(one.progress.at(-1)?.keeping?.pass).toBeNull()
  })

  const made = (people: Map<string, { at: number; name: string }>): void => {
    people.set('60', { at: 1, name: 'Anew' })
  }

  test('goes on after a page that failed, and after the copy could not be written', async () => {
    const one = kept(120)
    const pull = await begin(one)
    one.broken.push(new DirectoryFailure('disk-full'))
    pull.again()
    await one.pass(10)
    expect(one.progress.at(-1)?.keeping?.trouble).toMatchObject({ kind: 'disk-full', at: one.now() - 10 })
    await one.pass(minute)
    for (let turn = 0; turn < 10; turn += 1) await one.settle()
    expect(one.progress.at(-1)?.keeping).toMatchObject({ trouble: null, pass: null })
  })
})

test('nothing is told twice in a row: a screen that draws the same again would flicker', async () => {
  let answers = 3
  const made = shop(40)
  const one = stage(async (cursor) => {
    answers -= 1
    return answers < 0 ? await new Promise<never>(() => undefined) : made.list(cursor)
  }, made.changes)
  made.clock.now = one.now
  const first = one.create()
  first.start()
  await one.pass(1_000)
  first.stop()
  answers = 100
  // What another life of the program told is unknown to this one.
  one.progress.length = 0
  await begin(one)
  await one.pass(30 * minute)
  const told = one.progress.map((progress) => JSON.stringify(progress))
  expect(told.filter((text, index) => text === told[index - 1])).toEqual([])
})

test('new ones by id are found where the list by pages runs from new to old as well', async () => {
  const people = ids(1, 40)
  const evidence = { http: 200, requestId: null, startedAt: 1, ms: 1, serverDate: null }
  const one = stage(() => page(people, null), {
    tells: 'new',
    read: (place, options) =>
      changesById(
        async (number) => ({
          ok: true,
          value: {
            members: page(people.toReversed().slice((number - 1) * 10, number * 10), null).members,
            pages: 5,
          },
          evidence: { ...evidence, startedAt: one.now() },
        }),
        place,
        options,
      ),
  })
  await begin(one)
  people.push(...ids(41, 65))
  await one.pass(3 * minute)
  expect(one.copy.count()).toBe(65)
})
