import type { Unanswered } from '../../electron/main/providers/provider.ts'
import type { OperationKind, OperationState, Proof } from '../../shared/domain/operation.ts'
import { defaultCapabilities } from '../integration/outbox/support/fake-provider.ts'
import { createTill, shop } from '../integration/outbox/support/till.ts'
import type { Till } from '../integration/outbox/support/till.ts'
import type { Fate, Model, Observation, Wanted } from './judge.ts'
import { createBook } from './provider-book.ts'
import type { Book } from './provider-book.ts'

/** What kind of provider and shop a run plays in. */
export interface Setting {
  readonly unanswered: Extract<Unanswered, 'counter' | 'keyed' | 'ask-a-person'>
  readonly singleTill: boolean
  /** Read lag and late bound together, ms. */
  readonly settleMs: number
}

/** An operation as it lies in the file. */
export interface Row {
  readonly seq: number
  readonly id: string
  readonly kind: OperationKind
  readonly state: OperationState
  readonly proof: Proof | null
  readonly tag: string
  readonly attempts: number
  readonly lane: string
  readonly into_seq: number | null
  /** Made for a card whose member the till did not know: it joins the member's lane when that is found out. */
  readonly by_code: number | null
}

/** The real outbox with everything around it. */
export interface World {
  readonly till: Till
  readonly book: Book
  /** What was wrong at the moment at which bytes reached the provider. */
  readonly early: string[]
  rows(): readonly Row[]
}

export const remoteMembers = ['a', 'b'] as const
export const localMembers = ['1', '2'] as const
export const codes = ['47', '48'] as const
const all = {
  sql: `select seq, id, kind, state, proof, tag, attempts, lane, into_seq,
    json_extract(payload, '$.card.kind') = 'only' as by_code from op order by seq`,
}
const settled: ReadonlySet<OperationState> = new Set(['done', 'cancelled', 'discarded'])

/** A till over a file in memory and a provider with weather. */
export function createWorld(setting: Setting): World {
  const { unanswered, singleTill, settleMs } = setting
  const till = createTill({
    file: ':memory:',
    start: false,
    connection: { singleTill, readLagMs: settleMs / 4, lateBoundMs: (settleMs / 4) * 3 },
    capabilities: {
      unanswered: { ...defaultCapabilities.unanswered, stamps: unanswered, redeem: unanswered },
    },
  })
  for (const id of remoteMembers) till.fake.add(id, { stamps: 5 })
  const rows = (): readonly Row[] => till.db.all<Row>(all)
  const early: string[] = []
  const book = createBook(till.fake, (tag) => {
    const now = rows()
    const own = now.find((row) => row.tag === tag)
    if (own?.state !== 'sending') early.push(`bytes left while the file said ${own?.state ?? 'nothing'}`)
    // What joined a lane late may find a later one on its way already.
    const before = now.filter(
      (row) => row.lane === own?.lane && row.seq < own.seq && !settled.has(row.state) && row.by_code !== 1,
    )
    for (const { kind, state } of before) {
      // Written out anew: a stamp goes past an edit that waits for a person or for proof.
      const passes = own?.kind === 'stamps.add' && kind === 'member.edit'
      if (!passes || (state !== 'attention' && state !== 'unknown')) {
        early.push(`${own?.kind} went past ${kind} ${state}`)
      }
    }
  })
  Object.assign(till.fake.provider, book.provider)
  till.outbox.start()
  return { till, book, early, rows }
}

/** What there is to see now. */
export function observe(world: World, model: Model): Observation {
  const { till, book } = world
  const count = (tags: readonly string[], tag: string): number => tags.filter((one) => one === tag).length
  // A new member may turn out to be one whom the till knows already: both names lead to one person.
  const people = new Map(
    [...remoteMembers.map((id) => `r:${id}` as const), ...localMembers.map((id) => `l:${id}` as const)].map(
      (key) => [till.outbox.remoteIdOf(shop.id, key) ?? key, key],
    ),
  )
  const cards = [...people.values()].flatMap((key) => till.outbox.owed(shop.id, key).cards)
  const onCodes = codes.reduce((sum, code) => sum + till.outbox.owedToCode(shop.id, code), 0)
  adopt(model, world.rows())
  return {
    now: till.time.now(),
    operations: world.rows().map(({ id, state, proof, tag }) => ({
      id,
      state,
      proof,
      reached: count(book.reached, tag),
      applied: count(book.applied, tag),
    })),
    summary: till.outbox.summary(shop.id),
    owed: cards.reduce((sum, { waiting, checking }) => sum + waiting + checking, onCodes),
  }
}

/** Follows what takes another's place by the rules: two edits that became one, stamps that moved to their member. */
function adopt(model: Model, rows: readonly Row[]): void {
  for (const row of rows) {
    const wanted = model.wanted.get(row.id)
    const heir = rows.find(({ seq }) => seq === row.into_seq)
    if (wanted?.fate !== 'live' || heir?.kind !== row.kind) continue
    const moves = row.kind === 'member.edit' || row.lane.startsWith('card:')
    if (!moves) continue
    wanted.fate = 'replaced'
    if (!model.wanted.has(heir.id)) model.wanted.set(heir.id, { ...wanted, id: heir.id, fate: 'live' })
  }
}

/** A new operation as the model knows it. */
export function want(model: Model, more: Omit<Wanted, 'fate' | 'insisted'> & { readonly fate?: Fate }): void {
  model.wanted.set(more.id, { fate: 'live', insisted: 0, ...more })
}
