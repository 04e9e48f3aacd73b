import { onTestFinished } from 'vitest'
import { offline } from '../../integration/outbox/support/failures.ts'
import { createTill, shop } from '../../integration/outbox/support/till.ts'
import type { Till, TillOptions } from '../../integration/outbox/support/till.ts'

/** A till over a real file, closed after the test. */
export function begin(options?: TillOptions): Till {
  const till = createTill(options)
  onTestFinished(() => till.close())
  return till
}

/** The network is gone, and the till knows it. */
export async function goOffline(till: Till): Promise<void> {
  till.fake.always(offline)
  await till.outbox.probe(shop.id)
}

/** The network is back: the till finds out by itself. */
export async function comeBack(till: Till): Promise<void> {
  till.fake.always(null)
  await till.time.advance(31_000)
}

/** Stamps on a member's only card at the provider, changed behind the till's back. */
export function setStamps(till: Till, remoteId: string, stamps: number): void {
  const member = till.fake.members.get(remoteId)
  if (member !== undefined) member.cards = member.cards.map((card) => ({ ...card, stamps }))
}

/** Stamps on a member's only card at the provider. */
export function stampsOf(till: Till, remoteId: string): number | null {
  return till.fake.members.get(remoteId)?.cards[0]?.stamps ?? null
}
