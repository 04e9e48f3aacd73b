import type { OperationKind } from '../../../shared/domain/operation.ts'

/** The one store that the book knows. */
export const bookAccount = '7'

/** A request in the provider's dialect, taken off the wire. */
export interface WireRequest {
  readonly method: string
  /** Path with query. */
  readonly target: string
  readonly body: unknown
}

/** What is answered. */
export interface WireReply {
  readonly status: number
  readonly body: unknown
}

/** Which operation a mutation is: its kind, and what of it is one of its kind in the whole proof. */
export interface Mark {
  readonly kind: OperationKind
  readonly mark: string
}

/** A line of the book: a mutation that took effect. */
export interface Booked extends Mark {
  readonly memberId: string
  /** True where it found its work done already: nothing changed by it. */
  readonly repeat: boolean
}

/** A provider that speaks as much of Leal as a till's mutations need, and writes down what took effect. */
export interface LealBook {
  readonly applied: readonly Booked[]
  /** A member with a card, a code and some stamps. */
  addMember(options?: { readonly stamps?: number; readonly code?: string }): string
  stampsOf(memberId: string): number | null
  handle(request: WireRequest): WireReply
}

interface Member {
  readonly id: number
  readonly email: string | null
  readonly firstName: string
  lastName: string | null
  stamps: number
  readonly references: { source: string; external_id: string }[]
}

type Parts = readonly string[]
const codeSource = 'stampwell_card'
const tagSource = 'stampwell_op'

/** Which operation a request carries out; null for a read. */
export function markOf(request: WireRequest): Mark | null {
  if (request.method === 'GET') return null
  const body = objectOf(request.body)
  const customer = objectOf(body['customer'])
  const last = pathOf(request.target).at(-1)
  if (last === 'stamp') return { kind: 'stamps.add', mark: String(body['stamps']) }
  if (last === 'redeem') return { kind: 'reward.redeem', mark: String(body['reward_id']) }
  const references = referencesIn(customer)
  if (request.method === 'POST') {
    return {
      kind: 'member.create',
      mark: references.find((each) => each.source === tagSource)?.external_id ?? '',
    }
  }
  if ('last_name' in customer) return { kind: 'member.edit', mark: String(customer['last_name']) }
  return {
    kind: 'card.attach',
    mark: references.find((each) => each.source === codeSource)?.external_id ?? '',
  }
}

/** Stamps that a reward costs: rewards of the proof are named `w<cost>-<mark>`. */
export function costOf(rewardId: string): number {
  return Number(/^w(\d+)-/.exec(rewardId)?.[1] ?? Number.NaN)
}

