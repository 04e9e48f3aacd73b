import type { Connection } from '../../../../shared/domain/connection.ts'
import { memberFields } from '../../../../shared/domain/member.ts'
import type { MemberDetails, MemberField, RemoteMember } from '../../../../shared/domain/member.ts'
import { memberName } from '../../../../shared/domain/member-name.ts'
import type { TierView } from '../../../../shared/domain/tier.ts'
import type { Unit } from '../../../../shared/domain/unit.ts'
import { balanceOnly, balanceTemplate, neverSent, withoutStampCards } from '../balance-only.ts'
import type { RefusedFields } from '../http-failure.ts'
import { failureAhead } from '../http-failure.ts'
import { refusedHere, toldHere } from '../http-refused.ts'
import { createHttp } from '../http.ts'
import type { ProviderTools } from '../http.ts'
import type { Answer, Capabilities, MutationOptions, Provider } from '../provider.ts'
import type { Amount } from './inveterate-amount-schemas.ts'
import { leastEnrolCredits, mostCredits } from './inveterate-bodies.ts'
import type { Dialect, Enrolment } from './inveterate-bodies.ts'
import { authorize, createInveterateClient, largestPage } from './inveterate-client.ts'
import type { InveterateClient, Taken } from './inveterate-client.ts'
import { parseCustomer } from './inveterate-customer-id.ts'
import { readBack, readLedger } from './inveterate-ledger.ts'
import { baseOf } from './inveterate-normalize.ts'
import type { EditField, InveterateMember, Moment, Tier } from './inveterate-normalize.ts'
import { birthdayVerdict, readRefusal, redactedMessage, saysNoMember } from './inveterate-refusal.ts'
import { planUpdate } from './inveterate-update.ts'
import type { Question } from './inveterate-update.ts'

const credits: Unit = { kind: 'credits', decimals: 2 }

/** The one balance that a member has. */
export const creditsCard = 'credits'

/** There is no e-mail in the PATCH. */
const canEdit: ReadonlySet<MemberField> = new Set(['firstName', 'lastName', 'phone', 'birthday'])

/** What is left of a note beside the tag before it. */
const noteLength = 200

/** What Inveterate can do, as documented; nothing here was tried against a live shop. */
export const inveterateCapabilities: Capabilities = {
  ...balanceOnly,
  edit: [...canEdit],
  adjust: {
    unit: credits,
    most: mostCredits,
    mostTaken: mostCredits,
    quick: [100, 500, 1_000],
    noteLength,
  },
  revert: false,
  ledger: true,
  affiliate: null,
  lists: false,
  tiers: { leastCredits: leastEnrolCredits, mostCredits, birthday: 'needed' },
  unanswered: {
    ...neverSent,
    edit: 'repeatable',
    adjust: 'readable-by-tag',
    revert: 'ask-a-person',
    affiliate: 'repeatable',
    list: 'repeatable',
    tier: 'readable-by-tag',
  },
  // 500 may have done a part of it, and is not among them.
  neverApplied: [400, 401, 403, 404, 429],
  pageSize: largestPage,
}

