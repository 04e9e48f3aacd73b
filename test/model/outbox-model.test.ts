import fc from 'fast-check'
import { expect, test } from 'vitest'
import { verifyChain } from '../../electron/main/db/tables/events.ts'
import { shop } from '../integration/outbox/support/till.ts'
import { commands, expectKept } from './commands.ts'
import type { Model } from './judge.ts'
import { createWorld } from './world.ts'
import type { Setting, World } from './world.ts'

const full = process.env['STAMPWELL_FULL'] === '1'
const setting: fc.Arbitrary<Setting> = fc.record({
  unanswered: fc.constantFrom('counter', 'counter', 'keyed', 'ask-a-person'),
  singleTill: fc.boolean(),
  settleMs: fc.constantFrom(0, 20_000),
})

/** The trouble is over: within a while everything is settled, or is a person's to settle, and then is. */
async function heal(model: Model, world: World): Promise<void> {
  const { till, book } = world
  book.weather = 'fine'
  const open = (): number => till.outbox.summary(shop.id).waiting
  for (let round = 0; round < 40 && open() > till.outbox.summary(shop.id).needsYou; round += 1) {
    await till.time.advance(30_000)
    expectKept(model, world)
  }
  for (let round = 0; round < 40 && open() > 0; round += 1) {
    for (const { id } of till.outbox.list(shop.id, 'needs-you', 100)) {
      expect(till.outbox.answer(id, { kind: 'drop', reason: 'the end' }, null).ok).toBe(true)
      const wanted = model.wanted.get(id)
      if (wanted !== undefined) wanted.fate = 'dropped'
    }
    await till.time.advance(15_000)
    expectKept(model, world)
  }
  expect(open()).toBe(0)
  expect(verifyChain(till.db).intact).toBe(true)
}

async function play(given: Setting, script: Iterable<fc.AsyncCommand<Model, World>>): Promise<void> {
  const model: Model = { wanted: new Map(), troubled: false }
  const world = createWorld(given)
  try {
    await fc.asyncModelRun(() => ({ model, real: world }), script)
    await heal(model, world)
  } finally {
    world.till.close()
  }
}

const property = fc.asyncProperty(setting, fc.commands([...commands], { maxCommands: 24, size: 'max' }), play)

test('the outbox does what a small model says, whatever happens in whatever order', async () => {
  await fc.assert(property, { seed: 20_261_121, numRuns: full ? 2_000 : 300 })
}, 600_000)

test('and on a fresh walk each time', async () => {
  const seed = Date.now() % 2 ** 31
  process.stdout.write(`model: seed ${seed}\n`)
  await fc.assert(property, { seed, numRuns: full ? 2_000 : 100 })
}, 600_000)
