import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Provider } from '../../electron/main/providers/provider.ts'
import { stamps } from '../integration/outbox/support/till.ts'
import { weathers } from './provider-book.ts'
import type { Weather } from './provider-book.ts'
import { createWorld, remoteMembers } from './world.ts'
import type { World } from './world.ts'

const full = process.env['STAMPWELL_FULL'] === '1'

/**
 * Lets a scheduler decide when a request arrives at the provider and when its answer comes back.
 *
 * A request that did not leave before its run was over never arrives; an answer comes back even then.
 */
function scheduled(scheduler: fc.Scheduler, provider: Provider, boot: () => number): void {
  const { addStamps, member } = provider
  const later = async <T>(label: string, work: () => Promise<T>): Promise<T> => {
    const mine = boot()
    await scheduler.schedule(Promise.resolve(), `${label} arrives`)
    if (boot() !== mine) return new Promise<T>(() => undefined)
    const answer = await work()
    await scheduler.schedule(Promise.resolve(), `${label} is answered`)
    return answer
  }
  Object.assign(provider, {
    member: (...args: Parameters<Provider['member']>) => later(`read ${args[0]}`, () => member(...args)),
    addStamps: (...args: Parameters<Provider['addStamps']>) =>
      later(`${args[2]} for ${args[0]}`, () => addStamps(...args)),
  })
}

/** Nothing is left to do but what a person must decide, or what waits behind that. */
function isAtRest(world: World): boolean {
  const asked = new Set<string>()
  return world.rows().every(({ state, lane }) => {
    if (state === 'attention') asked.add(lane)
    return state === 'done' || state === 'attention' || (state === 'queued' && asked.has(lane))
  })
}

/** Every answer comes back, then time goes on, until nothing is under way any more. */
async function drain(world: World, scheduler: fc.Scheduler): Promise<void> {
  const { till } = world
  for (let round = 0; round < 400; round += 1) {
    await till.time.settle()
    if (scheduler.count() > 0) await scheduler.waitNext(1)
    else if (isAtRest(world)) return
    else await till.time.advance(15_000)
  }
  throw new Error('It never came to rest.')
}

const members = [...remoteMembers, 'c', 'd', 'e'] as const
/** A run: who gets how many stamps in which order, and what strikes after how many answers. */
const run = fc.record({
  saved: fc.array(fc.tuple(fc.constantFrom(...members), fc.integer({ min: 1, max: 5 })), {
    minLength: 1,
    maxLength: 12,
  }),
  strikes: fc.array(
    fc.record({
      after: fc.nat({ max: 6 }),
      what: fc.constantFrom<'restart' | 'time' | Weather>('restart', 'restart', 'time', 'time', ...weathers),
    }),
    { maxLength: 12 },
  ),
})

test('in whatever order answers come back, each stamp counts once and in its place', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), run, async (scheduler, { saved, strikes }) => {
      const world = createWorld({ unanswered: 'counter', singleTill: true, settleMs: 0 })
      const { till, book } = world
      try {
        for (const id of members.slice(2)) till.fake.add(id, { stamps: 5 })
        let boots = 0
        scheduled(scheduler, till.fake.provider, () => boots)
        for (const [id, amount] of saved) till.save(stamps(id, amount))
        await till.time.settle()
        for (const { after, what } of strikes) {
          for (let i = 0; i < after && scheduler.count() > 0; i += 1) {
            await scheduler.waitNext(1)
            await till.time.settle()
          }
          // What the run before it has on the wire is not killed: its answers come to a run that is no more.
          if (what === 'restart') {
            boots += 1
            till.restart()
          } else if (what === 'time') await till.time.advance(20_000)
          else book.weather = what
          await till.time.settle()
        }
        book.weather = 'fine'
        await drain(world, scheduler)
        expect(world.early).toEqual([])
        const rows = world.rows()
        const amounts = new Map(rows.map(({ tag, lane }, i) => [tag, [lane, saved[i]?.[1]] as const]))
        expect(new Set(book.applied).size).toBe(book.applied.length)
        for (const id of members) {
          const wanted = rows.filter(({ lane, state }) => lane === `r:${id}` && state === 'done')
          const applied = book.applied.filter((tag) => amounts.get(tag)?.[0] === `r:${id}`)
          const undecided = rows.filter(({ lane, state }) => lane === `r:${id}` && state === 'attention')
          // In order; what a person is asked about may be there or not.
          const asked = new Set(undecided.map(({ tag }) => tag))
          expect(applied.filter((tag) => !asked.has(tag))).toEqual(wanted.map(({ tag }) => tag))
        }
      } finally {
        till.close()
      }
    }),
    { seed: 20_261_121, numRuns: full ? 1_000 : 60 },
  )
}, 300_000)
