import type { CardTemplate } from '../../../shared/domain/programme.ts'
import type { Unit } from '../../../shared/domain/unit.ts'
import { refusedHere, toldHere } from './http-refused.ts'
import type { Answer, Capabilities, Provider } from './provider.ts'

/**
 * What is so at every system whose members have a balance and no stamp cards: they are made elsewhere, and a card is
 * known to the till alone. What such a system can do stands in its own adapter.
 */
export const balanceOnly = {
  enrol: 'waits',
  stamps: null,
  redeem: false,
  wallet: false,
  attachCode: true,
  codes: 'till',
  detachCode: false,
  sendLinks: false,
  // None of the vendors names a rate: the limit comes from the headers of the answers.
  requestsPerSecond: null,
} as const satisfies Partial<Capabilities>

/** What an unanswered call would mean of the kinds that such a system never sends. */
export const neverSent = {
  create: 'ask-a-person',
  attach: 'repeatable',
  stamps: 'ask-a-person',
  redeem: 'ask-a-person',
} as const satisfies Partial<Capabilities['unanswered']>

/** The one card that each member of such a system has: what the balance is called, and what it counts. */
export function balanceTemplate(id: string, name: string, unit: Unit): CardTemplate {
  return { id, name, unit, stampsRequired: 0, initialStamps: 0, rewards: [] }
}

/** The calls of such a system that take no request: what is not offered is refused, what it cannot know is nobody. */
export function withoutStampCards(clock: {
  now(): number
}): Pick<Provider, 'findByCode' | 'findByTag' | 'create' | 'attachCode' | 'addStamps' | 'redeem'> {
  const notOffered = (): Promise<Answer<never>> => Promise.resolve(refusedHere(clock.now()))
  return {
    findByCode: () => Promise.resolve(toldHere([], clock.now())),
    findByTag: () => Promise.resolve(toldHere(null, clock.now())),
    create: notOffered,
    attachCode: notOffered,
    addStamps: notOffered,
    redeem: notOffered,
  }
}
