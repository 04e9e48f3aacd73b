import type { Ulid } from '../../shared/domain/ids.ts'
import { newIntent } from '../api/intent.ts'

/** The next press is a new operation: nothing that was given before is changed by it. */
export function freshStamp(): { readonly stamped: null; readonly stampIntent: Ulid } {
  return { stamped: null, stampIntent: newIntent() }
}
