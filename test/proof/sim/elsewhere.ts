import type { Act } from './plan.ts'
import type { Query } from '../../../electron/main/db/handle.ts'
import type { OperationState } from '../../../shared/domain/operation.ts'
import type { Scene } from './scene.ts'

const ofMember: Query<{ readonly state: OperationState }> = { sql: 'select state from op where lane = ?' }

/** Another till, or somebody at the provider's own screen, changes a member. */
export function elsewhere(scene: Scene, act: Extract<Act, { kind: 'elsewhere' }>): void {
  const { book, time, notes, plan, random } = scene
  const remoteId = `m${act.n + 1}`
  // A store that says it has one till has one.
  if (plan.world.stamps === 'counter-single' && (act.does === 'stamp' || act.does === 'redeem')) return
  for (const { state } of scene.disk.own.all(ofMember, `r:${remoteId}`)) notes.strike('elsewhere', state)
  notes.trace(`${time.steady()} elsewhere ${act.does} ${remoteId}`)
  book.elsewhere(
    remoteId,
    (member) => {
      const [card, ...more] = member.cards
      switch (act.does) {
        case 'stamp':
        case 'redeem': {
          if (card === undefined) return member
          const stamps = Math.max(0, card.stamps + (act.does === 'stamp' ? 1 : -3))
          return { ...member, cards: [{ ...card, stamps }, ...more] }
        }
        case 'edit':
          return { ...member, details: { ...member.details, lastName: `x${random.int(100)}` } }
        case 'attach':
          return { ...member, codes: [...new Set([...member.codes, 'N0'])] }
        case 'delete':
          return null
      }
    },
    time.steady(),
  )
}
