import { remoteKey } from '../../../shared/domain/ids.ts'
import type { MemberKey } from '../../../shared/domain/ids.ts'
import { maskName } from '../../../shared/domain/mask.ts'
import { memberName } from '../../../shared/domain/member-name.ts'
import type { MemberRow, MemberView, NoCard, ScanAnswer } from '../../../shared/domain/views.ts'
import type { RemoteMember } from '../../../shared/domain/member.ts'
import { letLostCodesGo } from './cards/let-lost-codes-go.ts'
import { shownRows } from './member-rows.ts'
import type { RowMade } from './member-rows.ts'
import { canonicalKey, knownMember, rowsOf, shownKeys } from './known-member.ts'
import { openMember, readKept, refreshPerson, refreshSoon, viewOf } from './open-member.ts'
import { meaningOfCode } from '../../../shared/scan/code-meaning.ts'
import { noCardOf } from '../../../shared/scan/no-card.ts'
import { readScan } from '../../../shared/scan/scanned-code.ts'
import type { ScanProblem } from '../../../shared/scan/scanned-code.ts'
import type { ReplacedCard } from '../outbox/pure/replaced.ts'
import { lostCard } from './lost-cards.ts'
import type { Shop } from './shop.ts'
import { validateCode } from './validate-code.ts'

/** How long a cashier waits for the provider's word on a code that this till does not know, ms. */
const patience = 4_000

const privateLink = /^(?:mailto|tel|sms|intent|file):/iu

/**
 * Whom a scanned code leads to, or what else it is.
 *
 * This till answers alone where it can: whom it knows by a code is whose card it is, whatever the shop's rules make of it.
 * Only a code that it does not know is asked of the provider; and only the provider's own word makes it "nobody".
 * `asCard`: the cashier said that it is one.
 */
export async function scanCode(shop: Shop, raw: string, asCard = false): Promise<ScanAnswer> {
  const meaning = meaningOfCode(readScan(raw), shop.settings().codeRules)
  if (meaning.kind === 'unreadable') return { kind: 'not-a-card', problem: problemOf(meaning.problem) }
  const checked = validateCode(meaning.forms[0] ?? '')
  if (!checked.ok) return { kind: 'not-a-card', problem: checked.error }
  const code = checked.value
  const { forms } = meaning
  const holders = [...new Set((await Promise.all(forms.map((form) => keysHere(shop, form)))).flat())]
  const lost = await lostCard(shop, forms, holders, (form) => keysHere(shop, form))
  if (lost?.others.length === 0) return { kind: 'replaced', ...(await lostOne(shop, lost.card)) }
  // It is somebody else's by now: whoever lost it is not one press away.
  const entries = lost?.others ?? holders
  const keys = peopleOf(shop, entries)
  if (keys.length === 1) {
    const answer = await opened(shop, entries, code)
    if (answer !== null) return answer
  }
  if (keys.length > 1) {
    // One of them may have it no more: then the next scan leads to the other.
    for (const key of entries.slice(0, 5)) refreshSoon(shop, key)
    return { kind: 'several', code, rows: await shown(shop, entries) }
  }
  const what = asCard || keys.length > 0 ? null : noCardOf(meaning)
  if (what === null) return askProvider(shop, code, forms)
  // By the code alone these are something else, and there are shops with cards like them: the provider may know better.
  if (!mayBeACard(what) || isNobodysCard(what, code)) return { kind: 'no-card', what, code }
  const told = await askProvider(shop, code, forms)
  return told.kind === 'member' || told.kind === 'several' ? told : { kind: 'no-card', what, code }
}

/** What the code alone cannot settle: there are shops with cards like it. */
function mayBeACard({ kind }: NoCard): boolean {
  return kind === 'goods' || kind === 'web-address' || kind === 'no-check-digit'
}

/** A program, a number to call, a mailbox: no shop's card, and nothing to be told to anybody. */
function isNobodysCard(what: NoCard, code: string): boolean {
  return what.kind === 'web-address' && (what.what === 'script' || privateLink.test(code))
}

/** Why a text can be no card, in the words of {@link validateCode}. */
function problemOf({ kind }: ScanProblem): Extract<ScanAnswer, { kind: 'not-a-card' }>['problem'] {
  return kind === 'control-characters' ? 'unreadable' : kind
}

async function lostOne(
  shop: Shop,
  { code, key: owner, at }: ReplacedCard,
): Promise<Omit<Extract<ScanAnswer, { kind: 'replaced' }>, 'kind'>> {
  const key = canonicalKey(shop, owner)
  const view = await viewOf(shop, key)
  // As it is on record, whichever form was scanned: "it was found again" names it so.
  return { code, at, key, nameMasked: view === null ? '' : maskName(memberName(view.details)) }
}

