import { randomUUID } from 'node:crypto'
import type { Input } from 'electron'
import { preventable } from './loud.ts'
import type { PreventableEvent } from './loud.ts'
import type { Schemes } from './schemes.ts'

/** A key as the isolated world reports it, while the page waits for the verdict. */
interface KeyMessage {
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
 * before-input-event must be decided by main before the page sees the key. The isolated world's first key listener
 * asks in a synchronous request to a path that only it knows, and goes on with the verdict: one or two milliseconds a
 * key. (Standing still in a debugger was tried: Chromium drops the keys that arrive meanwhile.)
 */
export class InputEvents {
  readonly path = `/chromium-host/${randomUUID()}/key`
  private readonly schemes: Schemes

  constructor(schemes: Schemes, emit: (event: PreventableEvent, input: Input) => void) {
    this.schemes = schemes
    this.answer = (body) => {
      const event = preventable({})
      emit(event, toInput(JSON.parse(body) as KeyMessage))
      return event.defaultPrevented ? 'prevented' : 'pass'
    }
  }

  private readonly answer: (body: string) => string

  watch(): void {
    this.schemes.answerPage(this.path, this.answer)
  }

  stop(): void {
    this.schemes.answerPage(this.path, undefined)
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
