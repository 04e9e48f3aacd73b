import fc from 'fast-check'
import type { NewOperation } from '../../electron/main/outbox/types.ts'
import type { OperationKind, PersonAnswer } from '../../shared/domain/operation.ts'
import { details } from '../integration/outbox/support/fake-provider.ts'
import {
  attach,
  create,
  edit,
  redeem,
  stamps,
  stampsFor,
  stampsOnCode,
} from '../integration/outbox/support/till.ts'
import { judge } from './judge.ts'
import type { Model } from './judge.ts'
import type { Weather } from './provider-book.ts'
import { weathers } from './provider-book.ts'
import { codes, localMembers, observe, remoteMembers, want } from './world.ts'
import type { Row, World } from './world.ts'

type Command = fc.AsyncCommand<Model, World>

/** Throws with everything that is wrong. */
export function expectKept(model: Model, world: World): void {
  const wrong = [...world.early, ...judge(model, observe(world, model))]
  if (wrong.length > 0) throw new Error(wrong.join('\n'))
}

function expectThat(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise)
}

/** A command does something, lets everything run that needs no time, and is judged. */
function command(told: string, work: (model: Model, world: World) => void | Promise<void>): Command {
  return {
    check: () => true,
    run: async (model, world) => {
      await work(model, world)
      await world.till.time.settle()
      expectKept(model, world)
    },
    toString: () => told,
  }
}

function amountOf(operation: NewOperation): number {
  if (operation.kind === 'stamps.add') return operation.payload.amount
  return operation.kind === 'reward.redeem' ? -operation.payload.cost : 0
}

function save(told: string, make: (model: Model) => NewOperation | null): Command {
  return command(told, (model, { till }) => {
    const operation = make(model)
    if (operation === null) return
    const saved = till.save(operation)
    const { kind, target, undoMs } = operation
    want(model, {
      id: saved.id,
      kind,
      amount: amountOf(operation),
      undoUntil: undoMs > 0 ? till.time.now() + undoMs : 0,
      sure: kind === 'stamps.add' && target.kind === 'member' && target.key.startsWith('r:'),
    })
    // A second tap on the same sheet is told of the first and adds nothing.
    expectThat(till.save(operation).id === saved.id, 'a second tap made a second operation')
  })
}

/** The operation that a number from the generator means, as it is now. */
function pick(world: World, n: number): Row | undefined {
  const rows = world.rows().filter(({ into_seq }) => into_seq === null)
  return rows[n % Math.max(1, rows.length)]
}

const undo = (n: number): Command =>
  command(`undo(${n})`, (model, world) => {
    const row = pick(world, n)
    const wanted = row && model.wanted.get(row.id)
    if (row === undefined || wanted === undefined) return
    const { ok } = world.till.outbox.undo(row.id, null)
    expectThat(ok === (row.state === 'held'), `undo of ${row.state}: ${ok}`)
    if (ok) wanted.fate = 'undone'
  })

const change = (n: number, amount: number): Command =>
  command(`change(${n}, ${amount})`, (model, world) => {
    const row = pick(world, n)
    const wanted = row && model.wanted.get(row.id)
    if (row === undefined || wanted === undefined) return
    const { ok } = world.till.outbox.changeAmount(row.id, amount, null)
    expectThat(ok === (row.state === 'held' && row.kind === 'stamps.add'), `change of ${row.state}: ${ok}`)
    if (!ok || wanted.amount === amount) return
    wanted.amount = amount
    wanted.undoUntil = world.till.time.now() + undoMs
  })

const mayRetry: ReadonlySet<string> = new Set(['attention', 'queued', 'unknown'])
function isAllowed(row: Row, given: PersonAnswer): boolean | null {
  switch (given.kind) {
    case 'retry':
      return mayRetry.has(row.state)
    case 'drop':
      return row.state === 'attention' || (row.state === 'queued' && row.attempts === 0)
    // Whether it can be true depends on the reason, which only the outbox knows.
    case 'confirm':
      return row.state === 'attention' && row.kind !== 'member.create' ? null : false
    case 'use-member':
    case 'fix-details':
      return row.state === 'attention' ? null : false
  }
}

/** Whoever is said to be a member keeps the card that they were enrolled with, and what that member lacks is saved with them. */
function wantWhatTheyGet(model: Model, world: World): void {
  for (const { id, kind } of world.rows()) {
    if (model.wanted.has(id)) continue
    expectThat(kind === 'card.attach' || kind === 'member.edit', `${kind}: nobody wanted it`)
    want(model, { id, kind, amount: 0, undoUntil: 0, sure: false })
  }
}

