import { z } from 'zod'
import { againChoices } from '../../../../shared/domain/again.ts'
import type { Connection, ProviderId } from '../../../../shared/domain/connection.ts'
import { mostTills, providerIds } from '../../../../shared/domain/connection.ts'
import { addressOf, systems } from '../../../../shared/domain/systems.ts'
import { themes } from '../../../../shared/domain/theme.ts'
import { longestTillName } from '../../../../shared/domain/till.ts'
import type { TillView } from '../../../../shared/domain/till.ts'
import { isZone } from '../../../../shared/domain/zone.ts'
import type { TillFileProblem } from '../../../../shared/domain/card-register.ts'
import { codeRulesSchema } from '../../../../shared/ipc/code-rules-schemas.ts'
import { counterSettings, earlierCounterSettings } from '../../../../shared/ipc/counter-schemas.ts'
import type { Settings } from '../../../../shared/ipc/contract.ts'
import { err, ok } from '../../../../shared/ipc/result.ts'
import type { Result } from '../../../../shared/ipc/result.ts'
import { defaultCodeRules } from '../../../../shared/scan/code-meaning.ts'
import type { CodeRules } from '../../../../shared/scan/code-meaning.ts'
import type { CachedMember } from '../../directory/types.ts'
import type { KnownCard } from '../../outbox/pure/register.ts'
import type { ToldReplaced } from '../../outbox/pure/replaced.ts'

/*
 * What one till gives to the next: lines of JSON. The first says what it is, the last how much there was, so that a file
 * that was cut is known for one. Between them cards and members, each with the number of its shop.
 */

/**
 * The shape that this version writes. The first told neither which till wrote it nor how many share a shop's key, the
 * second not whether a shop finds its members by their names, the third nothing of what codes mean and of lost cards,
 * the fourth nothing of how the counter works, the fifth nothing of the counter's keys and times.
 */
const version = 6

/** A shop as it travels: without its id, which is each till's own, and without its key. */
export type TravellingShop = Pick<
  Connection,
  'name' | 'provider' | 'baseUrl' | 'store' | 'zone' | 'readLagMs' | 'lateBoundMs'
> & {
  /** How many tills share the key, the one that is being prepared among them. */
  readonly tills: number
  /** Whether members are found by their names there. */
  readonly nameLookUp: boolean
  /** What codes mean there. */
  readonly codeRules: CodeRules
}

/** The first line. */
export interface TillHeader {
  /** UTC ms. */
  readonly madeAt: number
  /** The till that wrote it; null in a file of before tills had names. */
  readonly from: TillView | null
  /** What the next till may be called, if whoever prepared it said so. */
  readonly nextName: string | null
  /** `againSeconds`, `counter`: what an older file does not tell changes nothing on a till where somebody has said. */
  readonly settings: Omit<Settings, 'nameLookUp' | 'codeRules' | 'againSeconds' | 'counter'> &
    Partial<Pick<Settings, 'againSeconds'>> & { readonly counter?: Partial<Settings['counter']> }
  readonly shops: readonly TravellingShop[]
}

/** The first line as this version writes it. */
export type WrittenHeader = TillHeader & { readonly settings: Pick<Settings, 'againSeconds' | 'counter'> }

/** One line between the first and the last. */
export type TillLine =
  | { readonly kind: 'card'; readonly shop: number; readonly card: KnownCard }
  | { readonly kind: 'lost'; readonly shop: number; readonly card: ToldReplaced }
  | { readonly kind: 'member'; readonly shop: number; readonly told: CachedMember }

/** How much there is in a file. */
export interface TillCounts {
  readonly cards: number
  readonly members: number
}

const text = (max: number) => z.string().max(max)
const nullable = (max: number) => text(max).nullable()
const time = z.int().min(0)

