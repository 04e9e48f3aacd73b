import type { RequestArgs } from '../../../shared/ipc/contract.ts'
import { err } from '../../../shared/ipc/result.ts'
import { viewOf } from './open-member.ts'
import { savedAnswer, someoneAtTheTill, stamped, whoIs } from './saved.ts'
import type { SavedAnswer } from './saved.ts'
import type { Shop } from './shop.ts'
import { validateCode } from './validate-code.ts'

/** Makes a scanned code open this member from now on. */
export async function attachCard(shop: Shop, asked: RequestArgs<'attach'>): SavedAnswer {
  const present = someoneAtTheTill(shop)
  if (!present.ok) return present
  if (shop.provider !== null && !shop.provider.capabilities.attachCode) return err({ kind: 'not-offered' })
  const code = validateCode(asked.code)
  if (!code.ok) return err({ kind: 'invalid-code', problem: code.error })
  const member = await viewOf(shop, asked.key)
  if (member === null) return err({ kind: 'not-found' })
  const result = shop.outbox.enqueue({
    ...stamped(shop, asked.intent),
    kind: 'card.attach',
    target: { kind: 'member', key: member.key },
    payload: { who: whoIs(member.details), code: code.value },
    undoMs: 0,
  })
  return savedAnswer(shop, result)
}
