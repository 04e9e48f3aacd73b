import type { Connection, ProviderId } from '../../../shared/domain/connection.ts'
import type { ProviderTools } from './http.ts'
import { createInveterateProvider } from './inveterate/inveterate-provider.ts'
import { createLealProvider } from './leal/leal-provider.ts'
import { createLokeProvider } from './loke/loke-provider.ts'
import type { Provider } from './provider.ts'
import { createSellAuthProvider } from './sellauth/sellauth-provider.ts'

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
