// How the SellAuth fake says yes and no.

/** The forms that the documentation leaves open. */
export interface SellAuthDialect {
  history: 'paginator' | 'resource' | 'bare' | 'without-description' | 'unfamiliar' | 'no-such-path'
  customer: 'bare' | 'data' | 'no-such-path'
  changes: 'empty-object' | 'empty-list' | 'no-content' | 'customer' | 'message'
  filters: 'exact' | 'partial' | 'ignored'
  /** Whether a direction is heard; else every list runs upwards. */
  direction: 'heard' | 'ignored'
  /** Whether a deduction may take a balance below zero. */
  overdraft: boolean
}

export interface SellAuthRequest {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: string
}

/** An answer, and the change that goes with it. */
export interface SellAuthReply {
  readonly status: number
  /** Undefined: no body at all. */
  readonly body: unknown
  /** Does the work; `partly` stops after the balance and before its line. */
  readonly apply?: (partly?: boolean) => void
}

/** Complaints by field. */
export type Complaints = Readonly<Record<string, readonly string[]>>

export function prohibited(names: readonly string[]): Complaints {
  return Object.fromEntries(names.map((name) => [name, [`The ${name} field is prohibited.`]]))
}

export function invalid(errors: Complaints): SellAuthReply {
  return { status: 422, body: { message: Object.values(errors)[0]?.[0] ?? '', errors } }
}

export function noModel(model: string, id: string): SellAuthReply {
  return { status: 404, body: { message: `No query results for model [App\\Models\\${model}] ${id}` } }
}

export function noRoute(url: URL): SellAuthReply {
  return { status: 404, body: { message: `The route ${url.pathname.slice(1)} could not be found.` } }
}
