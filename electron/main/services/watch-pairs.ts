import type { MemberKey } from '../../../shared/domain/ids.ts'
import { remoteKey } from '../../../shared/domain/ids.ts'
import type { MemberDetails, RemoteMember } from '../../../shared/domain/member.ts'
import type { DuplicateCause } from '../../../shared/domain/views.ts'
import { pickDuplicates } from '../directory/duplicates.ts'
import { digitsOf, sameMailbox } from '../directory/member-keys.ts'
import { viewOf } from './open-member.ts'
import type { Shop } from './shop.ts'

/** Two tills meet long before that: older enrolments are not compared with what is read, ms. */
const recentMs = 14 * 24 * 3_600_000
/** Of these, the newest. */
const mostRecent = 500
/** Between two comparisons with the copy at the opening of the shop. */
const restMs = 250

/** Finds members that two tills may have enrolled for one person. */
export interface PairWatch {
  /** Compares the enrolments of the last days with the copy, one now and then; done at the opening of the shop. */
  begin(): Promise<void>
  /** A member is gone from the copy: nothing of them is kept here either. */
  gone(remoteId: string): void
  /** Members were taken out of the copy: of whom it has no more only the id is kept here, until they are read again. */
  thinned(): void
  /** Compares no more: the shop is closing. */
  stop(): void
  /** An enrolment of this till has arrived: somebody else's may be there already. */
  enrolled(key: MemberKey): Promise<void>
  /**
   * Members were read: one of them may be somebody enrolled here lately. The answer is called once they are in the copy,
   * and holds none of them but those. Costs nothing where nobody was enrolled.
   */
  sighted(members: readonly RemoteMember[]): () => void
}

type Known = Pick<RemoteMember, 'remoteId' | 'details' | 'codes'>

/**
 * Watches the members that were enrolled here lately, a few hundred: each page that is read is held against them by their
 * own keys, and each of them, once, against the copy. Nothing goes through the list.
 */
