import { describe, expect, test } from 'vitest'
import type { Answer, Capabilities, Provider } from '../../../electron/main/providers/provider.ts'
import { createFreshMembers } from '../../../electron/main/services/fresh-members.ts'
import { searchBeyond } from '../../../electron/main/services/search-beyond.ts'
import { searchMembers } from '../../../electron/main/services/search-members.ts'
import { createSearchMemory } from '../../../electron/main/services/search-memory.ts'
import { questionFor } from '../../../electron/main/services/search-scope.ts'
import type { Shop } from '../../../electron/main/services/shop.ts'
import type { MemberKey } from '../../../shared/domain/ids.ts'
import type { RemoteMember } from '../../../shared/domain/member.ts'
import { memberLike } from '../directory/made-up-members.ts'

type Told = Answer<readonly RemoteMember[]>
type Searches = NonNullable<Capabilities['searches']>

const evidence = { http: 200, requestId: null, startedAt: 0, ms: 1, serverDate: null }
const remote = (remoteId: string): MemberKey => `r:${remoteId}`

interface Stage {
  readonly shop: Shop
  /** What the provider was asked, and the signal that came along. */
  readonly asked: { readonly query: string; readonly signal: AbortSignal; answer(told: Told): void }[]
  readonly applied: string[]
  readonly hints: boolean[]
}

/** A shop with nobody in its copy. */
function stage(options: { searches?: Searches; byName?: boolean; busy?: readonly string[] } = {}): Stage {
  const { searches = ['text'], byName = true, busy = [] } = options
  const asked: Stage['asked'] = []
  const applied: string[] = []
  const hints: boolean[] = []
  const search: Provider['search'] = (query, { signal = new AbortController().signal }) =>
    new Promise((resolve) => {
      asked.push({ query, signal, answer: resolve })
    })
  const parts = {
    connection: { id: 'shop', zone: 'Europe/Berlin' },
    provider: { capabilities: { searches }, search },
    outbox: {
      link: () => ({ kind: 'online' }),
      hint: (_: string, reached: boolean) => hints.push(reached),
      onTheWire: () => new Set(busy),
      waitingMembers: () => [],
      keyOf: (_: string, id: string) => remote(id),
      remoteIdOf: (_: string, key: MemberKey) => key.slice(2),
      replaced: { among: () => new Map() },
      people: { keptOf: (_: string, key: MemberKey) => key, lastVisits: () => new Map() },
    },
    directory: {
      search: () => Promise.resolve({ hits: [], more: false }),
      exact: () => Promise.resolve({ hits: [], more: false }),
      members: () => Promise.resolve([]),
      apply: (members: readonly RemoteMember[]) => {
        applied.push(...members.map(({ remoteId }) => remoteId))
        return Promise.resolve()
      },
    },
    fresh: createFreshMembers(),
    search: createSearchMemory(),
    settings: () => ({ nameLookUp: byName, country: 'DE' }),
    copyComplete: () => true,
    clock: { now: () => 1_000 },
    log: { info: () => undefined, warn: () => undefined },
  }
  return { shop: parts as unknown as Shop, asked, applied, hints }
}

const ana = memberLike('1', { firstName: 'Ana', phone: '+4917655501422', email: 'ana@example.com' })
const otto = memberLike('2', { firstName: 'Otto' })
const found: Told = { ok: true, value: [ana, otto], evidence }

describe('what the loyalty system finds besides', () => {
  test('is kept but for whoever has a change on the wire, and every row is masked', async () => {
    const { shop, asked, applied, hints } = stage({ busy: ['2'] })
    const waits = searchBeyond(shop, ' ana ')
    asked[0]?.answer(found)
    const { outcome, rows } = await waits
    expect([outcome, rows.map(({ key, name }) => [key, name])]).toEqual([
      'answered',
      [
        [remote('1'), 'Ana'],
        [remote('2'), 'Otto'],
      ],
    ])
    expect([asked[0]?.query, applied, hints]).toEqual(['ana', ['1'], [true]])
    expect(JSON.stringify(rows)).not.toMatch(/ana@|17655/)
  })

  test('is abandoned by a newer question of either kind, and tells nothing of the way then', async () => {
    const { shop, asked, applied, hints } = stage()
    const first = searchBeyond(shop, 'an')
    const second = searchBeyond(shop, 'ana')
    expect([asked[0]?.signal.aborted, asked[1]?.signal.aborted]).toEqual([true, false])
    // The same question once more, as when the copy has grown, takes nothing away.
    await searchMembers(shop, 'ana')
    expect(asked[1]?.signal.aborted).toBe(false)
    await searchMembers(shop, 'anab')
    expect(asked[1]?.signal.aborted).toBe(true)
    for (const one of asked)
      one.answer({ ok: false, failure: { kind: 'not-sent', cause: 'aborted' }, evidence })
    expect([(await first).outcome, (await second).outcome]).toEqual(['abandoned', 'abandoned'])
    expect([applied, hints]).toEqual([[], []])
  })

  test('is missing where it could not be asked, and that is said', async () => {
    const { shop, asked, hints } = stage()
    const waits = searchBeyond(shop, 'ana')
    asked[0]?.answer({ ok: false, failure: { kind: 'not-sent', cause: 'refused' }, evidence })
    expect(await waits).toEqual({ query: 'ana', outcome: 'failed', rows: [] })
    expect(hints).toEqual([false])
  })

  test('holds nobody whose name alone fits, where a shop finds nobody by names', async () => {
    const { shop, asked, applied } = stage({ byName: false })
    expect(await searchBeyond(shop, 'otto')).toMatchObject({ outcome: 'not-asked' })
    const waits = searchBeyond(shop, '0176 55501422')
    asked[0]?.answer(found)
    expect((await waits).rows.map(({ name }) => name)).toEqual(['Ana'])
    expect(applied).toEqual(['1'])
  })
})

test.each([
  [['text'], 'ana', 'ana'],
  [['text'], '\u202eana\u0000', 'ana'],
  [['text'], ' \u200b ', null],
  [['email', 'phone'], 'ana', null],
  [['email', 'phone'], 'ana@example', null],
  [['email', 'phone'], 'Ana@Example.com', 'Ana@example.com'],
  [['email', 'phone'], '0176 555 01422', '+4917655501422'],
  [['email'], '0176 555 01422', null],
  [[], 'ana@example.com', null],
] as const)('a system that searches %j is asked for %j: %j', (searches, query, question) => {
  expect(questionFor(stage({ searches }).shop, query)).toBe(question)
})

test('a letter or two ask the loyalty system only where this till has nobody', async () => {
  const { shop } = stage()
  expect(await searchMembers(shop, 'an')).toMatchObject({ rows: [], beyond: true })
  const one = { ...ana, stamps: null, matched: { kind: 'name', near: false, words: ['an'] } } as const
  Object.assign(shop.directory, { search: () => Promise.resolve({ hits: [one], more: false }) })
  expect(await searchMembers(shop, 'an')).toMatchObject({ rows: [{ name: 'Ana' }], beyond: false })
  expect(await searchMembers(shop, 'ana')).toMatchObject({ rows: [{ name: 'Ana' }], beyond: true })
})