/** An empty book. */
export function createLealBook(): LealBook {
  const members = new Map<string, Member>()
  const applied: Booked[] = []
  const write = (request: WireRequest, memberId: string, repeat: boolean): void => {
    const mark = markOf(request)
    if (mark !== null) applied.push({ ...mark, memberId, repeat })
  }
  const add = (customer: Readonly<Record<string, unknown>>, stamps: number): Member => {
    const member: Member = {
      id: members.size + 1,
      email: textOf(customer['email']),
      firstName: textOf(customer['first_name']) ?? '',
      lastName: textOf(customer['last_name']),
      stamps,
      references: [...referencesIn(customer)],
    }
    members.set(String(member.id), member)
    return member
  }
  const holders = (source: string, id: string): readonly Member[] =>
    [...members.values()].filter((member) =>
      member.references.some((each) => each.source === source && each.external_id === id),
    )

  const list = (query: URLSearchParams): WireReply => {
    const [source, id, search] = ['source', 'external_id', 'search'].map((name) => query.get(name))
    const found =
      source !== undefined && source !== null
        ? holders(source, id ?? '')
        : [...members.values()].filter(
            (member) =>
              member.email === search || member.references.some((each) => each.external_id === search),
          )
    return good({
      customers: found.map(customerJson),
      pagination: { count: found.length, page: 1, pages: 1 },
    })
  }
  const create = (request: WireRequest): WireReply => {
    const customer = objectOf(objectOf(request.body)['customer'])
    const references = referencesIn(customer)
    const tag = references.find((each) => each.source === tagSource)?.external_id ?? ''
    const [known] = holders(tagSource, tag)
    if (known !== undefined) {
      write(request, String(known.id), true)
      return good(customerJson(known))
    }
    if (references.some((each) => holders(each.source, each.external_id).length > 0)) return taken
    const made = add(customer, 0)
    write(request, String(made.id), false)
    return good(customerJson(made), 201)
  }
  const update = (request: WireRequest, member: Member): WireReply => {
    const customer = objectOf(objectOf(request.body)['customer'])
    let changed = false
    for (const each of referencesIn(customer)) {
      const others = holders(each.source, each.external_id)
      if (others.some((other) => other !== member)) return taken
      if (others.length === 0) member.references.push(each)
      changed ||= others.length === 0
    }
    if ('last_name' in customer) {
      const name = textOf(customer['last_name'])
      changed ||= name !== member.lastName
      member.lastName = name
    }
    write(request, String(member.id), !changed)
    return good(customerJson(member))
  }
  const stamp = (request: WireRequest, member: Member): WireReply => {
    member.stamps += Number(objectOf(request.body)['stamps'])
    write(request, String(member.id), false)
    return good(cardJson(member))
  }
  const redeem = (request: WireRequest, member: Member): WireReply => {
    const cost = costOf(String(objectOf(request.body)['reward_id']))
    if (!(member.stamps >= cost)) return { status: 422, body: { error: 'Not enough stamps' } }
    member.stamps -= cost
    write(request, String(member.id), false)
    const redemption = { id: applied.length, stamps_spent: cost, stamps_remaining: member.stamps }
    return good({ success: true, redemption })
  }
  const onCard = (request: WireRequest, member: Member, [cardId, action]: Parts): WireReply => {
    if (cardId !== cardIdOf(member) || request.method !== 'POST') return notFound
    if (action === 'stamp') return stamp(request, member)
    return action === 'redeem' ? redeem(request, member) : notFound
  }
  const customers = (request: WireRequest, [id, sub, ...rest]: Parts): WireReply => {
    if (id === undefined) {
      return request.method === 'POST' ? create(request) : list(queryOf(request.target))
    }
    const member = members.get(id)
    if (member === undefined) return notFound
    if (sub === undefined)
      return request.method === 'PATCH' ? update(request, member) : good(customerJson(member))
    return sub === 'customer_cards' ? onCard(request, member, rest) : notFound
  }

  return {
    applied,
    addMember: ({ stamps = 0, code } = {}) => {
      const references = code === undefined ? [] : [{ source: codeSource, external_id: code }]
      const { id } = add({ first_name: 'Ada', last_name: null, external_references: references }, stamps)
      return String(id)
    },
    stampsOf: (memberId) => members.get(memberId)?.stamps ?? null,
    handle: (request) => {
      const [api, version, accounts, account, resource, ...rest] = pathOf(request.target)
      if (api !== 'api' || version !== 'v1' || accounts !== 'accounts' || account !== bookAccount)
        return notFound
      if (resource === undefined) return good({ id: Number(bookAccount), name: 'Proof' })
      return resource === 'customers' ? customers(request, rest) : notFound
    },
  }
}

const notFound: WireReply = { status: 404, body: { error: 'Not found' } }
const taken: WireReply = {
  status: 422,
  body: { errors: { external_references: ['has already been taken'] } },
}

function good(body: unknown, status = 200): WireReply {
  return { status, body }
}

/** The provider's id of a member's only card. */
export function cardIdOf(member: { readonly id: number | string }): string {
  return `${member.id}0`
}

function cardJson(member: Member): Record<string, unknown> {
  return { id: Number(cardIdOf(member)), card_id: 1, card_name: 'Coffee card', stamps_count: member.stamps }
}

function customerJson(member: Member): Record<string, unknown> {
  return {
    id: member.id,
    first_name: member.firstName,
    last_name: member.lastName,
    email: member.email,
    phone: null,
    birthday: null,
    customer_cards: [cardJson(member)],
    external_references: member.references,
  }
}

function pathOf(target: string): Parts {
  return new URL(target, 'http://book').pathname.split('/').slice(1).map(decodeURIComponent)
}

function queryOf(target: string): URLSearchParams {
  return new URL(target, 'http://book').searchParams
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function referencesIn(
  customer: Readonly<Record<string, unknown>>,
): readonly { source: string; external_id: string }[] {
  const list = customer['external_references']
  return Array.isArray(list) ? (list as { source: string; external_id: string }[]) : []
}
