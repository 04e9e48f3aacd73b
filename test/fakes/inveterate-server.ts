import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createFaults } from './faults.ts'
import type { Fault, Struck } from './faults.ts'
import { openBooks } from './inveterate-books.ts'
import type { Books, Change } from './inveterate-books.ts'
import { complaintsAbout, complaintsAboutQuery, queryOf } from './inveterate-checks.ts'
import type { BodyKind, Documentation } from './inveterate-checks.ts'
import {
  benefitsAnswer,
  creditsPage,
  memberAnswer,
  membersPage,
  merchantAnswer,
  tierAnswer,
  tiersAnswer,
} from './inveterate-reads.ts'
import type { Plain, Readable, Shapes } from './inveterate-reads.ts'

/** How the fake behaves where the documentation leaves it open, or has said different things. */
export interface InveterateOptions extends Partial<Shapes> {
  readonly key?: string
  readonly documentation?: Documentation
  /** 400 is documented for a wrong key; the others are not excluded. */
  readonly wrongKey?: 400 | 401 | 403
  /** Whether a refusal's `message` is one text or a list. */
  readonly messages?: 'text' | 'list'
  /** Whether a PATCH is answered as done or as accepted. */
  readonly updateStatus?: 200 | 201
  readonly members?: number
  readonly now?: () => number
}

/** A request as the server saw it. */
export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly body: unknown
  readonly authorized: boolean
  /** On a connection of its own. */
  readonly fresh: boolean
}

/** A fake Inveterate on a loopback socket, which refuses whatever the documentation does not allow. */
export interface InveterateServer {
  readonly origin: string
  readonly books: Books
  readonly requests: readonly SeenRequest[]
  /** Requests that could change something. */
  mutations(): readonly SeenRequest[]
  /** The next requests of this kind meet these, one each, in order. */
  fault(on: Struck, ...faults: readonly Fault[]): void
  /** Until `catchUp`, reads show what is in the books now and nothing newer. */
  lag(): void
  catchUp(): void
  /** Carries out what `late` held back. */
  applyLate(): Promise<void>
  close(): Promise<void>
}

/** An answer and what it does to the books. */
interface Plan extends Plain {
  readonly steps: readonly (() => void)[]
}

