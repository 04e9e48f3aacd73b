import { describe, expect, it } from 'vitest'
import { contractTools, practiceConnection, valueOf } from '../../contract/provider-contract.ts'
import { createProvider } from '../../../electron/main/providers/registry.ts'

const background = { priority: 'background' } as const

/** A Leal with so many customers, that gives at most so many in a page and refuses to be asked for more than that. */
function leal(ways: { count: number; most: number; refusesAbove?: number; tells: boolean }) {
  const asked: string[] = []
  const read: typeof fetch = async (input, init) => {
    const { searchParams } = new URL(new Request(input, init).url)
    const page = Number(searchParams.get('page'))
    const wanted = Number(searchParams.get('items'))
    asked.push(`${page}x${wanted}`)
    if (wanted > (ways.refusesAbove ?? Infinity))
      return Response.json({ errors: { items: ['is too large'] } }, { status: 422 })
    const items = Math.min(wanted, ways.most)
    const from = (page - 1) * items
    const rows = Math.max(0, Math.min(items, ways.count - from))
    const customers = Array.from({ length: rows }, (_, at) => ({ id: from + at + 1, first_name: 'Ada' }))
    const pagination = { count: ways.count, items, page, pages: Math.ceil(ways.count / items) }
    return Response.json(ways.tells ? { customers, pagination } : { customers })
  }
  const provider = createProvider(
    practiceConnection('https://leal.invalid'),
    contractTools({ read, write: read }, 'key'),
  )
  if (provider === null) throw new Error('leal is not registered')
  const walk = async (from: string | null = null): Promise<{ ids: string[]; cursors: string[] }> => {
    const ids: string[] = []
    const cursors: string[] = []
    for (let cursor = from; ;) {
      const page = valueOf(await provider.members(cursor, background))
      ids.push(...page.members.map(({ remoteId }) => remoteId))
      cursor = page.next
      if (cursor === null) return { ids, cursors }
      cursors.push(cursor)
    }
  }
  return { walk, asked }
}

interface Row {
  readonly id: number
  readonly first_name: string
  readonly updated_at: string
}

const iso = (minute: number): string => new Date(Date.UTC(2026, 0, 1) + minute * 60_000).toISOString()
const all = (count: number): string[] => Array.from({ length: count }, (_, at) => String(at + 1))

describe('who is new', () => {
  /** A list of 250 in this order, to which one comes. */
  const told = async (order: (a: Row, b: Row) => number) => {
    const rows: Row[] = all(250).map((id, at) => ({
      id: Number(id),
      first_name: `N${(at * 7) % 250}`,
      updated_at: iso((at * 11) % 250),
    }))
    const asked: number[] = []
    const read: typeof fetch = async (input, init) => {
      const { searchParams } = new URL(new Request(input, init).url)
      const page = Number(searchParams.get('page'))
      asked.push(page)
      const customers = rows.toSorted(order).slice((page - 1) * 100, page * 100)
      const pagination = { count: rows.length, items: 100, page, pages: Math.ceil(rows.length / 100) }
      return Response.json({ customers, pagination })
    }
    const connection = practiceConnection('https://leal.invalid')
    const provider = createProvider(connection, contractTools({ read, write: read }, 'key'))
    const step = async (from: string | null) => {
      const ids: string[] = []
      for (let place = from; ;) {
        const answer = await provider?.changes?.read(place, background)
        const value = valueOf(answer ?? expect.fail('leal is not registered'))
        ids.push(...value.members.map(({ remoteId }) => remoteId))
        place = value.place
        if (value.isLast) return { ids, place }
      }
    }
    const first = await step(null)
    rows.push({ id: 251, first_name: 'N100', updated_at: iso(251) })
    rows[9] = { id: 10, first_name: 'N63', updated_at: iso(252) }
    const before = asked.length
    return { ...(await step(first.place)), requests: asked.length - before }
  }

  it('is told in order of ids from either end, and in order of changes with whoever changed', async () => {
    const rising = await told((a, b) => a.id - b.id)
    const falling = await told((a, b) => b.id - a.id)
    const changed = await told((a, b) => b.updated_at.localeCompare(a.updated_at))
    for (const { ids } of [rising, falling, changed]) expect(ids).toContain('251')
    expect(changed.ids).toContain('10')
    expect([rising.requests, falling.requests, changed.requests]).toEqual([2, 1, 1])
  })

  it('is not told by a list in order of names', async () => {
    expect((await told((a, b) => a.first_name.localeCompare(b.first_name))).place).toBeNull()
  })
})

describe('the whole list', () => {
  it.each([
    ['gives as many as are asked for', { count: 600, most: 1_000, tells: true }, 3],
    ['gives fewer and says so', { count: 600, most: 100, tells: true }, 6],
    ['gives far fewer and says so', { count: 100, most: 25, tells: true }, 4],
    ['gives fewer and does not count', { count: 650, most: 100, tells: false }, 7],
    ['gives as many and does not count', { count: 600, most: 1_000, tells: false }, 4],
  ])('of a Leal that %s is read once, with nobody twice', async (_, ways, requests) => {
    const { walk, asked } = leal(ways)
    expect((await walk()).ids).toEqual(all(ways.count))
    expect(asked).toHaveLength(requests)
  })

  it('of a Leal that refuses so many is read in smaller pages, and refused once', async () => {
    const { walk, asked } = leal({ count: 350, most: 100, refusesAbove: 100, tells: true })
    expect((await walk()).ids).toEqual(all(350))
    expect(asked).toEqual(['1x250', '1x100', '2x100', '3x100', '4x100'])
  })

  it.each([
    { count: 900, most: 1_000, tells: true },
    { count: 900, most: 100, tells: true },
    { count: 350, most: 100, refusesAbove: 100, tells: true },
  ])('goes on in the middle where it stopped, whatever the size of its pages', async (ways) => {
    const { walk } = leal(ways)
    const whole = await walk()
    const [first = null] = whole.cursors
    const rest = await leal(ways).walk(first)
    expect(rest.ids).toEqual(whole.ids.slice(-rest.ids.length))
    expect(rest.ids.length).toBeGreaterThan(0)
    expect(whole.ids.length - rest.ids.length).toBe(Number(rest.ids[0]) - 1)
  })

  it('goes on at the place that an older version kept, in pages of its size', async () => {
    const { walk, asked } = leal({ count: 350, most: 1_000, tells: true })
    expect((await walk('3')).ids).toEqual(all(350).slice(200))
    expect(asked).toEqual(['3x100', '4x100'])
  })
})
