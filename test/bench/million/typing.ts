import { setTimeout as delay } from 'node:timers/promises'
import { openDirectory } from '../../../electron/main/directory/directory.ts'
import type { RemoteMember } from '../../../shared/domain/member.ts'
import { drawFor } from '../people/draw.ts'
import { person } from '../people/people.ts'
import type { Distribution } from '../people/people.ts'
import { quiet } from './build.ts'
import { plain } from './reader.ts'

/** Between two keys of a quick typist, ms: twelve keys a second. */
const pace = 80
/** Members that change at once. */
const changed = 1_000
/** Between them, ms. */
const pause = 200

/** What a cashier feels while members change. */
export interface Typed {
  /** Waits for their answers of those keys that were pressed or answered while members were being changed, ms. */
  readonly waits: readonly number[]
  /** From handing a thousand changed members over until they are kept, ms. */
  readonly applied: readonly number[]
}

/** A member with another name, phone and balance. */
function changedMember(distribution: Distribution, number: number, round: number): RemoteMember {
  const before = person(distribution, number)
  const other = person(distribution, number, 1_000 + round)
  return {
    ...before,
    details: { ...before.details, lastName: other.details.lastName, phone: other.details.phone },
    cards: before.cards.map((card) => ({ ...card, stamps: card.stamps + round })),
    updatedAt: Date.now(),
  }
}

/** Somebody types names through the real worker, while round after round a thousand members are changed. */
export async function typeWhileChanging(options: {
  readonly file: string
  readonly workerUrl: URL
  readonly distribution: Distribution
  readonly members: number
  readonly keys: number
}): Promise<Typed> {
  const { file, workerUrl, distribution, members, keys } = options
  const directory = openDirectory({ file, workerUrl, log: quiet })
  const state = await directory.pullState()
  const draw = drawFor(31, 0)
  // Made up before anybody types: as many as there can be until the last key, for each has its pause.
  const rounds = Math.ceil((keys * pace) / pause) + 1
  const lists = Array.from({ length: rounds }, (_, round) =>
    Array.from({ length: changed }, () => changedMember(distribution, draw.below(members), round + 1)),
  )
  const waits: number[] = []
  const applied: number[] = []
  let pressed = 0
  let begun = 0
  const typing = (async () => {
    while (pressed < keys) {
      const { firstName, lastName } = person(distribution, draw.below(members)).details
      const letters = Array.from(plain(`${lastName ?? ''} ${firstName}`).trim()).slice(0, 8)
      for (const [at] of letters.entries()) {
        pressed += 1
        const [ended, started] = [applied.length, performance.now()]
        await directory.search(letters.slice(0, at + 1).join(''), 50)
        const waited = performance.now() - started
        // Some thousand was on its way into the copy at some time between the two.
        if (begun > ended) waits.push(waited)
        await delay(Math.max(0, pace - waited))
      }
    }
  })()
  for (let round = 0; pressed < keys; round += 1) {
    const list = lists[round % rounds] ?? []
    begun += 1
    const started = performance.now()
    // Every other time as a refresh brings them, and as somebody's reads do.
    await (round % 2 === 0
      ? directory.applyPage(list, Date.now(), { ...state, cursor: 'changes' })
      : directory.apply(list, Date.now()))
    applied.push(performance.now() - started)
    await delay(pause)
  }
  await typing
  await directory.close()
  return { waits, applied }
}
