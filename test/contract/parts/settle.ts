// What becomes of a call that went wrong.
import { expect, vi } from 'vitest'
import type { Answer, Failure } from '../../../electron/main/providers/provider.ts'
import { valueOf } from '../provider-contract.ts'
import { facet } from '../systems/system.ts'
import type { Begun, ChangeKind, ContractSystem } from '../systems/system.ts'

/** Whether a change that met a fault was made: `late` is later, `part` is half of it. */
export type Fate = 'not done' | 'done' | 'late' | 'part'

/** A call whose answer never ends, by a clock that runs out as soon as the server has begun to answer. */
export async function hurried(
  system: ContractSystem,
  on: 'read' | 'change',
  call: () => Promise<Answer<unknown>>,
): Promise<Answer<unknown>> {
  const reached = Promise.withResolvers<undefined>()
  system.fault(on, { kind: 'endless', reached: () => reached.resolve(undefined) })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const told: Answer<unknown>[] = []
    const asked = call().then((answer) => told.push(answer))
    await reached.promise
    while (told.length === 0) {
      vi.advanceTimersByTime(60_000)
      await new Promise((resolve) => setImmediate(resolve))
    }
    await asked
    return facet(told[0])
  } finally {
    vi.useRealTimers()
  }
}

/** Kinds of failures that say that nothing was done. */
export function isDefinite({ kind }: Failure): boolean {
  return ['unauthorized', 'forbidden', 'not-found', 'refused', 'rate-limited'].includes(kind)
}

/** Whether the status is one after which the provider declares that nothing was done. */
export function neverApplied(system: ContractSystem, { evidence }: Answer<unknown>): boolean {
  return system.open().capabilities.neverApplied.includes(evidence.http ?? 0)
}

/** Another start of the till finds out, or sends it again: in the end it counts once. */
export async function settle(
  system: ContractSystem,
  kind: ChangeKind,
  begun: Begun,
  done: Fate,
): Promise<void> {
  const provider = system.open()
  switch (provider.capabilities.unanswered[kind]) {
    case 'keyed':
      valueOf(await begun.send(provider))
      await system.applyLate()
      break
    case 'repeatable': {
      const again = await begun.send(provider)
      if (!again.ok) expect(again.failure).toMatchObject({ fields: { reference: ['duplicate'] } })
      await system.applyLate()
      break
    }
    case 'readable-by-tag':
    case 'counter':
      // What was half done shows in one place and not in the other: nothing is claimed of it here.
      if (done === 'part') return
      expect(await facet(begun.look)(provider)).toBe(done === 'done' ? 'there' : 'absent')
      await system.applyLate()
      if (done === 'late') expect(await facet(begun.look)(provider)).toBe('there')
      if (done !== 'not done') break
      // What is proven absent may be sent again.
      valueOf(await begun.send(provider))
      break
    case 'ask-a-person':
      throw new Error('declared for a person')
  }
  expect(await begun.times()).toBe(1)
}
