// What Leal's fake refuses before the practice backend sees it: written from the vendor's pages and stricter than they
// are, in that a name it does not know is an error. The backend itself checks keys and values.
import type { Honest } from './faults.ts'

/** A request as it came. */
export interface LealRequest {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

type Check = (value: unknown) => boolean
type Shape = Readonly<Record<string, Check>>

interface Route {
  readonly path: RegExp
  readonly methods: Readonly<Record<string, { readonly query?: Shape; readonly body?: Body }>>
}

interface Body {
  readonly required: Shape
  readonly optional?: Shape
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isTextOrNull: Check = (value) => value === null || isText(value)
const isFlag: Check = (value) => typeof value === 'boolean'
const isId: Check = (value) => Number.isSafeInteger(value) && (value as number) > 0
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isReference: Check = (value) =>
  isObject(value) && fits(value, { source: isText, external_id: isText }, { metadata: isObject }).length === 0
const isNumberText: Check = (value) => isText(value) && /^[1-9]\d{0,8}$/.test(value)

const customerFields: Shape = {
  first_name: isText,
  last_name: isTextOrNull,
  email: isTextOrNull,
  phone: isTextOrNull,
  birthday: (value) => value === null || (isText(value) && /^\d{4}-\d\d-\d\d$/.test(value)),
  metadata: isObject,
  external_references: (value) => Array.isArray(value) && value.every(isReference),
}
const isCustomer: Check = (value) => isObject(value) && fits(value, {}, customerFields).length === 0

const pages: Shape = { page: isNumberText, items: isNumberText }
const account = String.raw`/api/v1/accounts/\d+`
const customer = String.raw`${account}/customers/\d+`
const card = String.raw`${customer}/customer_cards/\d+`
const read = (query: Shape = {}): Route['methods'] => ({ GET: { query } })

/** Every path that a till needs, as documented; whatever else Leal has is 404 here. */
const routes: readonly Route[] = (
  [
    ['/api/v1/status', read()],
    ['/api/v1/accounts', read(pages)],
    [account, read()],
    [
      `${account}/cards`,
      read({ ...pages, scope: (value) => isText(value) && ['active', 'archived', 'all'].includes(value) }),
    ],
    [String.raw`${account}/cards/\d+`, read()],
    [
      `${account}/rewards`,
      read({
        ...pages,
        card_id: isNumberText,
        active: (value) => value === 'true' || value === 'false',
      }),
    ],
    [String.raw`${account}/rewards/\d+`, read()],
    [
      `${account}/customers`,
      {
        ...read({ ...pages, search: isText, source: isText, external_id: isText }),
        POST: {
          body: { required: { customer: isCustomer }, optional: { card_id: isId, send_card_links: isFlag } },
        },
      },
    ],
    [customer, { ...read(), PATCH: { body: { required: { customer: isCustomer } } } }],
    [`${customer}/customer_cards`, read(pages)],
    [card, read()],
    [
      `${card}/stamp`,
      {
        POST: {
          body: { required: { stamps: Number.isSafeInteger }, optional: { skip_notifications: isFlag } },
        },
      },
    ],
    [`${card}/redeem`, { POST: { body: { required: { reward_id: isId } } } }],
  ] as const
).map(([path, methods]) => ({ path: new RegExp(`^${path}$`), methods }))

/** The refusal of a request that no page of the vendor's describes; null where it may go on. */
export function refusedByLeal({ method, url, headers, body }: LealRequest): Honest | null {
  if (!String(headers['accept'] ?? '').includes('application/json')) return error(406, 'Not acceptable')
  // Whose key it is comes first: a stranger learns nothing about paths.
  const route = routes.find(({ path }) => path.test(url.pathname))
  const way = route?.methods[method]
  if (way === undefined) return null
  const names = [...url.searchParams.keys()]
  const wrongQuery = [
    ...names.filter((name, at) => names.indexOf(name) !== at),
    ...fits(Object.fromEntries(url.searchParams), {}, way.query ?? {}),
  ]
  const half = url.searchParams.has('source') !== url.searchParams.has('external_id')
  if (wrongQuery.length > 0 || half) return invalid(half ? ['source', ...wrongQuery] : wrongQuery)
  if (way.body === undefined) return body === '' ? null : error(400, 'A GET has no body')
  if (!/^application\/json(?:;|$)/.test(String(headers['content-type'] ?? '')))
    return error(415, 'Unsupported media type')
  const given = parsed(body)
  if (!isObject(given)) return error(400, 'The body is no JSON object')
  const wrong = fits(given, way.body.required, way.body.optional ?? {})
  return wrong.length === 0 ? null : invalid(wrong)
}

/** Names that are missing, not known, or of the wrong type. */
function fits(given: Readonly<Record<string, unknown>>, required: Shape, optional: Shape): readonly string[] {
  const known: Shape = { ...optional, ...required }
  return [
    ...Object.keys(required).filter((name) => given[name] === undefined),
    ...Object.entries(given).flatMap(([name, value]) =>
      Object.hasOwn(known, name) && known[name]?.(value) === true ? [] : [name],
    ),
  ]
}

function error(status: number, text: string): Honest {
  return { status, body: { error: text } }
}

function invalid(names: readonly string[]): Honest {
  const errors = Object.fromEntries(names.map((name) => [name, ['is invalid']]))
  return { status: 422, body: { error: 'Validation failed', errors } }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