export function watchPairs(
  shop: Shop,
  timers: { set(callback: () => void, ms: number): () => void },
): PairWatch {
  let stopped = false
  const lately = new Map<string, Known>()
  /** Enrolled here lately, and not in the copy now. */
  const awaited = new Set<string>()
  const byKey = new Map<string, Set<string>>()

  const gone = (remoteId: string): void => {
    awaited.delete(remoteId)
    const known = lately.get(remoteId)
    lately.delete(remoteId)
    for (const key of known === undefined ? [] : tellingKeys(known)) {
      const ids = byKey.get(key)
      ids?.delete(remoteId)
      if (ids?.size === 0) byKey.delete(key)
    }
  }

  const watch = (member: Known): void => {
    gone(member.remoteId)
    lately.set(member.remoteId, member)
    for (const key of tellingKeys(member)) {
      const ids = byKey.get(key) ?? new Set()
      byKey.set(key, ids.add(member.remoteId))
    }
  }

  const suspect = async (one: Known, other: Known, cause: DuplicateCause): Promise<void> => {
    if (cause === 'similar-name' || one.remoteId === other.remoteId) return
    const { people } = shop.outbox
    const [key, otherKey] = [remoteKey(one.remoteId), remoteKey(other.remoteId)]
    const pair = { one: key, other: otherKey, cause, foundAt: shop.clock.now() }
    if (!people.suspect(shop.connection.id, pair)) return
    shop.log.info('people.suspected', { kind: cause })
    for (const shown of [key, otherKey]) {
      const view = await viewOf(shop, shown)
      if (view !== null) shop.publishMember(view)
    }
  }

  /** The shop may be closing; it is found again at the next opening. */
  const untold = (error: unknown): void => {
    shop.log.warn('people.not-shown', { error })
  }

  const look = async (member: Known): Promise<void> => {
    const hits = await shop.directory.duplicates(member.details, member.codes[0] ?? null)
    for (const { hit, cause } of hits) await suspect(member, hit, cause)
    for (const code of member.codes.slice(1)) {
      for (const { member: other } of await shop.directory.byCode(code)) await suspect(member, other, 'code')
    }
  }

  const missing = async (): Promise<void> => {
    const ids = [...lately.keys()]
    if (ids.length === 0) return
    const there = new Set((await shop.directory.members(ids)).map(({ member }) => member.remoteId))
    for (const id of ids.filter((one) => !there.has(one))) {
      gone(id)
      awaited.add(id)
    }
  }

  const pairsIn = (members: readonly Known[]): readonly (readonly [Known, Known, DuplicateCause])[] =>
    members.flatMap((member) => {
      const mine = lately.get(member.remoteId)
      if (mine !== undefined && !isSame(mine, member)) watch(member)
      const ids = new Set(tellingKeys(member).flatMap((key) => [...(byKey.get(key) ?? [])]))
      return [...ids].flatMap((id) => {
        const enrolled = id === member.remoteId ? undefined : lately.get(id)
        const cause = enrolled === undefined ? null : causeOf(enrolled, member)
        return enrolled === undefined || cause === null ? [] : [[enrolled, member, cause] as const]
      })
    })

  const take = async (remoteId: string): Promise<void> => {
    const cached = await shop.directory.member(remoteId)
    const known = shop.fresh.over(remoteId, cached)
    if (known === null) return
    watch(known.member)
    await look(known.member)
  }

  return {
    async begin() {
      const since = shop.clock.now() - recentMs
      const recent = shop.outbox.people.enrolledSince(shop.connection.id, since, mostRecent)
      for (const { remoteId } of recent) {
        if (stopped) return
        await take(remoteId)
        // A cashier who types meanwhile waits for none of it.
        await new Promise<void>((resolve) => {
          timers.set(resolve, restMs)
        })
      }
    },
    gone,
    thinned() {
      missing().catch((error: unknown) => {
        shop.log.warn('people.not-compared', { error })
      })
    },
    stop() {
      stopped = true
    },
    async enrolled(key) {
      const remoteId = shop.outbox.remoteIdOf(shop.connection.id, key)
      if (remoteId !== null) await take(remoteId)
    },
    sighted(members) {
      const back = awaited.size === 0 ? [] : members.filter(({ remoteId }) => awaited.has(remoteId))
      for (const member of back) watch(member)
      const found = lately.size === 0 ? [] : pairsIn(members)
      return () => {
        for (const [enrolled, member, cause] of found) suspect(enrolled, member, cause).catch(untold)
        // Somebody else's may have come before them.
        for (const member of back) look(member).catch(untold)
      }
    },
  }
}

function causeOf(enrolled: Known, member: Known): DuplicateCause | null {
  const code = enrolled.codes.find((one) => member.codes.includes(one)) ?? null
  const { remoteId, details, codes } = member
  const [hit] = pickDuplicates(enrolled.details, code, [{ remoteId, details, stamps: null, codes }])
  return hit?.cause ?? null
}

/** What two entries of one person have in common; a birthday is shared by many, and then the name decides. */
function tellingKeys({ details, codes }: Known): readonly string[] {
  const { email, phone, birthday } = details
  const digits = digitsOf(phone ?? '')
  return [
    ...codes.map((code) => `c${code}`),
    ...(digits === '' ? [] : [`p${digits}`]),
    ...(email === null || email === '' ? [] : [`e${sameMailbox(email)}`]),
    ...(birthday === null || birthday === '' ? [] : [`b${birthday}`]),
  ]
}

function isSame(one: Known, other: Known): boolean {
  const fields: readonly (keyof MemberDetails)[] = ['firstName', 'lastName', 'email', 'phone', 'birthday']
  return (
    fields.every((field) => one.details[field] === other.details[field]) &&
    one.codes.length === other.codes.length
  )
}
