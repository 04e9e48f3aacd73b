import type { Upcast } from '../pure/upcast.ts'

/**
 * From version 1 to 2, from 2 to 3, and so on; there is only version 1 so far.
 *
 * A new shape of any payload gets its step here and golden files of its own in test/fixtures/payloads.
 */
export const upcasts: readonly Upcast[] = []
