import type { PracticeCondition } from '../../../shared/domain/connection.ts'
import type { Transport } from '../outbound/transport.ts'
import { TransportError } from '../outbound/transport-error.ts'

/** Address of the practice provider inside this process: no such host exists, nothing is ever sent there. */
export const practiceOrigin = 'https://practice.invalid'

/** How long *slow* holds a request back, ms. */
export const slowMs = 1_500

/** A way to the practice provider whose weather can be changed. */
export interface PracticeTransport {
  readonly transport: Transport
  readonly condition: () => PracticeCondition
  readonly setCondition: (condition: PracticeCondition) => void
}

/** What the weather is made over. */
export interface PracticeTransportOptions {
  /** In this process, or over a socket to a provider that runs elsewhere. */
  readonly transport: Transport
  /** Ends early, without failing, when the signal says so. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
}

/** A transport that ends in this process, in one function. */
export function inProcessTransport(handle: (request: Request) => Promise<Response>): Transport {
  const send: typeof fetch = async (input, init) => {
    const request = new Request(input, init)
    if (request.signal.aborted) throw new TransportError({ kind: 'not-sent', cause: 'aborted' })
    try {
      return await handle(request)
    } catch (error) {
      throw new TransportError({ kind: 'no-answer', cause: 'other' }, error)
    }
  }
  return { read: send, write: send }
}

/**
 * Lays a condition over a transport. It begins *online* at each start: nobody should open the shop in
 * yesterday's storm.
 *
 * - *slow*: held back a second and a half, then sent.
 * - *offline*: no connection comes about, and so nothing is sent.
 * - *drop-replies*: a change is done, and its answer is lost. Reads go through, so that the till can find out.
 */
export function createPracticeTransport(options: PracticeTransportOptions): PracticeTransport {
  let condition: PracticeCondition = 'online'

  const offline = (): never => {
    throw new TransportError({ kind: 'not-sent', cause: 'unreachable' })
  }
  const hold = async (signal: AbortSignal): Promise<void> => {
    await options.sleep(slowMs, signal)
    if (signal.aborted) throw new TransportError({ kind: 'not-sent', cause: 'aborted' })
  }
  const under = (send: typeof fetch, isChange: boolean): typeof fetch => {
    return async (input, init) => {
      const request = new Request(input, init)
      if (condition === 'slow') await hold(request.signal)
      if (condition === 'offline') offline()
      const response = await send(request)
      if (isChange && condition === 'drop-replies') {
        throw new TransportError({ kind: 'no-answer', cause: 'reset' })
      }
      return response
    }
  }

  return {
    transport: {
      read: under(options.transport.read, false),
      write: under(options.transport.write, true),
    },
    condition: () => condition,
    setCondition: (next) => {
      condition = next
    },
  }
}