export async function startInveterate(options: InveterateOptions = {}): Promise<InveterateServer> {
  const key = options.key ?? 'inv-key'
  const documentation = options.documentation ?? 'current'
  const books = openBooks(options.members ?? 7, options.now ?? Date.now)
  const shapes: Shapes = {
    list: 'customers',
    firstCursor: 'none',
    creditCursor: 'text',
    merchantPath: 'plain',
    merchantTold: 'id',
    notes: 'shown',
    wrapped: false,
    fields: 'all',
    ...options,
  }
  const requests: SeenRequest[] = []
  const faults = createFaults()
  let stale: Readable | null = null

  const refuse = (messages: readonly string[]): Plan => ({
    status: 400,
    // Data comes with an error only where the vendor's own backend failed.
    body: { message: options.messages === 'list' ? messages : messages.join(', ') },
    steps: [],
  })
  const missing: Plan = { status: 404, body: { message: 'Not found' }, steps: [] }
  const told = (answer: Plain | { readonly refusal: string } | null): Plan =>
    answer === null ? missing : 'refusal' in answer ? refuse([answer.refusal]) : { ...answer, steps: [] }

  const cursorRules = (
    query: Readonly<Record<string, string>>,
    name: string,
    required: readonly string[],
  ): string[] => {
    const blank = required.includes(name)
    return [
      ...complaintsAboutQuery(query, ['limit', name], required),
      ...(!blank && query[name] === '' ? [`${name} should not be empty`] : []),
    ]
  }
  const read = (path: readonly string[], query: Readonly<Record<string, string>>): Plan => {
    const from = stale ?? books
    const [first, second, id = '', last] = path
    const strict = (allowed: readonly string[], answer: () => Plan): Plan => {
      const complaints = complaintsAboutQuery(query, allowed, [])
      return complaints.length > 0 ? refuse(complaints) : answer()
    }
    const merchant = shapes.merchantPath === 'plain' ? 'merchant' : 'admin/merchant'
    if (path.join('/') === merchant) return strict([], () => told(merchantAnswer(shapes)))
    if (first !== 'admin') return missing
    if (second === 'tiers' && path.length === 2)
      return strict(['includeBenefits'], () => told(tiersAnswer(query)))
    if (second === 'tiers' && path.length === 3) {
      return strict(['includeBenefits'], () => told(tierAnswer(id, query, shapes)))
    }
    if (second === 'tiers' && path.length === 4 && last === 'benefits')
      return strict([], () => told(benefitsAnswer(id)))
    if (second !== 'members') return missing
    if (path.length === 2) {
      const complaints = cursorRules(query, 'lastCustomerId', [
        'limit',
        ...(shapes.firstCursor === 'blank' ? ['lastCustomerId'] : []),
      ])
      return complaints.length > 0 ? refuse(complaints) : told(membersPage(from, shapes, query))
    }
    const member = from.members.get(id)
    if (member === undefined) return missing
    if (path.length === 3) return strict([], () => told(memberAnswer(member, shapes)))
    if (path.length !== 4 || last !== 'credits') return missing
    // Both are optional in the newest copy of the page, and both required in an older one.
    const both = documentation === 'older' ? ['limit', 'lastCreditEntry'] : []
    const complaints = cursorRules(query, 'lastCreditEntry', both)
    return complaints.length > 0 ? refuse(complaints) : told(creditsPage(from, shapes, id, query))
  }
  const change = (method: string, path: readonly string[], body: unknown): Plan => {
    const [, , id = ''] = path
    const route = `${method} ${path.map((part, at) => (at === 2 ? '{id}' : part)).join('/')}`
    const known: Readonly<Record<string, readonly [BodyKind, 200 | 201]>> = {
      'POST admin/members': ['enrol', 201],
      'PATCH admin/members/{id}': ['update', options.updateStatus ?? 200],
      'POST admin/members/{id}/credits': ['credit', 201],
    }
    const found = known[route]
    if (found === undefined) return missing
    const [kind, status] = found
    const complaints = complaintsAbout(kind, body, documentation)
    if (complaints.length > 0) return refuse(complaints)
    const fields = body as Readonly<Record<string, unknown>>
    const made: Change =
      kind === 'enrol'
        ? books.enrol(fields)
        : kind === 'update'
          ? books.update(id, fields)
          : books.credit(id, fields)
    if ('refusal' in made) return refuse([made.refusal])
    return { status, body: { message: 'Request accepted', data: {} }, steps: made.steps }
  }

  const plan = (request: IncomingMessage, seen: SeenRequest, wellFormed: boolean): Plan => {
    if (!seen.authorized) {
      const status = options.wrongKey ?? 400
      return { status, body: { message: 'Invalid API key' }, steps: [] }
    }
    if (!wellFormed) return refuse(['malformed query: values must be encoded'])
    if (request.headers.accept?.includes('application/json') !== true) return refuse(['accept must be JSON'])
    const path = /^\/v2\.0\/(.+[^/])$/.exec(seen.path)?.[1]?.split('/')
    if (path === undefined) return missing
    if (seen.method === 'GET') {
      return seen.body === undefined ? read(path, seen.query) : refuse(['a GET has no body'])
    }
    if (Object.keys(seen.query).length > 0) return refuse(['property query should not exist'])
    if (!/^application\/json\b/.test(request.headers['content-type'] ?? ''))
      return refuse(['body must be JSON'])
    return change(seen.method, path, seen.body)
  }

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const text = Buffer.concat(parts).toString('utf8')
    const [path = '', rawQuery = ''] = (request.url ?? '/').split('?', 2)
    const query = queryOf(rawQuery)
    const seen: SeenRequest = {
      method: request.method ?? '',
      path,
      query: query ?? {},
      body: text === '' ? undefined : parsed(text),
      authorized: request.headers['x-inveterate-api-key'] === key,
      fresh: request.headers.connection === 'close',
    }
    requests.push(seen)
    const made = plan(request, seen, query !== null)
    await faults.answer(seen.method, response, (done) => {
      for (const step of done === 'all' ? made.steps : made.steps.slice(0, 1)) step()
      return made
    })
  }

  const server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    books,
    requests,
    mutations: () => requests.filter((each) => each.method !== 'GET'),
    fault: faults.add,
    lag: () => {
      stale = structuredClone({ members: books.members, ledger: books.ledger, held: books.held })
    },
    catchUp: () => {
      stale = null
    },
    applyLate: faults.applyLate,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
