import { describe, expect, test } from 'vitest'
import { problemOf, tryConnection } from '../../../electron/main/app/try-connection.ts'
import type { Trial } from '../../../electron/main/app/try-connection.ts'
import type { Failure } from '../../../electron/main/providers/provider.ts'

/** The other side, by path; whatever is not told of is 404. */
function over(paths: Readonly<Record<string, () => Response>>): Pick<Trial, 'transport'> {
  const send: typeof fetch = async (input, init) => {
    const { pathname } = new URL(new Request(input, init).url)
    return await Promise.resolve(
      paths[pathname]?.() ?? Response.json({ message: 'no such path' }, { status: 404 }),
    )
  }
  return { transport: { read: send, write: send } }
}

const trial = (
  paths: Readonly<Record<string, () => Response>>,
  more: Partial<Trial> = {},
): Parameters<typeof tryConnection>[0] => ({
  provider: 'leal',
  baseUrl: 'https://leal.invalid',
  key: 'k',
  store: null,
  clock: { now: Date.now, steady: () => performance.now() },
  timers: { set: () => () => undefined },
  sleep: () => Promise.resolve(),
  ...over(paths),
  ...more,
})

const accounts = '/api/v1/accounts'
const forbidden = (): Response => Response.json({ error: 'no' }, { status: 403 })
const account =
  (id: number): (() => Response) =>
  () =>
    Response.json({ id, name: 'Shop' })
const list =
  (...ids: readonly number[]): (() => Response) =>
  () =>
    Response.json({ accounts: ids.map((id) => ({ id, name: `Shop ${id}` })) })
const store = (id: string, name = `Shop ${id}`): unknown => ({ id, name, zone: null })

describe('a key', () => {
  test('that opens one shop leaves nothing to choose, and the shop itself answered', async () => {
    expect(await tryConnection(trial({ [accounts]: list(7), [`${accounts}/7`]: account(7) }))).toEqual({
      ok: true,
      value: { stores: [store('7')], store: store('7') },
    })
    expect(await tryConnection(trial({ [accounts]: list(7), [`${accounts}/7`]: forbidden }))).toEqual({
      ok: false,
      error: 'key-not-allowed',
    })
  })

  test('that opens several asks which', async () => {
    expect(await tryConnection(trial({ [accounts]: list(7, 8) }))).toEqual({
      ok: true,
      value: { stores: [store('7'), store('8')], store: null },
    })
  })

  test('that opens none says so', async () => {
    expect(await tryConnection(trial({ [accounts]: list() }))).toEqual({
      ok: false,
      error: 'no-store-opened',
    })
  })

  test('that may not list goes on with an ID that somebody knows', async () => {
    const paths = { [accounts]: forbidden, [`${accounts}/7`]: account(7) }
    expect(await tryConnection(trial(paths))).toEqual({ ok: false, error: 'key-not-allowed' })
    expect(await tryConnection(trial(paths, { store: '7' }))).toEqual({
      ok: true,
      value: { stores: null, store: store('7', '') },
    })
    expect(await tryConnection(trial(paths, { store: '8' }))).toEqual({ ok: false, error: 'no-such-store' })
  })

  test('at a place with neither list nor shop is at another product', async () => {
    expect(await tryConnection(trial({}, { store: '7' }))).toEqual({ ok: false, error: 'another-product' })
  })

  test('may open a shop that a list cut short does not hold', async () => {
    const paths = { [accounts]: list(1, 2), [`${accounts}/7`]: account(7) }
    expect(await tryConnection(trial(paths, { store: '7' }))).toMatchObject({
      ok: true,
      value: { store: { id: '7' } },
    })
  })

  test('that names its shop by itself is never taken for another’s', async () => {
    const merchant = (): Response =>
      Response.json({ message: 'ok', data: { merchantId: 'm1', merchantName: 'Shop' } })
    const paths = { '/v2.0/merchant': merchant }
    const more = { provider: 'inveterate', store: 'm2' } as const
    expect(await tryConnection(trial(paths, more))).toEqual({ ok: false, error: 'no-such-store' })
    expect(await tryConnection(trial(paths, { ...more, store: 'm1' }))).toMatchObject({ ok: true })
    // Its list is all there is to know it by.
    const refused = { '/v2.0/merchant': forbidden, '/v2.0/admin/merchant': forbidden }
    expect(await tryConnection(trial(refused, { ...more, store: 'm1' }))).toEqual({
      ok: false,
      error: 'key-not-allowed',
    })
  })
})

test.each([{ merchantName: 'Shop' }, { merchantId: ' ', myshopifyDomain: '', merchantName: 'Shop' }])(
  'a key that opens a shop and tells nothing to know it by (%o) is no shop of any name, until a person names one',
  async (data) => {
    const merchant = (): Response => Response.json({ message: 'ok', data })
    const untold = trial({ '/v2.0/merchant': merchant }, { provider: 'inveterate' })
    expect(await tryConnection(untold)).toEqual({ ok: true, value: { stores: null, store: null } })
    expect(await tryConnection({ ...untold, store: 'corner' })).toEqual({
      ok: true,
      value: { stores: null, store: { id: 'corner', name: '', zone: null } },
    })
  },
)

test.each<readonly [Failure, string]>([
  [{ kind: 'not-sent', cause: 'dns' }, 'no-such-host'],
  [{ kind: 'not-sent', cause: 'refused' }, 'nobody-listens'],
  [{ kind: 'not-sent', cause: 'connect-timeout' }, 'no-answer-in-time'],
  [{ kind: 'not-sent', cause: 'tls' }, 'not-trusted'],
  [{ kind: 'not-sent', cause: 'unreachable' }, 'unreachable'],
  [{ kind: 'not-sent', cause: 'aborted' }, 'no-answer-in-time'],
  [{ kind: 'no-answer', cause: 'timeout' }, 'no-answer-in-time'],
  [{ kind: 'no-answer', cause: 'half-answer' }, 'broken-off'],
  [{ kind: 'bad-answer', status: 200 }, 'another-product'],
  [{ kind: 'unauthorized' }, 'key-refused'],
  [{ kind: 'forbidden' }, 'key-not-allowed'],
  [{ kind: 'not-found' }, 'no-such-store'],
  [{ kind: 'refused', status: 422, fields: {} }, 'no-such-store'],
  [{ kind: 'rate-limited', retryAfterMs: null }, 'slow-down'],
  [{ kind: 'server-error', status: 502 }, 'failing'],
])('%o says what to correct', (failure, problem) => {
  expect(problemOf(failure, 'no-such-store')).toBe(problem)
})
