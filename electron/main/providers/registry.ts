import type { Connection, ProviderId } from '../../../shared/domain/connection.ts'
import type { Store } from '../../../shared/domain/systems.ts'
import type { ProviderTools } from './http.ts'
import { createInveterateProvider } from './inveterate/inveterate-provider.ts'
import { listInveterateStores } from './inveterate/inveterate-stores.ts'
import { createLealProvider } from './leal/leal-provider.ts'
import { listLealStores } from './leal/leal-stores.ts'
import { createLokeProvider } from './loke/loke-provider.ts'
import { listLokeStores } from './loke/loke-stores.ts'
import type { Answer, CallOptions, Provider } from './provider.ts'
import { createSellAuthProvider } from './sellauth/sellauth-provider.ts'
import { listSellAuthStores } from './sellauth/sellauth-stores.ts'

const adapters = {
  leal: createLealProvider,
  loke: createLokeProvider,
  inveterate: createInveterateProvider,
  sellauth: createSellAuthProvider,
} satisfies Record<ProviderId, (connection: Connection, tools: ProviderTools) => Provider>

/** The adapter of a connection; null where it was made for a provider that this version does not speak. */
export function createProvider(connection: Connection, tools: ProviderTools): Provider | null {
  return Object.hasOwn(adapters, connection.provider)
    ? adapters[connection.provider](connection, tools)
    : null
}

type ListStores = (
  baseUrl: string,
  tools: ProviderTools,
  options: CallOptions,
) => Promise<Answer<readonly Store[] | null>>

const listers = {
  leal: listLealStores,
  loke: listLokeStores,
  inveterate: listInveterateStores,
  sellauth: listSellAuthStores,
} satisfies Record<ProviderId, ListStores>

/** The shops that a key opens at a system, before one of them is a connection; null for one that is not told. */
export function listStores(
  provider: ProviderId,
  ...asked: Parameters<ListStores>
): Promise<Answer<readonly Store[] | null>> {
  return listers[provider](...asked)
}
