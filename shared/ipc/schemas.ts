import { z } from 'zod'
import { againChoices } from '../domain/again.ts'
import { mostTills, providerIds } from '../domain/connection.ts'
import { isMemberKey } from '../domain/ids.ts'
import type { MemberKey } from '../domain/ids.ts'
import { memberFields } from '../domain/member.ts'
import { baudRates, serialEndings } from '../domain/scanner.ts'
import { themes } from '../domain/theme.ts'
import type { RequestName } from './channels.ts'
import { codeRulesSchema } from './code-rules-schemas.ts'
import { counterSettings } from './counter-schemas.ts'
import { customerRequestSchemas } from './customer-schemas.ts'
import type { RequestArgs } from './contract.ts'
import { shiftRequestSchemas } from './shift-schemas.ts'
import { wedgeProfiles } from './wedge-schemas.ts'

/*
 * What main accepts from the renderer. These bound sizes and shapes only; what is right for a cashier
 * (a phone that is one, a date that has been) is checked by the services and answered with a field problem.
 */

const ulid = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/)
const memberKey = z.custom<MemberKey>((v) => typeof v === 'string' && isMemberKey(v))
const text = (max: number) => z.string().max(max)
const optionalText = (max: number) => text(max).nullable()

/** Longer than any field may be: too long is a field problem in the cashier's words, not a bad request. */
const wide = 5_000

const details = z.strictObject({
  firstName: text(wide),
  lastName: optionalText(wide),
  email: optionalText(wide),
  phone: optionalText(wide),
  birthday: optionalText(wide),
})

const someDetails = z.strictObject({
  firstName: text(wide).exactOptional(),
  lastName: optionalText(wide).exactOptional(),
  email: optionalText(wide).exactOptional(),
  phone: optionalText(wide).exactOptional(),
  birthday: optionalText(wide).exactOptional(),
})

const target = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('member'), key: memberKey }),
  z.strictObject({ kind: z.literal('code'), code: text(wide) }),
])

const card = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('held'), cardId: text(128).min(1) }),
  z.strictObject({ kind: z.literal('template'), templateId: text(128).min(1) }),
  z.strictObject({ kind: z.literal('only') }),
])

const someFields = z.array(z.enum(memberFields)).max(memberFields.length)

const personAnswer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('retry') }),
  z.strictObject({ kind: z.literal('confirm') }),
  z.strictObject({ kind: z.literal('drop'), reason: text(wide) }),
  z.strictObject({ kind: z.literal('fix-details'), details: someDetails }),
  z.strictObject({
    kind: z.literal('use-member'),
    key: memberKey,
    card: card.nullable(),
    take: someFields.exactOptional(),
  }),
])

const nothing = z.undefined()

const words = z.strictObject({ title: text(300), button: text(100), files: text(100) })

const enteredKey = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('key'), key: text(wide) }),
  z.strictObject({ kind: z.literal('pair'), id: text(wide), secret: text(wide) }),
])

