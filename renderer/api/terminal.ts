import type { EventName, RequestName } from '../../shared/ipc/channels.ts'
import type { EventMap, RequestAnswer, RequestMap, TerminalApi } from '../../shared/ipc/contract.ts'
import { err } from '../../shared/ipc/result.ts'

declare global {
  interface Window {
    /** Put there by the preload. */
    readonly terminal: TerminalApi
  }
}

/** What a request takes after its name: nothing, or its one argument. */
export type CallArgs<N extends RequestName> = RequestMap[N]['args'] extends undefined
  ? []
  : [args: RequestMap[N]['args']]

/** Main, as the page sees it. */
export interface Terminal {
  /** Asks; never throws: a rejected promise (main is gone, the page is closing) becomes a failure `internal`. */
  readonly call: <N extends RequestName>(name: N, ...args: CallArgs<N>) => Promise<RequestAnswer<N>>
  /** Listens; the answer is the function that stops. */
  readonly on: <E extends EventName>(event: E, listener: (value: EventMap[E]) => void) => () => void
}

/** The id that a failure carries when no answer came from main at all: there is nothing in the log under it. */
export const noAnswer = 'no-answer'

/** Wraps a bridge, so that every failure is a value. */
export function terminalOf(bridge: TerminalApi): Terminal {
  return {
    call: async <N extends RequestName>(name: N, ...args: CallArgs<N>): Promise<RequestAnswer<N>> => {
      const ask = bridge[name] as (...args: CallArgs<N>) => Promise<RequestAnswer<N>>
      try {
        return await ask(...args)
      } catch {
        return err({ kind: 'internal', id: noAnswer })
      }
    },
    on: (event, listener) => bridge.on[event](listener),
  }
}

/** The bridge that the preload made. */
export function connectTerminal(): Terminal {
  return terminalOf(window.terminal)
}
