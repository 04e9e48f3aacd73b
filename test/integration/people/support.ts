import { expect, onTestFinished, vi } from 'vitest'
import { enrolMember } from '../../../electron/main/services/enrol-member.ts'
import { openPairs } from '../../../electron/main/services/people-of.ts'
import { answerPair } from '../../../electron/main/services/settle-pair.ts'
import type { Shop } from '../../../electron/main/services/shop.ts'
import type { MemberKey } from '../../../shared/domain/ids.ts'
import type { MemberDetails } from '../../../shared/domain/member.ts'
import type { PairOffer } from '../../../shared/domain/views.ts'
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

/** However busy the machine is: a worker thread answers in between. */
const patient = { timeout: 10_000 }

/** A till with its counter. */
export type Opened = Counter & { readonly till: Till }
/** Two entries that are told apart by nothing that matters. */
export const annas = { firstName: 'Anna', lastName: 'Müller', email: 'anna.mueller@gmail.com' }

/** As {@link openTill}, closed when the test ends. */
export async function begin(members: Parameters<typeof openTill>[0] = {}): Promise<Opened> {
  const opened = await openTill(members)
  onTestFinished(() => opened.till.close())
  return opened
}

/** Another pass of the list is due, and read to its end. */
export async function readAgain({ till, opened, copied }: Opened): Promise<void> {
  const before = opened.progress().finishedAt
  await till.time.advance(7 * 3_600_000)
  await vi.waitFor(async () => {
    await till.time.advance(50)
    if (opened.progress().finishedAt === before) throw new Error('not read again')
  }, patient)
  await copied()
}

/** The pairs on offer. */
export const pairs = async (shop: Shop): Promise<readonly unknown[]> =>
  (await openPairs(shop)).map(({ keys, cause }) => [...keys, cause])
/** What waited has been sent. */
export const arrived = async ({ till, shop }: Opened): Promise<void> => {
  await vi.waitFor(async () => {
    await till.time.advance(50)
    if (shop.outbox.summary(shop.connection.id).waiting > 0) throw new Error('not sent')
  }, patient)
}
/** What is looked at becomes this before long. */
export const soon = <T>(look: () => Promise<T>, wanted: T): Promise<void> =>
  vi.waitFor(async () => expect(await look()).toEqual(wanted), patient)

/** Anna enrolled here as `key`, and on another till as 7 with four stamps and a card; the pair is offered. */
export async function offered(): Promise<Opened & { readonly key: MemberKey; readonly offer: PairOffer }> {
  const opened = await begin({
    7: { ...annas, email: 'annamueller@gmail.com', codes: ['CARD-7'], stamps: 4 },
  })
  const { shop } = opened
  const key = await enrol(shop, person(annas), { code: 'CARD-HERE' })
  await arrived(opened)
  await vi.waitFor(async () => expect(await openPairs(shop)).toHaveLength(1), patient)
  const [offer] = await openPairs(shop)
  if (offer === undefined) throw new Error('nothing was offered')
  return { ...opened, key, offer }
}

/** Says that the two are one person; answers the id of the merge. */
export async function joined(
  { shop, offer }: { readonly shop: Shop; readonly offer: PairOffer },
  keep = offer.stays,
): Promise<string> {
  const [one, other] = offer.keys
  const kept = await answerPair(shop, { one, other, keep })
  return (kept.ok ? kept.value?.people?.words[0]?.id : undefined) ?? ''
}
