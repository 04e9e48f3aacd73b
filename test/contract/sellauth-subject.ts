import { createTransport } from '../../electron/main/outbound/fetch.ts'
import { createHttp } from '../../electron/main/providers/http.ts'
import type { Http, ProviderTools } from '../../electron/main/providers/http.ts'
import {
  createSellAuthClient,
  sellAuthBase,
  sellAuthHttp,
} from '../../electron/main/providers/sellauth/sellauth-client.ts'
import type { SellAuthClient } from '../../electron/main/providers/sellauth/sellauth-client.ts'
import type { SellAuthServer } from '../fakes/sellauth-server.ts'

export const asCashier = { priority: 'cashier' } as const

/** HTTP as SellAuth's adapter has it, over any transport. */
export function sellAuthOver(transport: ProviderTools['transport'], baseUrl: string, key: string): Http {
  return createHttp({
    transport,
    key: () => key,
    clock: Date,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    baseUrl: sellAuthBase(baseUrl),
    requestsPerSecond: null,
    ...sellAuthHttp,
  })
}

/** A client of its own, so that one test's 429 never holds up the next. */
export function clientOf(
  server: SellAuthServer,
  over: { readonly key?: string; readonly shop?: string; readonly bodyMs?: number } = {},
): SellAuthClient {
  const transport = createTransport(over.bodyMs === undefined ? {} : { limits: { bodyMs: over.bodyMs } })
  const http = sellAuthOver(transport, `${server.origin}/v1/`, over.key ?? server.key)
  return createSellAuthClient(http, { shop: over.shop ?? server.shop, clock: Date })
}
