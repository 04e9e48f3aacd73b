import type { Store } from '../../../../shared/domain/systems.ts'
import type { ProviderTools } from '../http.ts'
import type { Answer, CallOptions, Failure } from '../provider.ts'
import { createLokeDirectory } from './loke-directory.ts'
import { createLokeHttp, tokenUrlOf } from './loke-http.ts'

/**
 * The organizations that installed the client. What went wrong at the issuer is told as it was: to the outbox it is
 * only "not sent", to whoever connects a shop it says what to correct.
 */
export async function listLokeStores(
  baseUrl: string,
  tools: ProviderTools,
  options: CallOptions,
): Promise<Answer<readonly Store[]>> {
  const issuer: { failure: Failure | null } = { failure: null }
  const http = createLokeHttp(tools, {
    baseUrl,
    tokenUrl: tokenUrlOf(baseUrl),
    onTokenFailure: (failure) => {
      issuer.failure = failure
    },
  })
  const answer = await createLokeDirectory({ http, baseUrl, clock: tools.clock }).organizations(options)
  if (answer.ok) {
    return { ...answer, value: answer.value.rows.map(({ id, name, zone }) => ({ id, name, zone })) }
  }
  return issuer.failure === null ? answer : { ...answer, failure: issuer.failure }
}
