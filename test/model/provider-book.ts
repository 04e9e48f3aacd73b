import type { Answer, MutationOptions, Provider } from '../../electron/main/providers/provider.ts'
import type { Failure } from '../../electron/main/providers/provider.ts'
import type { FakeProvider } from '../integration/outbox/support/fake-provider.ts'

/** What the way to the provider is like. */
export type Weather =
  | 'fine'
  | 'offline'
  | 'lost-request'
  | 'lost-reply'
  | 'failing-before'
  | 'failing-after'
  | 'refused'
  | 'limited'
  | 'signed-out'
  | 'portal'
  | 'blind'

export const weathers: readonly Weather[] = [
  'fine',
  'offline',
  'lost-request',
  'lost-reply',
  'failing-before',
  'failing-after',
  'refused',
  'limited',
  'signed-out',
  'portal',
  'blind',
]

/** What the provider itself knows: what reached it, and what took effect, by the operation's own mark. */
export interface Book {
  weather: Weather
  /** Marks in the order in which mutations reached the provider. */
  readonly reached: string[]
  /** Marks in the order in which mutations took effect. */
  readonly applied: string[]
  readonly provider: Provider
}

const silence: Failure = { kind: 'no-answer', cause: 'reset' }

/** What becomes of a mutation: whether it is done, and what is answered instead of the truth. */
const fates: Readonly<Record<Weather, { readonly done: boolean; readonly answer: Failure | null }>> = {
  fine: { done: true, answer: null },
  offline: { done: false, answer: { kind: 'not-sent', cause: 'refused' } },
  'lost-request': { done: false, answer: silence },
  'lost-reply': { done: true, answer: silence },
  'failing-before': { done: false, answer: { kind: 'server-error', status: 500 } },
  'failing-after': { done: true, answer: { kind: 'server-error', status: 502 } },
  refused: { done: false, answer: { kind: 'refused', status: 422, fields: {} } },
  limited: { done: false, answer: { kind: 'rate-limited', retryAfterMs: 5_000 } },
  'signed-out': { done: false, answer: { kind: 'unauthorized' } },
  portal: { done: false, answer: { kind: 'bad-answer', status: 200 } },
  blind: { done: true, answer: silence },
}
const readsToo: ReadonlySet<Weather> = new Set(['offline', 'signed-out', 'portal', 'blind'])

/** A provider over the fake's members, with weather, that writes down what truly happened. */
export function createBook(fake: FakeProvider, arrive: (tag: string) => void): Book {
  const answered = new Map<string, Answer<unknown>>()
  const inner = { ...fake.provider }
  const fail = async <T>(failure: Failure): Promise<Answer<T>> => ({
    ok: false,
    failure,
    evidence: { http: null, requestId: null, startedAt: 0, ms: 0, serverDate: null },
  })
  const mutate = async <T>(tag: string, work: () => Promise<Answer<T>>): Promise<Answer<T>> => {
    const { done, answer } = fates[book.weather]
    if (answer?.kind === 'not-sent') return fail(answer)
    arrive(tag)
    book.reached.push(tag)
    if (!done) return fail(answer ?? silence)
    // A keyed provider answers a repeat as it answered the first.
    const before = inner.capabilities.unanswered.stamps === 'keyed' ? answered.get(tag) : undefined
    const truth = before === undefined ? await work() : (before as Answer<T>)
    if (before === undefined && truth.ok) {
      book.applied.push(tag)
      answered.set(tag, truth)
    }
    return truth.ok && answer !== null ? fail(answer) : truth
  }
  const read = <A extends readonly unknown[], T>(
    work: (...args: A) => Promise<Answer<T>>,
  ): ((...args: A) => Promise<Answer<T>>) =>
    function reading(...args) {
      const { answer } = fates[book.weather]
      return readsToo.has(book.weather) && answer !== null ? fail(answer) : work(...args)
    }
  const book: Book = {
    weather: 'fine',
    reached: [],
    applied: [],
    provider: {
      ...inner,
      ping: read(inner.ping),
      findByCode: read(inner.findByCode),
      findByContact: read(inner.findByContact),
      findByTag: read(inner.findByTag),
      member: read(inner.member),
      create: (input, options) => mutate(input.tag, () => inner.create(input, options)),
      edit: (id, changes, options: MutationOptions) =>
        mutate(options.tag, () => inner.edit(id, changes, options)),
      attachCode: (id, code, options) => mutate(options.tag, () => inner.attachCode(id, code, options)),
      addStamps: (id, card, amount, options) =>
        mutate(options.tag, () => inner.addStamps(id, card, amount, options)),
      redeem: (id, card, reward, options) =>
        mutate(options.tag, () => inner.redeem(id, card, reward, options)),
    },
  }
  return book
}
