import type { Store } from '../../../../shared/domain/systems.ts'
import { createHttp } from '../http.ts'
import type { ProviderTools } from '../http.ts'
import type { Answer, CallOptions } from '../provider.ts'
import { authorize, createInveterateClient } from './inveterate-client.ts'
import { baseOf } from './inveterate-normalize.ts'
import { readRefusal } from './inveterate-refusal.ts'

/** The one shop that a key is for. Where the answer names none, the key alone tells shops apart. */
export async function listInveterateStores(
  baseUrl: string,
  tools: ProviderTools,
  options: CallOptions,
): Promise<Answer<readonly Store[]>> {
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
  const { id, shop, name } = answer.value
  return { ...answer, value: [{ id: id ?? shop ?? 'shop', name: name ?? shop ?? '', zone: null }] }
}
