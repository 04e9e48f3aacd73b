import type { Input } from 'electron'
import type { DevTools } from './cdp.ts'
import { preventable } from './loud.ts'
import type { PreventableEvent } from './loud.ts'

/** A key as the isolated world reports it, just before it stops to wait for the verdict. */
export interface KeyMessage {
  readonly kind: 'key'
  readonly type: 'keyDown' | 'keyUp'
  readonly key: string
  readonly code: string
  readonly repeat: boolean
  readonly isComposing: boolean
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
  readonly place: number
}

/**
 * before-input-event must be decided by main before the page sees the key, but a page cannot wait for a message. It
 * can wait in a debugger: the isolated world's first key listener reports the key and runs into `debugger`; main's
 * listeners are called; the page goes on with their verdict. About one millisecond a key. The debugger is only
 * switched on while somebody listens.
 */
export class InputEvents {
  private pending: KeyMessage | undefined
  private readonly devTools: DevTools
  private readonly emit: (event: PreventableEvent, input: Input) => void

  constructor(devTools: DevTools, emit: (event: PreventableEvent, input: Input) => void) {
    this.devTools = devTools
    this.emit = emit
    devTools.on('Debugger.paused', ({ callFrames }) => void this.decide(callFrames[0]?.callFrameId))
  }

  async watch(): Promise<void> {
    await this.devTools.send('Debugger.enable')
  }

  receive(message: KeyMessage): void {
    this.pending = message
  }

  private async decide(callFrameId: string | undefined): Promise<void> {
    const key = this.pending
    this.pending = undefined
    const event = preventable({})
    try {
      if (key !== undefined) this.emit(event, toInput(key))
      if (event.defaultPrevented && callFrameId !== undefined) {
        const expression = 'hostEntry.keyPrevented = true'
        // Awaited: sent together with the resume, it was now and then too late.
        await this.devTools
          .send('Debugger.evaluateOnCallFrame', { callFrameId, expression })
          .catch(() => undefined)
      }
    } finally {
      await this.devTools.send('Debugger.resume').catch(() => undefined) // the page is gone: nothing waits any more
    }
  }
}

function toInput(message: KeyMessage): Input {
  const { type, key, code, repeat, isComposing, shiftKey, ctrlKey, altKey, metaKey, place } = message
  const held: [boolean, Input['modifiers'][number]][] = [
    [shiftKey, 'shift'],
    [ctrlKey, 'control'],
    [altKey, 'alt'],
    [metaKey, 'meta'],
    [repeat, 'isautorepeat'],
  ]
  return {
    type,
    key,
    code,
    isAutoRepeat: repeat,
    isComposing,
    shift: shiftKey,
    control: ctrlKey,
    alt: altKey,
    meta: metaKey,
    location: place,
    modifiers: held.filter(([down]) => down).map(([, name]) => name),
  }
}