/** Inveterate for one shop: the key names it. */
export function createInveterateProvider(connection: Connection, tools: ProviderTools): Provider {
  const { clock } = tools
  const http = createHttp({
    ...tools,
    baseUrl: baseOf(connection.baseUrl),
    requestsPerSecond: inveterateCapabilities.requestsPerSecond,
    authorize,
    readRefusal,
    readMessage: redactedMessage,
  })
  // Which documentation the server follows is learned from its first refusal about a birthday.
  let dialect: Dialect = 'current'
  const clients: Readonly<Record<Dialect, InveterateClient>> = {
    current: createInveterateClient({ http, clock, dialect: 'current' }),
    older: createInveterateClient({ http, clock, dialect: 'older' }),
  }
  const client = clients.current

  const update = async (
    fresh: InveterateMember,
    changes: Readonly<Partial<Record<EditField, string>>>,
    options: MutationOptions,
  ): Promise<Answer<Taken | null>> => {
    const plan = planUpdate(fresh, {}, changes, dialect)
    switch (plan.kind) {
      case 'unchanged':
        return toldHere(null, clock.now())
      case 'ask':
        return refusedHere(clock.now(), wantedOf(plan.questions))
      case 'ready':
        return await clients[dialect].update(fresh.id, plan.body, options)
    }
  }

  const edit = async (
    id: string,
    changed: Partial<MemberDetails>,
    options: MutationOptions,
  ): Promise<Answer<RemoteMember>> => {
    // A field that cannot be changed would only seem to be: the rest is not sent without it either.
    const beyond = memberFields.some((field) => changed[field] !== undefined && !canEdit.has(field))
    if (beyond) return refusedHere(clock.now())
    const read = await client.member(id, options)
    if (!read.ok) {
      const { failure, evidence } = read
      return { ok: false, failure: failure.kind === 'not-found' ? failure : failureAhead(failure), evidence }
    }
    const changes = wireChanges(changed)
    const before = dialect
    let answer = await update(read.value, changes, options)
    const verdict = answer.ok ? null : birthdayVerdict(answer.failure, before === 'current')
    if (!answer.ok && answer.evidence.http !== null && verdict !== null) {
      // A 400 did nothing, and says which form it wants: the other one may go.
      dialect = verdict === 'unknown' ? 'older' : 'current'
      if (dialect !== before) answer = await update(read.value, changes, options)
    }
    if (!answer.ok) return answer
    // A change that was accepted may not show yet: what was sent is told, over what was read.
    const { details } = remoteOf(read.value)
    return { ...answer, value: { ...remoteOf(read.value), details: { ...details, ...changed } } }
  }

  return {
    ...withoutStampCards(clock),
    id: 'inveterate',
    capabilities: inveterateCapabilities,
    ping: async (options) => {
      const answer = await client.merchant(options)
      return answer.ok ? { ...answer, value: null } : answer
    },
    programme: () =>
      Promise.resolve(toldHere([balanceTemplate(creditsCard, 'Inveterate', credits)], clock.now())),
    members: async (cursor, options) => {
      const answer = await client.members({ cursor, limit: largestPage }, options)
      if (!answer.ok) return answer
      const { members, next } = answer.value
      return { ...answer, value: { members: members.map(remoteOf), next, total: null } }
    },
    // There is no search at all: the till's own copy of the list has the word.
    search: () => Promise.resolve(toldHere([], clock.now())),
    findByContact: () => Promise.resolve(toldHere([], clock.now())),
    member: async (id, options) => {
      const answer = await client.member(id, options)
      return answer.ok ? { ...answer, value: remoteOf(answer.value) } : answer
    },
    edit,
    tiers: {
      all: async (options) => {
        const answer = await client.tiers(true, options)
        return answer.ok ? { ...answer, value: answer.value.map(tierViewOf) } : answer
      },
      customerIn: (pasted) => {
        const found = parseCustomer(pasted)
        return found.kind === 'customer' ? { id: found.id, shop: found.shop } : null
      },
      candidate: async ({ id: customerId, shop }, options) => {
        if (shop !== null) {
          const merchant = await client.merchant(options)
          // Where the shop's own handle is not told, the number alone has to do.
          const own = merchant.ok ? merchant.value.shop : null
          if (merchant.ok && own !== null && own !== shop) return { ...merchant, value: null }
        }
        const answer = await client.member(customerId, options)
        if (!answer.ok) {
          return answer.failure.kind === 'not-found'
            ? { ok: true, value: { customerId, member: null }, evidence: answer.evidence }
            : answer
        }
        const { details, tierId } = answer.value
        const member = { name: memberName(details), tierId, birthday: details.birthday }
        return { ...answer, value: { customerId, member } }
      },
      enrol: async (customerId, tierId, terms, options) => {
        const enrolment: Enrolment = {
          customerId,
          segmentId: tierId,
          wasReferred: terms.referred,
          overrideSpendThreshold: terms.overrideSpend,
          keepInSpendBasedTier: terms.keepInTier,
          credits: terms.credits,
          birthday: terms.birthday,
        }
        const before = dialect
        const answer = await clients[before].enrol(enrolment, options)
        if (answer.ok) return { ...answer, value: null }
        const verdict = birthdayVerdict(answer.failure, before === 'current')
        if (answer.evidence.http === null || verdict === null) return answer
        dialect = verdict === 'unknown' ? 'older' : 'current'
        if (dialect === before) return answer
        // A 400 did nothing, and says which form it wants: the other one may go.
        const again = await clients[dialect].enrol(enrolment, options)
        return again.ok ? { ...again, value: null } : again
      },
    },
    balance: {
      adjust: async (id, { amount, note }, options) => {
        const change = { amount, tag: options.tag, note, force: false }
        const answer = await client.changeCredits(id, change, options)
        if (answer.ok) return { ...answer, value: null }
        return saysNoMember(answer.failure)
          ? { ok: false, failure: { kind: 'not-found' }, evidence: answer.evidence }
          : answer
      },
      revert: null,
      ledger: (id, options) => readLedger(client, id, options),
      readBack: async (id, { tag, amount }, options) => {
        const answer = await readBack(client, id, { tag, amount }, options)
        if (!answer.ok) return answer
        const { kind } = answer.value
        const verdict = kind === 'found' ? 'there' : kind === 'absent' ? 'absent' : 'unreadable'
        return { ...answer, value: verdict }
      },
    },
  }
}