async function keysHere(shop: Shop, code: string): Promise<readonly MemberKey[]> {
  const connectionId = shop.connection.id
  const cached = await shop.directory.byCode(code)
  const keys = [
    ...shop.outbox.waitingMembers(connectionId).flatMap((one) => (one.codes.includes(code) ? [one.key] : [])),
    ...cached.map((one) => remoteKey(one.member.remoteId)),
    ...shop.outbox.keysOfCode(connectionId, code),
  ]
  return [...new Set(keys)]
}

/** Whom entries belong to: two of one person are one. */
function peopleOf(shop: Shop, entries: readonly MemberKey[]): readonly MemberKey[] {
  return [...new Set(entries.map((key) => canonicalKey(shop, key)))]
}

/**
 * Opens the person whom entries with the card belong to; the card stays the entry's own. Null where nothing is known of
 * them: the register may name a member whose copy is gone; the provider then has the word.
 */
async function opened(shop: Shop, entries: readonly MemberKey[], code: string): Promise<ScanAnswer | null> {
  for (const entry of entries) {
    await readKept(shop, entry)
    const member = (await viewOf(shop, entry)) ?? (await onlyRegistered(shop, entry))
    if (member === null) continue
    const person = canonicalKey(shop, entry)
    if (!peopleOf(shop, shop.outbox.keysOfCode(shop.connection.id, code)).includes(person))
      learnSoon(shop, code, entry)
    refreshPerson(shop, member.key)
    return { kind: 'member', member, code }
  }
  return null
}

/** A member whose copy is gone, where nobody but the register knows whose card it is: the provider knows the rest. */
async function onlyRegistered(shop: Shop, key: MemberKey): Promise<MemberView | null> {
  if (shop.provider?.capabilities.codes !== 'till') return null
  const read = await openMember(shop, key, AbortSignal.timeout(patience))
  return read.ok ? read.value : null
}

/** Learning is a durable write; it must not stand between the scan and the screen. */
function learnSoon(shop: Shop, code: string, key: MemberKey): void {
  setImmediate(() => {
    shop.outbox.learnCode(shop.connection.id, code, key)
  })
}

async function askProvider(shop: Shop, code: string, forms: readonly string[]): Promise<ScanAnswer> {
  const { outbox, connection, provider } = shop
  const unknown: ScanAnswer = {
    kind: 'not-known-here',
    code,
    waitingStamps: outbox.owedToCode(connection.id, code),
  }
  // Where the provider has no place for codes, nobody but this till can say whose it is.
  if (provider?.capabilities.codes === 'till') return unknown
  if (provider === null || outbox.link(connection.id).kind !== 'online') return unknown
  const signal = AbortSignal.timeout(patience)
  for (const form of forms) {
    const readAt = shop.clock.now()
    const holds = shop.fresh.asking()
    const answer = await provider.findByCode(form, { priority: 'cashier', signal })
    outbox.hint(connection.id, answer.ok || answer.failure.kind !== 'not-sent')
    if (!answer.ok || !holds()) return unknown
    await takeTold(shop, answer.value, readAt)
    if (answer.value.length > 0) return (await found(shop, answer.value, code)) ?? unknown
  }
  return { kind: 'nobody', code }
}

/** Takes in who was told, but for members with a mutation on the wire that this till knows already. */
async function takeTold(shop: Shop, members: readonly RemoteMember[], readAt: number): Promise<void> {
  const known = await Promise.all(members.map((member) => knownMember(shop, remoteKey(member.remoteId))))
  const busy = shop.outbox.onTheWire(shop.connection.id)
  const taken = members.filter((member, index) => known[index] === null || !busy.has(member.remoteId))
  // Their card is here, and so are they: who was to be forgotten is kept again.
  for (const { remoteId } of members) shop.outbox.forgetting.comeBack(shop.connection.id, remoteId)
  // Into memory too: the copy on disk may be out of order, and the member is opened all the same.
  for (const member of taken) shop.fresh.put(member, readAt)
  await shop.directory.apply(taken, readAt)
  for (const member of taken) await letLostCodesGo(shop, member, readAt)
}

/** Whom the provider told; null where nothing is kept of them even so, for it is asked once for one scan. */
async function found(shop: Shop, members: readonly RemoteMember[], code: string): Promise<ScanAnswer | null> {
  const entries = members.map(({ remoteId }) => remoteKey(remoteId))
  const keys = peopleOf(shop, entries)
  if (keys.length === 1) return opened(shop, entries, code)
  return { kind: 'several', code, rows: await shown(shop, entries) }
}

async function shown(shop: Shop, entries: readonly MemberKey[]): Promise<readonly MemberRow[]> {
  const shownAs = await shownKeys(shop, entries)
  const rows = await rowsOf(shop, [...new Set(shownAs.values())])
  return shownRows(
    shop,
    rows.filter((row): row is RowMade => row !== null),
  )
}
