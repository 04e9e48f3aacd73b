import type { HeldCard, MemberDetails, RemoteMember } from '../../../../shared/domain/member.ts'
import type {
  Answer,
  BalanceFacet,
  Capabilities,
  Evidence,
  Failure,
  LedgerVerdict,
  Provider,
  Redeemed,
  Unanswered,
} from '../../../../electron/main/providers/provider.ts'

/** What goes wrong with one call. */
export type Fault =
  /** Nothing arrives and nobody answers. */
  | 'lost-request'
  /** The work is done and the answer is lost. */
  | 'lost-reply'
  | Failure

export type Method =
  Exclude<keyof Provider, 'id' | 'capabilities' | 'balance'> | 'adjust' | 'revert' | 'readBack'

interface FakeMember {
  remoteId: string
  details: MemberDetails
  cards: HeldCard[]
  codes: string[]
  tags: string[]
  /** Adjustments by their operation. */
  ledger: Map<string, { readonly tag: string; readonly amount: number }>
}

export const defaultCapabilities: Capabilities = {
  enrol: 'makes',
  edit: ['firstName', 'lastName', 'email', 'phone', 'birthday'],
  stamps: { min: 1, max: 5 },
  redeem: true,
  adjust: null,
  revert: false,
  ledger: false,
  affiliate: null,
  wallet: false,
  lists: false,
  tiers: null,
  attachCode: true,
  codes: 'provider',
  detachCode: false,
  sendLinks: true,
  unanswered: {
    create: 'readable-by-tag',
    attach: 'repeatable',
    stamps: 'counter',
    redeem: 'counter',
    edit: 'repeatable',
    adjust: 'keyed',
    revert: 'keyed',
    affiliate: 'repeatable',
    list: 'repeatable',
    tier: 'ask-a-person',
  },
  neverApplied: [400, 401, 403, 404, 409, 410, 422, 429],
  requestsPerSecond: null,
  pageSize: 50,
}

/** Every kind of call is settled alike. */
export function allUnanswered(as: Unanswered): Capabilities['unanswered'] {
  return {
    create: as,
    attach: as,
    stamps: as,
    redeem: as,
    edit: as,
    adjust: as,
    revert: as,
    affiliate: as,
    list: as,
    tier: as,
  }
}

const mutations: ReadonlySet<Method> = new Set([
  'create',
  'edit',
  'attachCode',
  'addStamps',
  'redeem',
  'adjust',
  'revert',
])

export interface FakeProvider {
  readonly provider: Provider
  readonly members: Map<string, FakeMember>
  /** Every call that left the till, in order. */
  readonly calls: { readonly method: Method; readonly args: readonly unknown[] }[]
  /** Every mutation that took effect, in order. */
  readonly applied: { readonly method: Method; readonly remoteId: string; readonly amount: number }[]
  /** Faults for the next calls of a method; `null` is a good one. */
  script(method: Method, ...faults: (Fault | null)[]): void
  /** A fault for every call until it is cleared. */
  always(fault: Fault | null): void
  /** By how much the till's clock is ahead of the provider's, ms. */
  tillAheadMs: number
  /** Runs when a call arrives, before anything is done. */
  arrive: (method: Method, args: readonly unknown[]) => void | Promise<void>
  add(remoteId: string, options?: Partial<FakeMember> & { stamps?: number }): FakeMember
  count(method: Method): number
}

export function details(firstName: string, more: Partial<MemberDetails> = {}): MemberDetails {
  return { firstName, lastName: null, email: null, phone: null, birthday: null, ...more }
}