/** A field that is cleared is sent as an empty text: nothing else was ever documented for that. */
function wireChanges(changes: Partial<MemberDetails>): Readonly<Partial<Record<EditField, string>>> {
  const { firstName, lastName, phone, birthday } = changes
  return {
    ...(firstName === undefined ? {} : { firstName }),
    ...(lastName === undefined ? {} : { lastName: lastName ?? '' }),
    ...(phone === undefined ? {} : { phoneNumber: phone ?? '' }),
    ...(birthday === undefined ? {} : { birthday: birthday ?? '' }),
  }
}

const ourNames: Readonly<Record<EditField, string>> = {
  firstName: 'firstName',
  lastName: 'lastName',
  notes: 'notes',
  phoneNumber: 'phone',
  birthday: 'birthday',
}

/** What a person has to say before every field can be sent, by our own field names. */
function wantedOf(questions: readonly Question[]): RefusedFields {
  return Object.fromEntries(
    questions.map(({ field, kind }) => [
      ourNames[field],
      [kind === 'invalid' ? 'invalid' : 'missing'] as const,
    ]),
  )
}

function tierViewOf(tier: Tier): TierView {
  const { id, name, kind, spendThreshold, rank, benefits } = tier
  return {
    id,
    name,
    kind,
    spendThreshold: exactly(spendThreshold),
    rank,
    benefits: benefits?.map((benefit) => benefit.name ?? benefit.type) ?? null,
  }
}

function exactly(amount: Amount | null): number | null {
  return amount?.exact === true ? amount.hundredths : null
}

function moment(kind: 'joined' | 'last-spend', time: Moment | null) {
  return { kind, at: time?.at ?? null, zoned: time?.zoned ?? true }
}

function remoteOf(member: InveterateMember): RemoteMember {
  const balance = exactly(member.credits)
  return {
    remoteId: member.id,
    details: member.details,
    cards:
      balance === null
        ? []
        : [
            {
              id: creditsCard,
              templateId: creditsCard,
              name: 'Inveterate',
              stamps: balance,
              passInstalled: null,
            },
          ],
    cardsKnown: balance !== null,
    codes: [],
    tags: [],
    updatedAt: member.updatedAt?.at ?? null,
    facts: [
      { kind: 'tier', id: member.tierId, name: member.tierName },
      { kind: 'status', text: member.status },
      { kind: 'earned', amount: exactly(member.creditsEarned), unit: credits },
      { kind: 'spent', minor: exactly(member.totalSpend) },
      { kind: 'orders', count: member.orderCount },
      moment('last-spend', member.lastPurchaseAt),
      moment('joined', member.joinedAt),
    ],
  }
}
