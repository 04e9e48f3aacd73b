import { usualCounter } from '../../../shared/domain/counter-settings.ts'
import path from 'node:path'
import { onTestFinished, vi } from 'vitest'
import { openShop } from '../../../electron/main/app/open-shop.ts'
import type { OpenShop } from '../../../electron/main/app/open-shop.ts'
import type { Profile } from '../../../electron/main/app/profile.ts'
import { createPublisher } from '../../../electron/main/ipc/publish.ts'
import { viewOf } from '../../../electron/main/services/open-member.ts'
import type { Shop } from '../../../electron/main/services/shop.ts'
import type { Connection } from '../../../shared/domain/connection.ts'
import type { MemberKey } from '../../../shared/domain/ids.ts'
import type { CardTemplate } from '../../../shared/domain/programme.ts'
import type { CardView } from '../../../shared/domain/views.ts'
import type { Settings } from '../../../shared/ipc/contract.ts'
import { defaultCodeRules } from '../../../shared/scan/code-meaning.ts'
import { memoryLog } from '../../unit/shell/memory-log.ts'
import { shop as connection } from '../../integration/outbox/support/till.ts'
import type { Till } from '../../integration/outbox/support/till.ts'

const coffee: CardTemplate = {
  id: 'coffee',
  name: 'Coffee',
  stampsRequired: 10,
  initialStamps: 1,
  rewards: [{ id: 'w10', name: 'Free coffee', stampsRequired: 10 }],
}

/** The counter of a till: the open shop with its member copy, as the product builds it. */
export interface Counter {
  readonly shop: Shop
  readonly opened: OpenShop
  /** The only card of a member, as the panel shows it now. */
  card(key: MemberKey): Promise<CardView | null>
  /** Waits until the member list has been read to its end. */
  copied(): Promise<void>
}

/** Opens the counter of a till; it is closed after the test. */
export async function openCounter(
  till: Till,
  options: { readonly offlineRewards?: number; readonly connection?: Partial<Connection> } = {},
): Promise<Counter> {
  const { offlineRewards = 0 } = options
  const settings: Settings = {
    offlineRewards,
    country: 'GB',
    locale: 'en',
    theme: 'system',
    nameLookUp: true,
    againSeconds: 0,
    codeRules: defaultCodeRules,
    counter: usualCounter,
  }
  const parts = {
    mode: 'practice',
    folder: path.dirname(till.file),
    db: till.db,
    outbox: till.outbox,
    connections: () => [connection],
    settings: { get: () => settings },
    staff: { atTheTill: () => ({ id: 'c1', name: 'Kim' }) },
  }
  Object.assign(till.fake.provider, {
    programme: () =>
      Promise.resolve({
        ok: true,
        value: [coffee],
        evidence: { http: 200, requestId: null, startedAt: 0, ms: 0, serverDate: null },
      }),
  })
  const opened = await openShop({
    connection: { ...connection, ...options.connection },
    provider: till.fake.provider,
    // What the counter never asks for is left out.
    profile: parts as unknown as Profile,
    workerUrl: new URL('../../../electron/main/directory/worker.ts', import.meta.url),
    publisher: createPublisher(),
    clock: till.time,
    timers: till.time.timers,
    log: memoryLog(),
  })
  onTestFinished(() => opened.close())
  const copied = (): Promise<void> =>
    vi.waitFor(
      async () => {
        await till.time.advance(50)
        if (opened.progress().phase !== 'complete') throw new Error('the list is still being read')
      },
      { timeout: 10_000 },
    )
  opened.begin()
  await copied()
  return {
    shop: opened.shop,
    opened,
    copied,
    card: async (key) => (await viewOf(opened.shop, key))?.cards[0] ?? null,
  }
}
