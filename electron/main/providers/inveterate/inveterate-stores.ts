import type { Store } from '../../../../shared/domain/systems.ts'
import { createHttp } from '../http.ts'
import type { ProviderTools } from '../http.ts'
import type { Answer, CallOptions } from '../provider.ts'
import { authorize, createInveterateClient } from './inveterate-client.ts'
import { baseOf } from './inveterate-normalize.ts'
import { readRefusal } from './inveterate-refusal.ts'

/** The one shop that a key is for; null where the key opens one and nothing tells which, by its id or its address. */
export async function listInveterateStores(
  baseUrl: string,
  tools: ProviderTools,
  options: CallOptions,
): Promise<Answer<readonly Store[] | null>> {
  const http = createHttp({
    ...tools,
    baseUrl: baseOf(baseUrl),
    requestsPerSecond: null,
    authorize,
    readRefusal,
  })
  const client = createInveterateClient({ http, clock: tools.clock, dialect: 'current' })
  const answer = await client.merchant(options)
  if (!answer.ok) return answer
  const { shop, name } = answer.value
  const id = answer.value.id ?? shop
  // Never a word of our own: two shops that are not told would then be one.
  return { ...answer, value: id === null ? null : [{ id, name: name ?? shop ?? '', zone: null }] }
}
