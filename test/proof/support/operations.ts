import type { Connection } from '../../../shared/domain/connection.ts'
import type { MemberKey } from '../../../shared/domain/ids.ts'
import type { CardTarget, OperationTarget } from '../../../shared/domain/operation.ts'
import type { NewOperation } from '../../../electron/main/outbox/types.ts'
import { bookAccount } from './leal-book.ts'

/** The shop of the proofs: the only writer of its store, and a provider that answers at once or not at all. */
export const proofShop: Connection = {
  id: '01SHOP0000000000000000PR00',
  name: 'Proof',
  provider: 'leal',
  mode: 'live',
  baseUrl: 'http://127.0.0.1',
  store: bookAccount,
  zone: 'Europe/Berlin',
  singleTill: true,
  readLagMs: 0,
  lateBoundMs: 0,
}

const who = { name: 'Ada' }

type Common = Pick<NewOperation, 'connectionId' | 'by' | 'actor' | 'intent' | 'undoMs'>

function common(intent: string, undoMs = 0): Common {
  return { connectionId: proofShop.id, by: 'Kim', actor: null, intent, undoMs }
}

/** Stamps; the amount is their mark. */
export function stampsOn(
  intent: string,
  target: OperationTarget,
  amount: number,
  card: CardTarget = { kind: 'only' },
  undoMs = 0,
): NewOperation {
  return { ...common(intent, undoMs), kind: 'stamps.add', target, payload: { who, amount, card } }
}

/** A reward for `cost` stamps; its id is its mark. */
export function redemption(
  intent: string,
  key: MemberKey,
  cost: number,
  rewardId = `w${cost}-${intent}`,
): NewOperation {
  return {
    ...common(intent),
    kind: 'reward.redeem',
    target: { kind: 'member', key },
    payload: {
      who,
      rewardId,
      rewardName: 'Free coffee',
      cost,
      card: { kind: 'only' },
      provisional: false,
    },
  }
}

/** A new member; `firstName` may be made long to fill pages. */
export function enrolment(
  intent: string,
  key: MemberKey,
  code: string | null,
  firstName = 'Ada',
): NewOperation {
  return {
    ...common(intent),
    kind: 'member.create',
    target: { kind: 'member', key },
    payload: {
      who,
      details: { firstName, lastName: null, email: `${intent}@example.org`, phone: null, birthday: null },
      code,
      templateId: '1',
      welcome: 0,
      sendLinks: false,
    },
  }
}

/** A code for a member. */
export function attachment(intent: string, key: MemberKey, code: string): NewOperation {
  return {
    ...common(intent),
    kind: 'card.attach',
    target: { kind: 'member', key },
    payload: { who, code },
  }
}

/** Another last name; `before` is what the cashier saw. */
export function renaming(
  intent: string,
  key: MemberKey,
  lastName: string,
  before: string | null,
): NewOperation {
  const base = { firstName: 'Ada', lastName: before, email: null, phone: null, birthday: null }
  return {
    ...common(intent),
    kind: 'member.edit',
    target: { kind: 'member', key },
    payload: { who, changes: { lastName }, base },
  }
}
