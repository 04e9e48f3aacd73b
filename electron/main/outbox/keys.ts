import { keyBegan } from '../db/tables/events.ts'
import type { OpRow } from '../db/tables/op.ts'
import type { Provider } from '../providers/provider.ts'
import type { Core } from './core.ts'
import { callOf, unansweredOf } from './kinds/work.ts'

/** A key is believed for so much of the time for which the provider remembers it: its clock is another. */
const believed = 0.8

/**
 * Whether the provider may have forgotten the key of what may have been sent: a repeat could be done a second time. Counted
 * from the first time that it left, or could have left from a copy of this record; a person who sends it again begins anew.
 */
export function isKeyOver(core: Core, row: OpRow, provider: Provider): boolean {
  const { capabilities } = provider
  if (unansweredOf(capabilities, row.kind) !== 'keyed') return false
  const lastsMs = capabilities.keysLastMs?.[callOf[row.kind]] ?? null
  const mayHaveLeft = row.attempts > 0 || row.suspect === 1
  if (lastsMs === null || !mayHaveLeft) return false
  const { isAnew, at } = keyBegan(core.db, row.seq)
  const elsewhere = row.origin !== null || row.suspect === 1
  const began = elsewhere && !isAnew ? row.created_at : at
  // A clock that was set says nothing of how long it was, in either direction.
  return began !== null && Math.abs(core.now() - began) > lastsMs * believed
}

/** The provider as it is for this operation: where its key may be forgotten a person is asked, as where there is none. */
export function asItIsFor(core: Core, row: OpRow, provider: Provider): Provider {
  if (!isKeyOver(core, row, provider)) return provider
  const { capabilities } = provider
  const unanswered = { ...capabilities.unanswered, [callOf[row.kind]]: 'ask-a-person' as const }
  return { ...provider, capabilities: { ...capabilities, unanswered } }
}
