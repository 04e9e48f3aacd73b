import { practiceAccount } from '../../../electron/main/training/wire-customers.ts'
import type { ProviderId } from '../../../shared/domain/connection.ts'
import type { EnteredKey } from '../../../shared/domain/systems.ts'
import { startInveterate } from '../../fakes/inveterate-server.ts'
import { startLeal } from '../../fakes/leal-server.ts'
import { fakeId } from '../../fakes/loke-books.ts'
import { startLoke } from '../../fakes/loke-server.ts'
import { startSellAuth } from '../../fakes/sellauth-server.ts'

/** A loyalty system on a socket, as somebody who connects a shop there knows it. */
export interface SystemOnSocket {
  readonly provider: ProviderId
  readonly origin: string
  readonly key: EnteredKey
  /** What no file, line or answer may hold. */
  readonly secret: string
  readonly wrongKey: EnteredKey
  readonly store: string
  /** An id of the right form that is nobody's; null where the key names the shop. */
  readonly wrongStore: string | null
  readonly members: number
  close(): Promise<void>
}

/** Something that is found again wherever it would leak to. */
const secret = ['sk', '8fK2mQ7xZ4vT1nB6wR9pL3'].join('_')
const single = { kind: 'key', key: secret } as const
const wrong = { kind: 'key', key: 'sk_somebody_elses' } as const

/** The four systems, each behind its own strict fake. */
export const startSystem = {
  leal: async () => {
    const server = await startLeal({ token: secret, members: 30 })
    return {
      provider: 'leal',
      origin: server.origin,
      key: single,
      secret,
      wrongKey: wrong,
      store: String(practiceAccount),
      wrongStore: '999999',
      members: 30,
      close: () => server.close(),
    }
  },
  loke: async () => {
    const server = await startLoke({ clientId: 'till+client', clientSecret: secret, customers: 40 })
    return {
      provider: 'loke',
      origin: server.origin,
      key: { kind: 'pair', id: 'till+client', secret },
      secret,
      wrongKey: { kind: 'pair', id: 'till+client', secret: 'another' },
      store: fakeId('orgn', 1),
      wrongStore: fakeId('orgn', 77),
      members: 40,
      close: () => server.close(),
    }
  },
  inveterate: async () => {
    const server = await startInveterate({ key: secret, members: 9 })
    return {
      provider: 'inveterate',
      origin: server.origin,
      key: single,
      secret,
      wrongKey: wrong,
      store: 'inveterate',
      wrongStore: 'somebody-elses',
      members: 9,
      close: () => server.close(),
    }
  },
  sellauth: async () => {
    const server = await startSellAuth({ customers: 9 })
    return {
      provider: 'sellauth',
      origin: server.origin,
      key: { kind: 'key', key: server.key },
      secret: server.key,
      wrongKey: wrong,
      store: server.shop,
      wrongStore: '424242',
      members: 9,
      close: () => server.close(),
    }
  },
} satisfies Record<ProviderId, () => Promise<SystemOnSocket>>