const answer = (n: number, given: PersonAnswer): Command =>
  command(`answer(${n}, ${given.kind})`, (model, world) => {
    const row = pick(world, n)
    const wanted = row && model.wanted.get(row.id)
    if (row === undefined || wanted === undefined) return
    const { ok } = world.till.outbox.answer(row.id, given, null)
    const allowed = isAllowed(row, given)
    expectThat(allowed === null || ok === allowed, `${given.kind} on ${row.kind} ${row.state}: ${ok}`)
    if (!ok) return
    if (given.kind === 'drop') wanted.fate = 'dropped'
    if (given.kind === 'confirm') wanted.fate = 'confirmed'
    if (given.kind === 'use-member' && row.kind === 'member.create') {
      wanted.fate = 'confirmed'
      wantWhatTheyGet(model, world)
    }
    // What is there already and is sent again all the same counts twice: the person wanted it so.
    if (row.state === 'attention' && world.book.applied.includes(row.tag)) wanted.insisted += 1
  })

const advance = (ms: number): Command => command(`advance(${ms})`, (_, { till }) => till.time.advance(ms))
const weather = (next: Weather): Command =>
  command(`weather(${next})`, (model, { book }) => {
    book.weather = next
    if (next !== 'fine' && next !== 'offline') model.troubled = true
  })
const restart: Command = command('restart', (_, { till }) => till.restart())
const probe: Command = command('probe', async (_, { till }) => {
  await till.outbox.probe('01SHOP0000000000000000000A')
})

const undoMs = 8_000
const enrolled = (model: Model): readonly OperationKind[] =>
  [...model.wanted.values()].map(({ kind }) => kind).filter((kind) => kind === 'member.create')
const window = fc.constantFrom(0, undoMs)
const amount = fc.integer({ min: 1, max: 5 })
const remote = fc.constantFrom(...remoteMembers)
const code = fc.constantFrom(...codes)
const number = fc.nat({ max: 30 })

/** Everything that can happen to a till. Trouble is likelier than in life. */
export const commands: readonly fc.Arbitrary<Command>[] = [
  fc
    .tuple(remote, amount, window)
    .map(([id, n, ms]) => save(`stamps(${id}, ${n}, ${ms})`, () => stamps(id, n, { undoMs: ms }))),
  fc
    .tuple(remote, amount, window)
    .map(([id, n, ms]) => save(`redeem(${id}, ${n}, ${ms})`, () => redeem(id, n, { undoMs: ms }))),
  fc
    .tuple(remote, fc.constantFrom('x@x.example', 'y@x.example'), fc.boolean())
    .map(([id, email, phone]) =>
      save(`edit(${id}, ${email})`, () =>
        edit(`r:${id}`, details(`Name ${id}`), phone ? { email, phone: '+491' } : { email }),
      ),
    ),
  fc.tuple(code, fc.boolean()).map(([card, withCard]) =>
    save(`enrol(${withCard ? card : 'no card'})`, (model) => {
      const local = localMembers[enrolled(model).length]
      return local === undefined ? null : create(local, `New ${local}`, withCard ? { code: card } : {})
    }),
  ),
  fc
    .tuple(fc.nat({ max: 1 }), amount)
    .map(([n, sum]) =>
      save(`stampsForNew(${n}, ${sum})`, (model) =>
        enrolled(model).length > n ? stampsFor(`l:${n + 1}`, sum) : null,
      ),
    ),
  fc
    .tuple(code, amount, window)
    .map(([card, n, ms]) => save(`stampsOnCode(${card}, ${n})`, () => stampsOnCode(card, n, ms))),
  fc.tuple(remote, code).map(([id, card]) => save(`attach(${id}, ${card})`, () => attach(`r:${id}`, card))),
  number.map(undo),
  fc.tuple(number, amount).map(([n, sum]) => change(n, sum)),
  fc
    .tuple(
      number,
      fc.constantFrom<PersonAnswer>(
        { kind: 'retry' },
        { kind: 'confirm' },
        { kind: 'drop', reason: 'entered twice' },
        { kind: 'fix-details', details: { email: 'z@x.example' } },
        { kind: 'use-member', key: 'r:a', card: null },
      ),
    )
    .map(([n, given]) => answer(n, given)),
  fc.constantFrom(100, 1_000, 8_000, 16_000, 45_000).map(advance),
  fc.constantFrom(...weathers).map(weather),
  fc.constant(restart),
  fc.constant(probe),
]
