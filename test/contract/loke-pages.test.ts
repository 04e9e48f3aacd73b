import fc from 'fast-check'
import { expect, it } from 'vitest'
import { response } from './fuzz/values.ts'
import { firstShop, lokeTillOver, nowhere } from './loke-till.ts'

const asCashier = { priority: 'cashier' } as const

it('wherever the next page is said to be, only the same listing of the same server is ever asked', async () => {
  const path = `/base/organizations/${firstShop}/customers`
  const printable = fc.stringMatching(/^[ -~]{0,30}$/)
  const header = fc.oneof(
    fc.constantFrom(
      ...['//evil.example/x', '\\\\evil.example', 'https://u:p@loke.invalid:444/', 'javascript:1'],
      ...[
        '?after=1',
        `${path}?`,
        `http://loke.invalid${path}?after=1`,
        `https://loke.invalid.evil${path}?after=1`,
      ],
      ...[`${path}/../../x?after=1`, `${path}#?after=1`, `${path}%2f..%2fx?after=1`, 'https://', ':'],
    ),
    fc
      .tuple(
        fc.constantFrom(nowhere.origin.slice(0, -5), nowhere.origin, 'https://evil.example', ''),
        fc.constantFrom(path, path.slice(5), '/x'),
        printable,
      )
      .map(([origin, at, query]) => `${origin}${at}?${query}`),
    printable,
  )
  await fc.assert(
    fc.asyncProperty(header, async (next) => {
      for (const url of (await askedAfter(next)).asked) {
        expect(`${url.origin}${url.pathname}`).toBe(`https://loke.invalid${path}`)
      }
    }),
    { numRuns: 120 },
  )
})

it.each([
  ['a path', `/base/organizations/${firstShop}/customers?after=1`],
  ['an address', `https://loke.invalid/base/organizations/${firstShop}/customers?after=1`],
])('the next page is followed where it is said by %s', async (_, next) => {
  const { asked, again } = await askedAfter(next)
  expect(asked).toHaveLength(2)
  expect(asked[1]?.searchParams.get('after')).toBe('1')
  // The page says itself to be its own next one: that is a circle, and no answer.
  expect(again).toBe(false)
})

/** What is asked, and with what outcome, where every answer names the same next page. */
async function askedAfter(next: string): Promise<{ asked: URL[]; again: boolean | null }> {
  const asked: URL[] = []
  const till = lokeTillOver(async (request) => {
    asked.push(new URL(request.url))
    return response(200, 'application/json', '[]', { 'x-next-page': next })
  })
  const first = await till.client.customers({ cursor: null, sort: null }, asCashier)
  expect(first.evidence.http).toBe(200)
  if (!first.ok || first.value.next === null) return { asked, again: null }
  const second = await till.client.customers({ cursor: first.value.next, sort: null }, asCashier)
  return { asked, again: second.ok }
}

it('a listing that runs in a circle ends as no answer', async () => {
  let count = 0
  const till = lokeTillOver(async (request) => {
    count += 1
    const at = `${new URL(request.url).pathname}?after=${count % 3}`
    return response(200, 'application/json', '[]', { 'x-next-page': at })
  })
  expect(await till.client.lists(asCashier)).toMatchObject({ ok: false, failure: { kind: 'bad-answer' } })
  expect(count).toBeLessThan(6)
})

it('a listing without an end is given up as incomplete, with what was read', async () => {
  let count = 0
  const till = lokeTillOver(async (request) => {
    count += 1
    const at = `${new URL(request.url).pathname}?after=${count}`
    const rows = JSON.stringify([{ id: count, name: 'A' }])
    return response(200, 'application/json', rows, { 'x-next-page': at })
  })
  const answer = await till.client.memberships('a', asCashier)
  expect(answer.ok && [answer.value.rows.length, answer.value.complete, count]).toEqual([50, false, 50])
})
