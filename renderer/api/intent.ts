import { ulid } from 'ulid'
import type { Ulid } from '../../shared/domain/ids.ts'

/**
 * A new intent. Mint one when a sheet opens or an action is settled, not when a button is pressed: a second tap
 * then carries the same intent and adds nothing.
 */
export function newIntent(): Ulid {
  return ulid()
}
