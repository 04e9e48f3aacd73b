import { randomBytes } from 'node:crypto'
import type { MemberKey } from '../../../shared/domain/ids.ts'
import type { WriteDb } from '../../../electron/main/db/handle.ts'
import type { NewOperation, Outbox } from '../../../electron/main/outbox/types.ts'
import { attachment, enrolment, redemption, renaming, stampsOn } from '../support/operations.ts'
import type { Random } from '../support/random.ts'

/** Members that the provider has from the beginning. */
export const oldMembers = 6

/** The code of one of them. */
export function codeOf(member: number): string {
  return `CODE-${member}`
}

/** Undo window of some stamps, ms of the till's clock. */
const undoMs = 4_000

const lastNameSeen = {
  sql: `select payload ->> '$.changes.lastName' as name from op where kind = 'member.edit' and target = ?
    and state not in ('cancelled', 'discarded') order by seq desc limit 1`,
}

/** A cashier in a hurry: each call saves one more operation of some kind; its id where the till said "saved". */
export function createCashier(at: {
  readonly db: WriteDb
  readonly outbox: Outbox
  readonly random: Random
  readonly run: number
}): () => string | null {
  const { db, outbox, random } = at
  const enrolled: MemberKey[] = []
  const somebody = (): MemberKey =>
    enrolled.length > 0 && random.chance(40)
      ? random.pick(enrolled)
      : `r:${random.between(1, oldMembers + 1)}`
  const choose = (): NewOperation => {
    const intent = randomBytes(8).toString('hex')
    const key = somebody()
    const amount = random.between(10, 2 ** 40)
    const drawn = random.between(0, 100)
    if (drawn < 12) {
      const made: MemberKey = `l:${intent}`
      enrolled.push(made)
      return enrolment(intent, made, random.chance(50) ? `NEW-${intent}` : null)
    }
    if (drawn < 22) return attachment(intent, key, `MORE-${intent}`)
    if (drawn < 36) {
      const seen = db.get<{ readonly name: string }>(lastNameSeen, key)?.name ?? null
      return renaming(intent, key, `Name-${intent}`, seen)
    }
    if (drawn < 50) return redemption(intent, key, random.between(1, 6))
    if (drawn < 60) {
      const code = codeOf(random.between(1, oldMembers + 1))
      return stampsOn(intent, { kind: 'code', code }, amount)
    }
    return stampsOn(intent, { kind: 'member', key }, amount, { kind: 'only' }, random.chance(15) ? undoMs : 0)
  }
  return () => {
    const operation = choose()
    const saved = outbox.enqueue(operation)
    if (!saved.ok) return null
    if (operation.undoMs > 0 && random.chance(50)) outbox.undo(saved.value.id, 'Kim')
    return saved.value.id
  }
}
