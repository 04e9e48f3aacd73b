import type { MemberKey } from '../../../shared/domain/ids.ts'
import type { OperationView, PlainState } from '../../../shared/domain/operation.ts'
import type { RequestArgs } from '../../../shared/ipc/contract.ts'
import { err } from '../../../shared/ipc/result.ts'
import type { LostOf } from '../outbox/types.ts'
import { canonicalKey } from './known-member.ts'
import { usableCode } from './lost-cards.ts'
import { viewOf } from './open-member.ts'
import { savedAnswer, someoneAtTheTill, stamped, whoIs } from './saved.ts'
import type { SavedAnswer } from './saved.ts'
import { undoMs } from './shop.ts'
import type { Shop } from './shop.ts'

/** How far back an enrolment is looked for, operations of the same customer. */
const recent = 20

const settled: readonly PlainState[] = ['sent', 'undone', 'dropped', 'moved']

/** Makes a scanned code open this member from now on, in the place of cards that were `lost` where there are any. */
export async function attachCard(
  shop: Shop,
  asked: RequestArgs<'attach'>,
  lost: readonly LostOf[] = [],
): SavedAnswer {
  const present = someoneAtTheTill(shop)
  if (!present.ok) return present
  if (shop.provider !== null && !shop.provider.capabilities.attachCode) return err({ kind: 'not-offered' })
  const code = usableCode(shop, asked.code)
  if (!code.ok) return code
  const key = canonicalKey(shop, asked.key)
  const member = await viewOf(shop, key)
  const coming = member === null ? onTheirWay(shop, key) : null
  const who = member === null ? coming?.who : whoIs(member.details)
  if (who === undefined) return err({ kind: 'not-found' })
  const operation = {
    ...stamped(shop, asked.intent),
    kind: 'card.attach',
    target: { kind: 'member', key },
    payload: { who, code: code.value },
    // Taken back with the enrolment that it waits for.
    undoMs: coming === null ? 0 : undoMs(shop),
  } as const
  return savedAnswer(shop, shop.outbox.enqueue(operation, lost))
}

/** The enrolment, not settled yet, of a customer whom this till does not know as a member. */
function onTheirWay(shop: Shop, key: MemberKey): OperationView | undefined {
  return shop.outbox
    .history(shop.connection.id, key, recent)
    .find(({ facts, plain }) => facts.kind === 'tier.enrol' && !settled.includes(plain))
}
