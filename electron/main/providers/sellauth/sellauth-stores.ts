import type { Store } from '../../../../shared/domain/systems.ts'
import { createHttp } from '../http.ts'
import type { ProviderTools } from '../http.ts'
import type { Answer, CallOptions } from '../provider.ts'
import { listSellAuthShops, sellAuthBase, sellAuthHttp } from './sellauth-client.ts'

/** The shops that a key opens, but for those that are closed. */
export async function listSellAuthStores(
  baseUrl: string,
  tools: ProviderTools,
  options: CallOptions,
): Promise<Answer<readonly Store[]>> {
  const http = createHttp({
    ...tools,
    ...sellAuthHttp,
    baseUrl: sellAuthBase(baseUrl),
    requestsPerSecond: null,
  })
  const answer = await listSellAuthShops(http, options)
  if (!answer.ok) return answer
  const open = answer.value.filter(({ closed }) => !closed)
  return { ...answer, value: open.map(({ id, name }) => ({ id, name, zone: null })) }
}