const shop = z.strictObject({
  name: text(200).min(1),
  provider: z.enum(providerIds),
  baseUrl: text(500),
  store: text(256),
  zone: text(100).refine(isZone),
  readLagMs: z.int().min(0).max(86_400_000),
  lateBoundMs: z.int().min(0).max(86_400_000),
})
const tillName = text(longestTillName).min(1).nullable()
const firstHeader = z.strictObject({
  product: z.literal('stampwell'),
  what: z.literal('till'),
  version: z.literal(1),
  madeAt: time,
  settings: z.strictObject({
    theme: z.enum(themes),
    locale: text(35).min(2),
    offlineRewards: z.int().min(0).max(5),
    country: z.string().regex(/^[A-Z]{2}$/),
  }),
  shops: z.array(shop.refine(mayHaveKeys)).min(1).max(100),
})
const secondShop = shop.extend({ tills: z.int().min(1).max(mostTills) })
const secondHeader = firstHeader.extend({
  version: z.literal(2),
  from: z.strictObject({ id: text(64).min(1), name: tillName }),
  nextName: tillName,
  shops: z.array(secondShop.refine(mayHaveKeys)).min(1).max(100),
})
const thirdShop = secondShop.extend({ nameLookUp: z.boolean() })
const thirdHeader = secondHeader.extend({
  version: z.literal(3),
  shops: z.array(thirdShop.refine(mayHaveKeys)).min(1).max(100),
})
const fourthHeader = thirdHeader.extend({
  version: z.literal(4),
  settings: firstHeader.shape.settings.extend({ againSeconds: z.literal(againChoices) }),
  shops: z
    .array(thirdShop.extend({ codeRules: codeRulesSchema }).refine(mayHaveKeys))
    .min(1)
    .max(100),
})
const fifthHeader = fourthHeader.extend({
  version: z.literal(5),
  settings: fourthHeader.shape.settings.extend({ counter: earlierCounterSettings }),
})
const header = fifthHeader.extend({
  version: z.literal(version),
  settings: fourthHeader.shape.settings.extend({ counter: counterSettings }),
})
const ours = z.object({ product: z.literal('stampwell'), what: z.literal('till'), version: z.int().min(1) })
const ending = z.strictObject({ end: z.literal(true), cards: time, members: time })
const card = z.tuple([z.literal('card'), time, text(256).min(1), text(128).min(1), time])
const lost = z.tuple([z.literal('lost'), time, text(256).min(1), text(128).min(1), time])
const held = z.object({
  id: text(256),
  templateId: text(256),
  name: text(5_000),
  stamps: z.int(),
  passInstalled: z.boolean().nullable(),
})
// Facts are the provider's and change from version to version: they are read again.
const member = z.tuple([
  z.literal('member'),
  time,
  time,
  z.object({
    remoteId: text(128).min(1),
    details: z.object({
      firstName: text(5_000),
      lastName: nullable(5_000),
      email: nullable(5_000),
      phone: nullable(5_000),
      birthday: nullable(100),
    }),
    cards: z.array(held).max(1_000),
    cardsKnown: z.boolean(),
    codes: z.array(text(5_000)).max(1_000),
    tags: z.array(text(1_000)).max(1_000),
    updatedAt: z.int().nullable(),
  }),
])

/** The key will be sent there: a file that somebody has changed must not lead it elsewhere. */
function mayHaveKeys({
  provider,
  baseUrl,
}: {
  readonly provider: ProviderId
  readonly baseUrl: string
}): boolean {
  const system = systems[provider]
  const address = addressOf(system, baseUrl)
  if (!address.ok || address.baseUrl !== baseUrl) return false
  return system.baseUrlOpen || baseUrl === system.baseUrl || baseUrl.startsWith('http:')
}

/** The first line of a file. */
export function headerLine({ madeAt, from, nextName, settings, shops }: WrittenHeader): string {
  const { theme, locale, offlineRewards, country, againSeconds, counter } = settings
  return line({
    product: 'stampwell',
    what: 'till',
    version,
    madeAt,
    from,
    nextName,
    settings: { theme, locale, offlineRewards, country, againSeconds, counter: { ...counter } },
    // Named one by one: whatever a connection may hold one day, no key gets in by accident.
    shops: shops.map(
      ({ name, provider, baseUrl, store, zone, readLagMs, lateBoundMs, tills, nameLookUp, codeRules }) => ({
        name,
        provider,
        baseUrl,
        store,
        zone,
        readLagMs,
        lateBoundMs,
        tills,
        nameLookUp,
        codeRules,
      }),
    ),
  })
}

