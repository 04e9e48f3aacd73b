import type { Store } from '../../../../shared/domain/systems.ts'
import { createHttp } from '../http.ts'
import type { ProviderTools } from '../http.ts'
import type { Answer, CallOptions } from '../provider.ts'
import { readRefusal } from './leal-normalize.ts'
import { accountsAnswer } from './leal-schemas.ts'

/** `GET /accounts`: the stores that a key opens. The first page alone: nobody chooses from hundreds. */
export async function listLealStores(
  baseUrl: string,
  tools: ProviderTools,
  options: CallOptions,
): Promise<Answer<readonly Store[]>> {
  const http = createHttp({
    ...tools,
    baseUrl,
    requestsPerSecond: null,
    authorize: (key) => ({ authorization: `Bearer ${key}` }),
    readRefusal,
  })
  const answer = await http.call({
    method: 'GET',
    path: '/api/v1/accounts',
    succeeds: [200],
    schema: accountsAnswer,
    ...options,
  })
  if (!answer.ok) return answer
  const stores = answer.value.map(({ id, name }) => ({ id, name: name?.trim() ?? '', zone: null }))
  return { ...answer, value: stores }
}
