import type { Transport } from '../../electron/main/outbound/transport.ts'

/** An answer, as it came. It stays in memory: what is printed of it are names, types and counts. */
export interface Exchange {
  /** Of the address that was asked, as it was sent. */
  readonly path: string
  readonly status: number
  readonly headers: Headers
  /** Parsed JSON; undefined where there was none. */
  readonly body: unknown
}

/** A transport that reads and never writes, and remembers what was answered. */
export interface Tap {
  readonly transport: Transport
  /** Answers to GETs, in order. */
  readonly answers: readonly Exchange[]
  /** Answers of the sign-in, in order. */
  readonly signIns: readonly Exchange[]
  /** Requests that were held back because they could have changed something. */
  readonly heldBack: () => number
  /** Texts out of the answers that no line of the report may hold. */
  readonly secrets: ReadonlySet<string>
}

/** Values that name no person: they may be printed. */
const plainNames = /^(?:currency|timezone|zone|status|state|type|token_type|accountState|code|error|message)$/

/**
 * Wraps the product's own transport. A request that is no GET throws, except the one that a sign-in is made of:
 * client credentials, sent to the token's address and holding nothing else.
 */
export function tapReads(transport: Transport, signInUrl: string | null): Tap {
  const answers: Exchange[] = []
  const signIns: Exchange[] = []
  const secrets = new Set<string>()
  let heldBack = 0

  const keep = async (list: Exchange[], request: Request, response: Response): Promise<Response> => {
    const body = jsonIn(await response.clone().text())
    collect(body, secrets)
    list.push({
      path: new URL(request.url).pathname,
      status: response.status,
      headers: response.headers,
      body,
    })
    return response
  }
  const hold = (): never => {
    heldBack += 1
    throw new Error('The probe only reads, and this request was none.')
  }
  return {
    answers,
    signIns,
    secrets,
    heldBack: () => heldBack,
    transport: {
      read: async (input, init) => {
        const request = new Request(input, init)
        if (request.method !== 'GET' || request.body !== null) return hold()
        return await keep(answers, request, await transport.read(request))
      },
      write: async (input, init) => {
        const request = new Request(input, init)
        const isSignIn = request.method === 'POST' && request.url === signInUrl
        const text = isSignIn ? await request.clone().text() : ''
        if (text !== 'grant_type=client_credentials') return hold()
        return await keep(signIns, request, await transport.write(request))
      },
    },
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Every text of an answer that could name somebody or open something. */
function collect(value: unknown, into: Set<string>, name = ''): void {
  if (typeof value === 'string') {
    if (value.length >= 3 && !plainNames.test(name)) into.add(value.toLowerCase())
  } else if (Array.isArray(value)) {
    for (const each of value as unknown[]) collect(each, into, name)
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, each] of Object.entries(value)) collect(each, into, key)
  }
}
