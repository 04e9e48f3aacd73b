import type { HeldCard, MemberDetails, RemoteMember } from '../../../shared/domain/member.ts'
import type { Failure, NewMember, Redeemed } from '../../../electron/main/providers/provider.ts'
import type { World } from './plan.ts'

/** A change that somebody asks the provider for. */
export type Mutation =
  | { readonly kind: 'create'; readonly input: NewMember }
  | {
      readonly kind: 'edit'
      readonly remoteId: string
      readonly changes: Partial<MemberDetails>
      readonly tag: string
    }
  | { readonly kind: 'attach'; readonly remoteId: string; readonly code: string; readonly tag: string }
  | {
      readonly kind: 'stamp'
      readonly remoteId: string
      readonly cardId: string
      readonly amount: number
      readonly tag: string
    }
  | {
      readonly kind: 'redeem'
      readonly remoteId: string
      readonly cardId: string
      readonly cost: number
      readonly tag: string
    }

/** What the provider says to a change. */
export type Said = RemoteMember | HeldCard | Redeemed | Failure

/** A change that took effect. */
export interface Effect {
  readonly tag: string
  readonly kind: Mutation['kind']
  readonly remoteId: string
  /** Order in which changes took effect, over all members. */
  readonly n: number
  readonly at: number
}

interface Version {
  readonly at: number
  readonly member: RemoteMember
  readonly gone: boolean
}

/** The provider's memory: every version of every member, and every effect with the operation that caused it. */
export interface Book {
  readonly effects: readonly Effect[]
  apply(mutation: Mutation, now: number): Said
  /** How often an operation took effect. */
  timesApplied(tag: string): number
  /** A member as it was at a time; null where there was none. */
  member(remoteId: string, at: number): RemoteMember | null
  /** The id of a member's first card, whatever became of the member; null where there never was one. */
  cardOf(remoteId: string): string | null
  all(at: number): readonly RemoteMember[]
  byTag(tag: string, at: number): RemoteMember | null
  /** Whether some version of a member that reads may have shown since a time fits. */
  showedSince(remoteId: string, since: number, fits: (member: RemoteMember) => boolean): boolean
  /** Whether a member or card was ever there, whatever became of it. */
  knows(id: string): boolean
  /** Somebody else changes a member: another till, or the provider's own screen. */
  elsewhere(remoteId: string, change: (member: RemoteMember) => RemoteMember | null, now: number): void
}

/** Whether what was said is a refusal. */
export function isFailure(said: Said | RemoteMember[]): said is Failure {
  return 'kind' in said
}

