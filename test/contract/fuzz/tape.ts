// True answers, taken down once over a socket, and played again without one.
import { createTransport } from '../../../electron/main/outbound/fetch.ts'
import type { Transport } from '../../../electron/main/outbound/transport.ts'

/** One answer as it was. */
export interface Taped {
  readonly asked: string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

/** Everything that was answered, in order. */
export interface Tape {
  readonly answers: readonly Taped[]
  readonly transport: Transport
}

const nameOf = ({ method, url }: Request): string => {
  const { pathname, search } = new URL(url)
  return `${method} ${pathname}${search}`
}

/** The product's own transport, whose answers are taken down. */
export function record(): Tape {
  const answers: Taped[] = []
  const real = createTransport()
  const taking =
    (send: typeof fetch): typeof fetch =>
    async (input, init) => {
      const request = new Request(input, init)
      const answer = await send(request)
      const text = await answer.text()
      const { status } = answer
      const type = answer.headers.get('content-type') ?? ''
      const next = answer.headers.get('x-next-page')
      const headers = { 'content-type': type, ...(next === null ? {} : { 'x-next-page': next }) }
      answers.push({ asked: nameOf(request), status, headers, text })
      return new Response(text === '' ? null : text, { status, headers })
    }
  return { answers, transport: { read: taking(real.read), write: taking(real.write) } }
}

/** The answers that `play` gives, with their places: of two to the same request the later one. */
export function playedOf({ answers }: Tape): readonly (readonly [at: number, answer: Taped])[] {
  return [...answers.entries()].filter(
    ([at, { asked }]) => answers.findLastIndex((answer) => answer.asked === asked) === at,
  )
}

/** The same answers again, each seen by `change` first; what was never asked is nowhere. */
export function play(tape: Tape, change: (answer: Taped, at: number) => Response | null): Transport {
  const send: typeof fetch = async (input, init) => {
    const asked = nameOf(new Request(input, init))
    const at = tape.answers.findLastIndex((answer) => answer.asked === asked)
    const answer = tape.answers[at]
    if (answer === undefined)
      return Response.json({ message: 'Not found', error: 'Not found' }, { status: 404 })
    const { status, headers, text } = answer
    return change(answer, at) ?? new Response(text === '' ? null : text, { status, headers })
  }
  return { read: send, write: send }
}