/** One schema per request channel: a channel without one does not compile. */
export const requestSchemas = {
  start: nothing,
  ready: nothing,
  quit: nothing,
  closing: z.strictObject({ answer: z.enum(['on-screen', 'stay', 'close']) }),
  search: z.strictObject({ query: text(10_000), stage: z.enum(['first', 'whole']).exactOptional() }),
  searchBeyond: z.strictObject({ query: text(10_000) }),
  scan: z.strictObject({ raw: text(10_000), asCard: z.boolean().exactOptional() }),
  open: z.strictObject({ key: memberKey }),
  leave: z.strictObject({ key: memberKey }),
  duplicates: z.strictObject({ details, code: optionalText(wide), except: memberKey.nullable() }),
  enrol: z.strictObject({
    intent: ulid,
    details,
    code: optionalText(wide),
    templateId: optionalText(128),
    sendLinks: z.boolean(),
    somebodyElse: z.array(memberKey).max(50).exactOptional(),
  }),
  samePerson: z.strictObject({
    editIntent: ulid,
    attachIntent: ulid,
    key: memberKey,
    details,
    code: optionalText(wide),
    take: someFields.nullable(),
  }),
  pairs: nothing,
  answerPair: z.strictObject({ one: memberKey, other: memberKey, keep: memberKey.nullable() }),
  undoMerge: z.strictObject({ id: ulid }),
  edit: z.strictObject({ intent: ulid, key: memberKey, base: details, details }),
  attach: z.strictObject({ intent: ulid, key: memberKey, code: text(wide) }),
  replaceCard: z.strictObject({
    intent: ulid,
    key: memberKey,
    code: text(wide),
    lost: z.array(text(wide)).max(100),
  }),
  cardFound: z.strictObject({ code: text(wide) }),
  usableCard: z.strictObject({ code: text(wide) }),
  addStamps: z.strictObject({
    intent: ulid,
    target,
    card,
    amount: z.int(),
    again: z.boolean(),
    overCap: z.boolean().exactOptional(),
  }),
  changeStamps: z.strictObject({ id: ulid, amount: z.int(), overCap: z.boolean().exactOptional() }),
  redeem: z.strictObject({
    intent: ulid,
    key: memberKey,
    card,
    rewardId: text(128).min(1),
    again: z.boolean(),
  }),
  adjust: z.strictObject({
    intent: ulid,
    key: memberKey,
    card,
    amount: z.int(),
    note: optionalText(wide),
    again: z.boolean(),
  }),
  revert: z.strictObject({ intent: ulid, id: ulid }),
  setAffiliateCode: z.strictObject({ intent: ulid, key: memberKey, code: optionalText(wide) }),
  walletPasses: z.strictObject({ key: memberKey, cardId: text(128).min(1) }),
  ledger: z.strictObject({ key: memberKey }),
  memberLists: nothing,
  setList: z.strictObject({
    intent: ulid,
    key: memberKey,
    listId: text(128).min(1),
    listName: text(wide),
    on: z.boolean(),
  }),
  tiers: nothing,
  tierCandidate: z.strictObject({ pasted: text(wide) }),
  enrolTier: z.strictObject({
    intent: ulid,
    customerId: text(64),
    name: text(wide),
    tierId: text(128).min(1),
    tierName: text(wide),
    terms: z.strictObject({
      referred: z.boolean(),
      overrideSpend: z.boolean(),
      keepInTier: z.boolean(),
      credits: z.int(),
      birthday: optionalText(10),
    }),
    wasMember: z.boolean(),
    code: text(wide).exactOptional(),
  }),
  forgetMember: z.strictObject({ key: memberKey }),
  undo: z.strictObject({ id: ulid }),
  lastAction: nothing,
  takeBack: z.strictObject({ intent: ulid, id: ulid }),
  operations: z.strictObject({
    filter: z.enum(['open', 'needs-you', 'recent']),
    limit: z.int().min(1).max(500),
  }),
  operation: z.strictObject({ id: ulid }),
  sides: z.strictObject({ id: ulid, key: memberKey, wanted: z.boolean() }),
  answer: z.strictObject({ id: ulid, answer: personAnswer }),
  answerMany: z.strictObject({
    questions: z
      .array(z.strictObject({ id: ulid, changedAt: z.int() }))
      .min(1)
      .max(500),
    answer: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('retry') }),
      z.strictObject({ kind: z.literal('confirm') }),
    ]),
  }),
  unsent: z.strictObject({ connectionId: ulid.nullable() }),
  probe: nothing,
  addCashier: z.strictObject({ name: text(wide) }),
  chooseCashier: z.strictObject({ id: ulid }),
  renameCashier: z.strictObject({ id: ulid, name: text(wide) }),
  cashierLocale: z.strictObject({ id: ulid, locale: text(35).min(2).nullable() }),
  settings: z.strictObject({
    theme: z.enum(themes).exactOptional(),
    locale: text(35).min(2).exactOptional(),
    offlineRewards: z.int().min(0).max(5).exactOptional(),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .exactOptional(),
    nameLookUp: z.boolean().exactOptional(),
    againSeconds: z.literal(againChoices).exactOptional(),
    codeRules: codeRulesSchema.exactOptional(),
    counter: counterSettings.exactOptional(),
  }),
  nameTill: z.strictObject({ name: text(wide) }),
  keepWedges: z.strictObject({ wedges: wedgeProfiles }),
  practiceCondition: z.strictObject({ condition: z.enum(['online', 'slow', 'offline', 'drop-replies']) }),
  practiceReset: nothing,
  sampleCards: nothing,
  safety: nothing,
  chooseBackupFolder: words,
  forgetBackupFolder: nothing,
  backUpNow: nothing,
  moveUnsent: words,
  writeMovedAgain: words,
  takeIn: words,
  switchConnection: z.strictObject({ id: ulid }),
  holdKey: z.strictObject({ provider: z.enum(providerIds), key: enteredKey }),
  dropKey: z.strictObject({ held: ulid }),
  testConnection: z.strictObject({ held: ulid, baseUrl: text(wide), store: optionalText(wide) }),
  connectShop: z.strictObject({
    held: ulid,
    baseUrl: text(wide),
    store: text(wide),
    name: text(wide),
    zone: text(100),
    singleTill: z.boolean(),
    tills: z.int().min(1).max(mostTills),
    isKnown: z.boolean(),
  }),
  renewKey: z.strictObject({ held: ulid, id: ulid, isKnown: z.boolean() }),
  pausePull: nothing,
  resumePull: nothing,
  readListAgain: nothing,
  rebuildList: nothing,
  cards: nothing,
  exportCards: words,
  importCards: words,
  prepareTill: words.extend({ name: text(wide) }),
  takeTill: words,
  setAsideDatabase: nothing,
  scanners: nothing,
  chooseScanner: z.strictObject({ device: optionalText(500) }),
  expectScanner: z.strictObject({ id: ulid }),
  changeScanner: z.strictObject({
    id: ulid,
    name: text(wide).exactOptional(),
    baudRate: z.literal(baudRates).exactOptional(),
    ending: z.enum(serialEndings).exactOptional(),
  }),
  removeScanner: z.strictObject({ id: ulid }),
  ...customerRequestSchemas,
  ...shiftRequestSchemas,
} satisfies Record<RequestName, z.ZodType>

/** For each channel: `true` where what the schema lets through is what the contract promises, else its name. */
type Agrees = {
  [N in RequestName]: z.output<(typeof requestSchemas)[N]> extends RequestArgs<N> ? true : N
}[RequestName]

/** Does not compile where a schema and the contract differ; the error names the channel. */
export const schemasAgree: [Agrees] extends [true] ? true : Exclude<Agrees, true> = true