/** A book with the shop's members in it. */
export function createBook(world: World): Book {
  const members = new Map<string, Version[]>()
  const cards = new Set<string>()
  const effects: Effect[] = []
  const counts = new Map<string, number>()
  const noted = new Map<string, { readonly remoteId: string; readonly at: number }>()
  const answered = new Map<string, Said>()
  let made = 0

  const write = (remoteId: string, at: number, member: RemoteMember, gone = false): void => {
    const versions = members.get(remoteId) ?? []
    versions.push({ at, member, gone })
    members.set(remoteId, versions)
  }
  const add = (at: number, parts: Partial<RemoteMember>, stamps: number): RemoteMember => {
    const remoteId = `m${(made += 1)}`
    const card = { id: `k${made}`, templateId: 'coffee', name: 'Coffee', stamps, passInstalled: null }
    cards.add(card.id)
    const member: RemoteMember = {
      remoteId,
      details: { firstName: `F${made}`, lastName: null, email: null, phone: null, birthday: null },
      cards: [card],
      cardsKnown: true,
      codes: [],
      tags: [],
      updatedAt: null,
      ...parts,
    }
    write(remoteId, at, member)
    return member
  }
  for (const { stamps, codes } of world.members) add(-1e9, { codes }, stamps)

  const asOf = (remoteId: string, at: number): RemoteMember | null => {
    const versions = members.get(remoteId) ?? []
    for (let i = versions.length - 1; i >= 0; i -= 1) {
      const version = versions[i]
      if (version !== undefined && version.at <= at) return version.gone ? null : version.member
    }
    return null
  }
  const all = (at: number): RemoteMember[] => [...members.keys()].flatMap((id) => asOf(id, at) ?? [])
  const note = (tag: string, kind: Mutation['kind'], remoteId: string, at: number): void => {
    effects.push({ tag, kind, remoteId, n: effects.length, at })
    counts.set(tag, (counts.get(tag) ?? 0) + 1)
    if (!noted.has(tag) && canBeFound(kind)) noted.set(tag, { remoteId, at })
  }
  /** Whether this provider can be asked for a mark of ours. */
  const canBeFound = (kind: Mutation['kind']): boolean => {
    if (kind === 'create') return world.create === 'readable-by-tag' || world.create === 'keyed'
    return world.stamps === 'tag' && (kind === 'stamp' || kind === 'redeem')
  }
  const takenBy = (own: string | null, wanted: Partial<MemberDetails>, now: number): Failure | null => {
    for (const field of ['email', 'phone'] as const) {
      const value = wanted[field]
      if (value === undefined || value === null) continue
      if (all(now).some((member) => member.remoteId !== own && member.details[field] === value)) {
        return { kind: 'refused', status: 422, fields: { [field]: ['taken'] } }
      }
    }
    return null
  }
  const onCard = (
    mutation: Extract<Mutation, { kind: 'stamp' | 'redeem' }>,
    now: number,
  ): HeldCard | Redeemed | Failure => {
    const member = asOf(mutation.remoteId, now)
    const card = member?.cards.find((held) => held.id === mutation.cardId)
    if (member === null || card === undefined) return { kind: 'not-found' }
    const adding = mutation.kind === 'stamp' ? mutation.amount : -mutation.cost
    if (card.stamps + adding < 0) {
      return { kind: 'refused', status: 422, fields: { reward_id: ['not-enough'] } }
    }
    const after = { ...card, stamps: card.stamps + adding }
    write(mutation.remoteId, now, { ...member, cards: [after] })
    note(mutation.tag, mutation.kind, mutation.remoteId, now)
    if (mutation.kind === 'stamp') return after
    return { redemptionId: mutation.tag, stampsSpent: mutation.cost, stampsLeft: after.stamps }
  }
  const create = (input: NewMember, now: number): RemoteMember | Failure => {
    const refusal = takenBy(null, input.details, now)
    if (refusal !== null) return refusal
    // The store gives one stamp of welcome by itself.
    const codes = input.code === null ? [] : [input.code]
    const tags = world.create === 'ask-a-person' ? [] : [input.tag]
    const member = add(now, { details: input.details, codes, tags }, 1)
    note(input.tag, 'create', member.remoteId, now)
    return member
  }
  const change = (mutation: Mutation, now: number): Said => {
    switch (mutation.kind) {
      case 'create':
        return create(mutation.input, now)
      case 'stamp':
      case 'redeem':
        return onCard(mutation, now)
      case 'edit':
      case 'attach': {
        const member = asOf(mutation.remoteId, now)
        if (member === null) return { kind: 'not-found' }
        const refusal = mutation.kind === 'edit' ? takenBy(member.remoteId, mutation.changes, now) : null
        if (refusal !== null) return refusal
        const after =
          mutation.kind === 'edit'
            ? { ...member, details: { ...member.details, ...mutation.changes } }
            : { ...member, codes: [...new Set([...member.codes, mutation.code])] }
        write(member.remoteId, now, after)
        note(mutation.tag, mutation.kind, member.remoteId, now)
        return after
      }
    }
  }
  /** Whether the provider itself refuses to do this a second time. */
  const dedupes = (mutation: Mutation): boolean => {
    switch (mutation.kind) {
      case 'create':
        return world.create === 'keyed' || world.create === 'repeatable'
      case 'stamp':
      case 'redeem':
        return world.stamps === 'keyed'
      case 'edit':
      case 'attach':
        return false
    }
  }

  return {
    effects,
    apply: (mutation, now) => {
      const tag = mutation.kind === 'create' ? mutation.input.tag : mutation.tag
      const known = dedupes(mutation) ? answered.get(tag) : undefined
      if (known !== undefined) return known
      const said = change(mutation, now)
      // A refusal is not kept: the same key may be used again for it.
      if (!isFailure(said)) answered.set(tag, said)
      return said
    },
    timesApplied: (tag) => counts.get(tag) ?? 0,
    member: asOf,
    cardOf: (remoteId) => members.get(remoteId)?.[0]?.member.cards[0]?.id ?? null,
    all,
    byTag: (tag, at) => {
      const found = noted.get(tag)
      return found === undefined || found.at > at ? null : asOf(found.remoteId, at)
    },
    showedSince: (remoteId, since, fits) => {
      const versions = members.get(remoteId) ?? []
      return versions.some((version, i) => (versions[i + 1]?.at ?? Infinity) >= since && fits(version.member))
    },
    knows: (id) => members.has(id) || cards.has(id),
    elsewhere: (remoteId, changed, now) => {
      const member = asOf(remoteId, now)
      if (member === null) return
      const after = changed(member)
      write(remoteId, now, after ?? member, after === null)
    },
  }
}
