import type { CapabilityView } from '../../../shared/domain/connection.ts'

/**
 * How lasting it is to give somebody a card: `till-only` where only this till knows of it and the card can become
 * another member's, `for-good` where the loyalty system never lets go of it.
 */
export type Lasting = 'till-only' | 'for-good' | 'removable'

/** How lasting it is at this shop's loyalty system. */
export function lastingOf({ codes, detachCode }: CapabilityView): Lasting {
  if (codes === 'till') return 'till-only'
  return detachCode ? 'removable' : 'for-good'
}
