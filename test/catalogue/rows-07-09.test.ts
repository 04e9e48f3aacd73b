import { afterEach, expect, test } from 'vitest'
import { attemptsOf } from '../../electron/main/db/tables/attempts.ts'
import { shop, stamps } from '../integration/outbox/support/till.ts'
import type { Till } from '../integration/outbox/support/till.ts'
import { jsonAnswer, listen } from '../fakes/socket-server.ts'
import type { SocketServer } from '../fakes/socket-server.ts'
import { lealOver, lealServer, tillTo, until } from './support/leal-till.ts'
import type { LealServer, Posted } from './support/leal-till.ts'

let till: Till | null = null
let server: LealServer
const others: SocketServer[] = []
const begin = async (onPost: (posted: Posted) => void): Promise<Till> => {
  server = await lealServer(4)
  server.onPost = onPost
  till = tillTo(server)
  return till
}
afterEach(async () => {
  till?.close()
  till = null
  await server.close()
  for (const other of others.splice(0)) await other.close()
})
const background = { priority: 'background', tag: 'T-1' } as const
const html = (status: number, more = ''): string =>
  `HTTP/1.1 ${status} Portal\r\ncontent-type: text/html\r\ncontent-length: 14\r\n${more}\r\n<html>hi</html`

/** How many POSTs arrived, counted in the bytes themselves. */
const postsOnTheWire = (): number => server.received.join('\n').match(/^POST /gm)?.length ?? 0

test.each([301, 302, 303, 307, 308])(
  'row 7: a %i is not followed, and its target hears nothing',
  async (status) => {
    const elsewhere = await listen((socket) => socket.write(jsonAnswer(200, { id: 'card-1' })))
    others.push(elsewhere)
    const one = await begin(({ socket }) => {
      socket.write(jsonAnswer(status, {}, { location: `${elsewhere.origin}/stamp` }))
    })
    const stamp = one.save(stamps('1', 2))
    await until(one, 'it left', () => server.posts() > 0)
    await until(one, 'its answer was judged', () => one.state(stamp) !== 'sending')
    expect(one.state(stamp)).toBe('unknown')
    expect(attemptsOf(one.db, stamp.seq)).toHaveLength(1)
    expect(postsOnTheWire()).toBe(1)
    expect(elsewhere.received).toEqual([])
  },
)

test.each([408, 413, 421, 425, 429, 500, 502, 503, 504])(
  'row 7: after a %i the network code repeats nothing by itself',
  async (status) => {
    server = await lealServer(4)
    server.onPost = ({ socket }) => {
      socket.write(jsonAnswer(status, {}, { 'retry-after': '0' }))
    }
    const answer = await lealOver(server.origin).addStamps('1', 'card-1', 2, background)
    expect(answer.ok).toBe(false)
    expect(postsOnTheWire()).toBe(1)
  },
)

test('row 7: a connection that is reset under a request is told, and the request is not sent again', async () => {
  server = await lealServer(4)
  server.onPost = ({ socket }) => {
    socket.resetAndDestroy()
  }
  const leal = lealOver(server.origin)
  // Warm connections lie ready for reads.
  await leal.member('1', background)
  await leal.member('1', background)
  const answer = await leal.addStamps('1', 'card-1', 2, background)
  expect(answer).toMatchObject({ ok: false, failure: { kind: 'no-answer', cause: 'reset' } })
  expect(postsOnTheWire()).toBe(1)
})

test('row 7: each mutation goes over a connection that nothing used before and nothing uses after', async () => {
  server = await lealServer(4)
  const leal = lealOver(server.origin)
  await leal.member('1', background)
  for (const amount of [1, 2, 3]) await leal.addStamps('1', 'card-1', amount, background)
  await leal.member('1', background)
  const posting = server.received.filter((bytes) => bytes.includes('POST '))
  expect(posting.map((bytes) => bytes.match(/^(GET|POST|PATCH) /gm)?.length)).toEqual([1, 1, 1])
  expect(server.stamps).toBe(10)
})