export function createFakeProvider(
  now: () => number,
  capabilities: Capabilities = defaultCapabilities,
): FakeProvider {
  const members = new Map<string, FakeMember>()
  const calls: { method: Method; args: readonly unknown[] }[] = []
  const applied: { method: Method; remoteId: string; amount: number }[] = []
  const scripts = new Map<Method, (Fault | null)[]>()
  let everything: Fault | null = null
  let created = 0

  const evidence = (http: number | null): Evidence => ({
    http,
    requestId: null,
    startedAt: now(),
    ms: 1,
    serverDate: now() - fake.tillAheadMs,
  })
  const fail = (failure: Failure): Answer<never> => ({
    ok: false,
    failure,
    evidence: evidence('status' in failure ? failure.status : null),
  })
  const silence = (): Answer<never> => fail({ kind: 'no-answer', cause: 'reset' })
  const told = (member: FakeMember): RemoteMember => ({
    remoteId: member.remoteId,
    details: member.details,
    cards: member.cards.map((card) => ({ ...card })),
    cardsKnown: true,
    codes: [...member.codes],
    tags: [...member.tags],
    updatedAt: null,
  })

  const fake: FakeProvider = {
    members,
    calls,
    applied,
    tillAheadMs: 0,
    arrive: () => undefined,
    script: (method, ...faults) => scripts.set(method, [...(scripts.get(method) ?? []), ...faults]),
    always: (fault) => {
      everything = fault
    },
    add: (remoteId, options = {}) => {
      const card = {
        id: `card-${remoteId}`,
        templateId: 'coffee',
        name: 'Coffee',
        stamps: options.stamps ?? 0,
        passInstalled: null,
      }
      const member = {
        remoteId,
        details: details(`Name ${remoteId}`),
        cards: [card],
        codes: [],
        tags: [],
        ledger: new Map(),
        ...options,
      }
      members.set(remoteId, member)
      return member
    },
    count: (method) => calls.filter((call) => call.method === method).length,
    provider: undefined as never,
  }

  const call = async <T>(
    method: Method,
    args: readonly unknown[],
    work: () => T | Failure,
  ): Promise<Answer<T>> => {
    const fault = scripts.get(method)?.shift() ?? everything
    if (fault !== null && typeof fault === 'object' && fault.kind === 'not-sent') return fail(fault)
    calls.push({ method, args })
    await fake.arrive(method, args)
    if (fault === 'lost-request') return silence()
    if (fault !== null && typeof fault === 'object') return fail(fault)
    const value = work()
    if (isFailure(value)) return fail(value)
    return fault === 'lost-reply' ? silence() : { ok: true, value, evidence: evidence(200) }
  }
  const isFailure = (value: unknown): value is Failure =>
    typeof value === 'object' && value !== null && 'kind' in value
  const note = (method: Method, remoteId: string, amount = 0): void => {
    if (mutations.has(method)) applied.push({ method, remoteId, amount })
  }
  const find = (remoteId: string): FakeMember | null => members.get(remoteId) ?? null
  const taken = (own: string | null, wanted: Partial<MemberDetails>): Failure | null => {
    for (const field of ['email', 'phone'] as const) {
      const value = wanted[field]
      if (value === undefined || value === null) continue
      const other = [...members.values()].find(
        (member) => member.remoteId !== own && member.details[field] === value,
      )
      if (other !== undefined) return { kind: 'refused', status: 422, fields: { [field]: ['taken'] } }
    }
    return null
  }

  const provider: Provider = {
    id: 'leal',
    // Each fake its own: a test that changes them changes no other's.
    capabilities: { ...capabilities },
    ping: () => call('ping', [], () => null),
    programme: () => call('programme', [], () => []),
    members: () =>
      call('members', [], () => ({ members: [...members.values()].map(told), next: null, total: null })),
    search: (query) =>
      call('search', [query], () =>
        [...members.values()].filter((m) => m.details.firstName.includes(query)).map(told),
      ),
    findByCode: (code) =>
      call('findByCode', [code], () => [...members.values()].filter((m) => m.codes.includes(code)).map(told)),
    findByContact: (contact) =>
      call('findByContact', [contact], () =>
        [...members.values()]
          .filter(
            (m) =>
              (contact.email !== null && m.details.email === contact.email) ||
              (contact.phone !== null && m.details.phone === contact.phone),
          )
          .map(told),
      ),
    findByTag: (tag) =>
      call<RemoteMember | null>('findByTag', [tag], () => {
        const member = [...members.values()].find((m) => m.tags.includes(tag))
        return member === undefined ? null : told(member)
      }),
    member: (remoteId) =>
      call<RemoteMember>('member', [remoteId], () => {
        const member = find(remoteId)
        return member === null ? { kind: 'not-found' } : told(member)
      }),
    create: (input) =>
      call<RemoteMember>('create', [input], () => {
        const known = [...members.values()].find((m) => m.tags.includes(input.tag))
        if (known !== undefined) return told(known)
        const refusal = taken(null, input.details)
        if (refusal !== null) return refusal
        const member = fake.add(`n${(created += 1)}`, {
          details: input.details,
          codes: input.code === null ? [] : [input.code],
          tags: [input.tag],
        })
        note('create', member.remoteId)
        return told(member)
      }),
    edit: (remoteId, changes) =>
      call<RemoteMember>('edit', [remoteId, changes], () => {
        const member = find(remoteId)
        if (member === null) return { kind: 'not-found' }
        const refusal = taken(remoteId, changes)
        if (refusal !== null) return refusal
        member.details = { ...member.details, ...changes }
        note('edit', remoteId)
        return told(member)
      }),
    attachCode: (remoteId, code) =>
      call<RemoteMember>('attachCode', [remoteId, code], () => {
        const member = find(remoteId)
        if (member === null) return { kind: 'not-found' }
        member.codes.push(code)
        note('attachCode', remoteId)
        return told(member)
      }),
    addStamps: (remoteId, cardId, amount) =>
      call<HeldCard>('addStamps', [remoteId, cardId, amount], () => {
        const index = find(remoteId)?.cards.findIndex((card) => card.id === cardId) ?? -1
        const member = find(remoteId)
        const card = member?.cards[index]
        if (member === null || card === undefined) return { kind: 'not-found' }
        const after = { ...card, stamps: card.stamps + amount }
        member.cards[index] = after
        note('addStamps', remoteId, amount)
        return after
      }),
    redeem: (remoteId, cardId, rewardId) =>
      call<Redeemed>('redeem', [remoteId, cardId, rewardId], () => {
        const member = find(remoteId)
        const index = member?.cards.findIndex((card) => card.id === cardId) ?? -1
        const card = member?.cards[index]
        if (member === null || card === undefined) return { kind: 'not-found' }
        const cost = Number(rewardId.slice(1))
        if (card.stamps < cost) {
          return { kind: 'refused', status: 422, fields: { reward_id: ['not-enough'] } }
        }
        member.cards[index] = { ...card, stamps: card.stamps - cost }
        note('redeem', remoteId, -cost)
        return { redemptionId: '1', stampsSpent: cost, stampsLeft: card.stamps - cost }
      }),
  }
  const moveBalance = (method: 'adjust' | 'revert', remoteId: string, by: number): HeldCard | Failure => {
    const member = find(remoteId)
    const card = member?.cards[0]
    if (member === null || card === undefined) return { kind: 'not-found' }
    const after = { ...card, stamps: card.stamps + by }
    member.cards[0] = after
    note(method, remoteId, by)
    return after
  }
  // A till may be given other capabilities than the fake began with.
  const isKeyed = (): boolean => fake.provider.capabilities.unanswered.adjust === 'keyed'
  /** The first card is the balance. With keys, one that is known is answered and changes nothing. */
  const balance: BalanceFacet = {
    adjust: (remoteId, { amount }, { tag, operation = tag }) =>
      call<HeldCard | null>('adjust', [remoteId, amount, operation], () => {
        const ledger = find(remoteId)?.ledger
        if (isKeyed() && ledger?.has(operation) === true) return null
        const after = moveBalance('adjust', remoteId, amount)
        if (!isFailure(after)) ledger?.set(operation, { tag, amount })
        return isKeyed() && !isFailure(after) ? null : after
      }),
    revert: (remoteId, of) =>
      call<HeldCard | null>('revert', [remoteId, of], () => {
        const ledger = find(remoteId)?.ledger
        const was = ledger?.get(of)
        if (was === undefined) return { kind: 'not-found' }
        ledger?.delete(of)
        const after = moveBalance('revert', remoteId, -was.amount)
        return isKeyed() && !isFailure(after) ? null : after
      }),
    ledger: null,
    readBack: (remoteId, { tag }) =>
      call<LedgerVerdict>('readBack', [remoteId, tag], () => {
        const here = [...(find(remoteId)?.ledger.values() ?? [])].some((entry) => entry.tag === tag)
        return here ? 'there' : 'absent'
      }),
  }
  return Object.assign(fake, { provider: { ...provider, balance } })
}
