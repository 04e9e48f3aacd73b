/** One request, as it was seen. Neither key nor token is kept. */
export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  /** Parsed JSON; undefined without a body. */
  readonly body: unknown
  readonly authorized: boolean
  /** The `connection` header: `close` for a change. */
  readonly connection: string | null
}

/** What goes wrong with one request. */
export type Fault =
  /** Another answer, before anything is done or after it was done. */
  | {
      readonly kind: 'answer'
      readonly when: 'before' | 'after'
      readonly status: number
      /** Sent as it is. */
      readonly text: string | Buffer
      readonly headers?: Readonly<Record<string, string>>
    }
  /** The connection breaks: before anything was done, or with the reply on its way. */
  | { readonly kind: 'reset'; readonly when: 'before' | 'after' }
  /** The connection breaks, and the request is done once `catchUp` is called. */
  | { readonly kind: 'late' }
  /** A change of points is written down and not counted before `catchUp`; 500. */
  | { readonly kind: 'partly' }
  /** Done, and the answer breaks off in its middle. */
  | { readonly kind: 'half' }
  /** Done, and the answer comes byte by byte. */
  | { readonly kind: 'drip'; readonly msEach: number }
  /** Done, and the answer says something else. */
  | { readonly kind: 'reword'; readonly change: (body: unknown) => unknown }