test('row 8: refused, an unknown name and an untrusted certificate are told as "nothing was sent"', async () => {
  server = await lealServer(4)
  const impostor = await listen((socket) => socket.write(jsonAnswer(200, {})), { tls: true })
  others.push(impostor)
  const gone = await lealServer(0)
  await gone.close()
  const failures = await Promise.all(
    [gone.origin, 'https://nowhere.invalid', impostor.origin].map(async (origin) => {
      const answer = await lealOver(origin).addStamps('1', 'card-1', 2, background)
      return answer.ok ? 'answered' : answer.failure
    }),
  )
  expect(failures).toEqual([
    { kind: 'not-sent', cause: 'refused' },
    { kind: 'not-sent', cause: 'dns' },
    { kind: 'not-sent', cause: 'tls' },
  ])
  expect(impostor.received.join('')).not.toContain('POST')
})

test('row 8: a stamp whose connection is refused waits, counts no attempt, and goes once the way is free', async () => {
  server = await lealServer(4)
  const closed = await listen(() => undefined)
  await closed.close()
  let way = `PROXY 127.0.0.1:${closed.port}`
  const one = (till = tillTo(server, {}, { mutationsBy: () => way }))
  const stamp = one.save(stamps('1', 2))
  // Reads go through all the time: only the connections for the stamp itself are refused.
  await until(one, 'it was tried thrice', () => attemptsOf(one.db, stamp.seq).length >= 3, 200)
  await until(one, 'that was recorded', () => one.state(stamp) !== 'sending', 0)
  expect(one.outbox.view(stamp.id)).toMatchObject({ state: 'queued', plain: 'saved', attempts: 0 })
  expect(new Set(attemptsOf(one.db, stamp.seq).map((each) => each.outcome))).toEqual(new Set(['not-sent']))
  expect(server.posts()).toBe(0)
  way = 'DIRECT'
  await until(one, 'it arrived', () => one.state(stamp) === 'done', 200)
  expect(one.outbox.view(stamp.id)).toMatchObject({ proof: 'response', attempts: 1 })
  expect([server.posts(), server.stamps]).toEqual([1, 6])
})

const portals: readonly (readonly [string, string])[] = [
  ['a page with status 200', html(200)],
  ['a redirect to a login page', html(302, 'location: http://127.0.0.1:1/login\r\n')],
  ['a page with status 404', html(404)],
  ['a page with status 403', html(403)],
  ['JSON of somebody else', jsonAnswer(200, { status: 'ok' })],
  ['JSON with nothing in it', jsonAnswer(200, null)],
]

test.each(portals)(
  'row 9: %s in place of the answer proves nothing: it is looked for, and the way is named untrue',
  async (_, page) => {
    const one = await begin(({ socket, apply }) => {
      apply()
      socket.write(page)
    })
    const links: string[] = []
    one.outbox.onLink((_id, link) => links.push(link.kind))
    const stamp = one.save(stamps('1', 2))
    await until(one, 'it left', () => server.posts() > 0)
    await until(one, 'its answer was judged', () => one.state(stamp) !== 'sending', 0)
    expect(one.outbox.view(stamp.id)).toMatchObject({ state: 'unknown', attempts: 1 })
    expect(links).toContain('not-the-provider')
    await until(one, 'it is settled', () => one.outbox.summary(shop.id).waiting === 0)
    expect(one.outbox.view(stamp.id)).toMatchObject({ state: 'done', proof: 'counter' })
    expect([server.posts(), server.stamps]).toEqual([1, 6])
  },
)

test('row 9: while a portal answers everything nothing is sent, and nothing is given to a person', async () => {
  const portal = await listen((socket) => socket.write(html(200)))
  others.push(portal)
  server = await lealServer(4)
  const one = (till = tillTo(server))
  Object.assign(one.fake, { provider: lealOver(portal.origin, { time: one.time }) })
  const stamp = one.save(stamps('1', 2))
  await until(one, 'a few knocks', () => portal.received.join('').split('GET ').length > 4, 200)
  expect(one.outbox.view(stamp.id)).toMatchObject({ state: 'queued', attempts: 0 })
  expect(one.outbox.link(shop.id).kind).toBe('not-the-provider')
  expect(portal.received.join('')).not.toContain('POST')
})
