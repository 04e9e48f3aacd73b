import { enrolMember } from '../../../electron/main/services/enrol-member.ts'
import type { Shop } from '../../../electron/main/services/shop.ts'
import type { MemberKey } from '../../../shared/domain/ids.ts'
import type { MemberDetails } from '../../../shared/domain/member.ts'
import { openCounter } from '../../catalogue/support/counter.ts'
import type { Counter } from '../../catalogue/support/counter.ts'
import { createTill } from '../outbox/support/till.ts'
import type { Till } from '../outbox/support/till.ts'

/** Somebody with nothing known but what is given. */
export const person = (more: Partial<MemberDetails>): MemberDetails => ({
  firstName: 'Anna',
  lastName: 'Müller',
  email: null,
  phone: null,
  birthday: null,
  ...more,
})

/** A till with its counter, and members at its provider beforehand. */
export async function openTill(
  members: Readonly<Record<string, Partial<MemberDetails> & { codes?: string[]; stamps?: number }>>,
): Promise<Counter & { readonly till: Till }> {
  const till = createTill()
  for (const [id, { codes = [], stamps = 0, ...details }] of Object.entries(members)) {
    till.fake.add(id, { details: person(details), codes, stamps })
  }
  const counter = await openCounter(till)
  return { ...counter, till }
}

let enrolled = 0
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A new intent. */
export function intent(): string {
  enrolled += 1
  return `01J${'0'.repeat(21)}${alphabet.charAt(Math.floor(enrolled / 32))}${alphabet.charAt(enrolled % 32)}`
}

/** Enrols somebody at the counter; answers their key. */
export async function enrol(
  shop: Shop,
  details: MemberDetails,
  more: { readonly code?: string; readonly somebodyElse?: readonly MemberKey[] } = {},
): Promise<MemberKey> {
  const { code = null, somebodyElse = [] } = more
  const args = { intent: intent(), details, code, templateId: 'coffee', sendLinks: false, somebodyElse }
  const saved = await enrolMember(shop, args)
  if (!saved.ok) throw new Error(saved.error.kind)
  return `l:${args.intent}`
}
