import { focusedElement } from './focus.ts'

function again(type: 'keydown' | 'keyup', event: KeyboardEvent): KeyboardEvent {
  const { key, code, location, ctrlKey, shiftKey, altKey, metaKey, repeat } = event
  const init = { key, code, location, ctrlKey, shiftKey, altKey, metaKey, repeat }
  return new KeyboardEvent(type, { ...init, bubbles: true, cancelable: true, composed: true })
}

/**
 * Presses a key again that was held back and turned out to be a person's. Handlers in the page hear it as before;
 * the browser does nothing of its own for an event made by script, so a button is clicked here.
 *
 * @param announce called with each event before it is sent, so that the wedge can let it pass
 */
export function replayKey(document: Document, event: KeyboardEvent, announce: (event: Event) => void): void {
  const target = focusedElement(document) ?? document.body
  const down = again('keydown', event)
  announce(down)
  const wanted = target.dispatchEvent(down)
  if (wanted && (event.key === ' ' || event.key === 'Enter') && target instanceof HTMLButtonElement)
    target.click()
  const up = again('keyup', event)
  announce(up)
  target.dispatchEvent(up)
}
