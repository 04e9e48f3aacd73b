import { usualCounter } from '../../../shared/domain/counter-settings.ts'
import { onTestFinished } from 'vitest'
import type { Directory } from '../../../electron/main/directory/types.ts'
import { createFreshMembers } from '../../../electron/main/services/fresh-members.ts'
import { createSearchMemory } from '../../../electron/main/services/search-memory.ts'
import type { Shop } from '../../../electron/main/services/shop.ts'
import type { MemberDetails, RemoteMember } from '../../../shared/domain/member.ts'
import type { Settings } from '../../../shared/ipc/contract.ts'
import { defaultCodeRules } from '../../../shared/scan/code-meaning.ts'
import { createTill, shop as connection } from '../outbox/support/till.ts'
import type { Till, TillOptions } from '../outbox/support/till.ts'
import { person } from './support.ts'

/** A copy of the member list without a worker: what it was given. */
function copyOf(members: Map<string, RemoteMember>): Directory {
  const cached = (member: RemoteMember) => ({ member, fetchedAt: 0 })
  const copy: Partial<Directory> = {
    byCode: async (code) => [...members.values()].filter(({ codes }) => codes.includes(code)).map(cached),
    member: async (remoteId) => {
      const member = members.get(remoteId)
      return member === undefined ? null : cached(member)
    },
    apply: async (told) => {
      for (const member of told) members.set(member.remoteId, member)
    },
    forget: async (remoteId) => void members.delete(remoteId),
  }
  return copy as Directory
}

/** A till with a counter over it that keeps its copy of the list in memory; closed when the test ends. */
export interface LightShop {
  readonly till: Till
  readonly shop: Shop
  /** From now on. */
  readonly settle: (settings: Partial<Settings>) => void
}

/** Opens one, with members at the provider and in the copy. */
export function openLight(
  members: Readonly<Record<string, Partial<MemberDetails> & { codes?: string[]; stamps?: number }>> = {},
  options: TillOptions = {},
): LightShop {
  const till = createTill(options)
  onTestFinished(() => till.close())
  const known = new Map<string, RemoteMember>()
  for (const [remoteId, { codes = [], stamps = 0, ...more }] of Object.entries(members)) {
    const details = person(more)
    till.fake.add(remoteId, { details, codes: [...codes], stamps })
    const rest = { cards: [], cardsKnown: false, tags: [], updatedAt: null }
    known.set(remoteId, { remoteId, details, codes, ...rest })
  }
  till.outbox.onOperation(({ brought }) => {
    if (brought?.kind === 'member') known.set(brought.member.remoteId, brought.member)
  })
  let settings: Settings = {
    ...{ theme: 'light', locale: 'en', offlineRewards: 0, country: 'DE', nameLookUp: true },
    ...{ againSeconds: 30, codeRules: defaultCodeRules, counter: usualCounter },
  }
  const shop: Shop = {
    connection,
    provider: till.fake.provider,
    // The till may be started again.
    get outbox() {
      return till.outbox
    },
    directory: copyOf(known),
    fresh: createFreshMembers(),
    search: createSearchMemory(),
    programme: () => null,
    settings: () => settings,
    cashier: () => ({ id: '01CASHIER00000000000000000', name: 'Kim' }),
    clock: till.time,
    laneVersion: () => 0,
    publishMember: () => undefined,
    publishGone: () => undefined,
    copyComplete: () => true,
    log: { info: () => undefined, warn: () => undefined },
  }
  return {
    till,
    shop,
    settle: (change) => {
      settings = { ...settings, ...change }
    },
  }
}