/** A card of a shop. */
export function cardOfShop(shopIndex: number, { code, remoteId, learnedAt }: KnownCard): string {
  return line(['card', shopIndex, code, remoteId, learnedAt])
}

/** A card of a shop that was lost and replaced. */
export function lostOfShop(shopIndex: number, { code, remoteId, at }: ToldReplaced): string {
  return line(['lost', shopIndex, code, remoteId, at])
}

/** A member of a shop, as the copy has them. */
export function memberOfShop(shopIndex: number, { member: told, fetchedAt }: CachedMember): string {
  const { remoteId, details, cards, cardsKnown, codes, tags, updatedAt } = told
  return line([
    'member',
    shopIndex,
    fetchedAt,
    { remoteId, details, cards, cardsKnown, codes, tags, updatedAt },
  ])
}

/** The last line. */
export function endLine({ cards, members }: TillCounts): string {
  return line({ end: true, cards, members })
}

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`
}

/** What a file of before the fourth version does not tell. */
const untold = { codeRules: defaultCodeRules }

/** Reads a first line. */
export function readHeader(source: string): Result<TillHeader, TillFileProblem> {
  const json = parsed(source)
  const known = ours.safeParse(json)
  if (!known.success) return err('not-ours')
  if (known.data.version > version) return err('newer')
  if (known.data.version === 1) {
    const first = firstHeader.safeParse(json)
    if (!first.success) return err('damaged')
    // It was written for a second till: that there are two is all that it tells.
    const shops = first.data.shops.map((one) => ({ ...one, tills: 2, ...untold, nameLookUp: true }))
    return ok({ ...first.data, from: null, nextName: null, shops })
  }
  if (known.data.version === 2) {
    const second = secondHeader.safeParse(json)
    if (!second.success) return err('damaged')
    const shops = second.data.shops.map((one) => ({ ...one, ...untold, nameLookUp: true }))
    return ok({ ...second.data, shops })
  }
  if (known.data.version === 3) {
    const third = thirdHeader.safeParse(json)
    if (!third.success) return err('damaged')
    const shops = third.data.shops.map((one) => ({ ...one, ...untold }))
    return ok({ ...third.data, shops })
  }
  if (known.data.version === 4) {
    const fourth = fourthHeader.safeParse(json)
    return fourth.success ? ok(fourth.data) : err('damaged')
  }
  if (known.data.version === 5) {
    const fifth = fifthHeader.safeParse(json)
    return fifth.success ? ok(fifth.data) : err('damaged')
  }
  const whole = header.safeParse(json)
  return whole.success ? ok(whole.data) : err('damaged')
}

/** Reads a line behind the first: what it holds, the last one's counts, or null for what no file of ours has. */
export function readLine(source: string, shops: number): TillLine | TillCounts | null {
  const json = parsed(source)
  if (!Array.isArray(json)) return ending.safeParse(json).data ?? null
  if (json[0] === 'card') {
    const read = card.safeParse(json)
    if (!read.success || read.data[1] >= shops) return null
    const [, of, code, remoteId, learnedAt] = read.data
    return { kind: 'card', shop: of, card: { code, remoteId, learnedAt } }
  }
  if (json[0] === 'lost') {
    const read = lost.safeParse(json)
    if (!read.success || read.data[1] >= shops) return null
    const [, of, code, remoteId, at] = read.data
    return { kind: 'lost', shop: of, card: { code, remoteId, at } }
  }
  const read = member.safeParse(json)
  if (!read.success || read.data[1] >= shops) return null
  const [, of, fetchedAt, told] = read.data
  return { kind: 'member', shop: of, told: { member: told, fetchedAt } }
}

function parsed(source: string): unknown {
  try {
    return JSON.parse(source) as unknown
  } catch {
    return undefined
  }
}
