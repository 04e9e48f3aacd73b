import { createTransport } from '../../electron/main/outbound/fetch.ts'
import type { Transport } from '../../electron/main/outbound/transport.ts'
import type { LokeClient } from '../../electron/main/providers/loke/loke-api.ts'
import { createLokeClient } from '../../electron/main/providers/loke/loke-client.ts'
import { createLokeDirectory } from '../../electron/main/providers/loke/loke-directory.ts'
import type { LokeDirectory } from '../../electron/main/providers/loke/loke-directory.ts'
import { createLokeHttp } from '../../electron/main/providers/loke/loke-http.ts'
import { fakeId } from '../fakes/loke-books.ts'
import type { LokeServer } from '../fakes/loke-server.ts'
import { contractTools } from './provider-contract.ts'

/** A till's two halves of LOKE, with one session. */
export interface LokeTill extends LokeDirectory {
  readonly client: LokeClient
}

/** The only client that the fake knows. The secret holds what form encoding would change. */
export const lokePair = { clientId: 'till+client', clientSecret: 's+cret&=%20:x' } as const

/** As the keychain holds it. */
export const lokeKey = `${lokePair.clientId}:${lokePair.clientSecret}`

/** The organization with customers. */
export const firstShop = fakeId('orgn', 1)

/** A till over our own transport, as the product has it. */
export function lokeTill(
  server: Pick<LokeServer, 'origin' | 'tokenUrl'>,
  over: { readonly key?: string; readonly transport?: Transport; readonly shop?: string } = {},
): LokeTill {
  const { key = lokeKey, transport = createTransport(), shop = firstShop } = over
  const where = { baseUrl: server.origin, tokenUrl: server.tokenUrl }
  const http = createLokeHttp(contractTools(transport, key), where)
  const reach = { http, baseUrl: server.origin, clock: Date }
  return { ...createLokeDirectory(reach), client: createLokeClient(reach, shop) }
}

/** A request that was refused here: nothing was sent. */
export function refusedHere(fields: Readonly<Record<string, readonly string[]>>): object {
  return { ok: false, failure: { kind: 'refused', fields }, evidence: { http: null } }
}

/** The requests that would change something. */
export function changesSeen(server: LokeServer): LokeServer['seen'] {
  return server.seen.filter((each) => each.method !== 'GET')
}

/** Where a till of `lokeTillOver` believes to be. The API stands below a path, as behind a gateway. */
export const nowhere = {
  origin: 'https://loke.invalid/base',
  tokenUrl: 'https://auth.loke.invalid/token',
} as const

/** A till whose API is this function; tokens are always granted. */
export function lokeTillOver(api: (request: Request) => Promise<Response>): LokeTill {
  const send: typeof fetch = async (input, init) => {
    const request = new Request(input, init)
    if (request.url === nowhere.tokenUrl) return Response.json({ access_token: 't', expires_in: 60 })
    return await api(request)
  }
  return lokeTill(nowhere, { transport: { read: send, write: send } satisfies Transport })
}
