import { act } from '@testing-library/react'
import type { WedgeKeyEvent } from '../../../shared/scan/wedge-types.ts'

/** Sends a key event into the focused element, and types its character there if nobody prevents it. */
export function dispatchAsBrowser(
  { type, key, code, repeat, modifiers }: WedgeKeyEvent,
  capsLock = false,
): void {
  const { shift, ctrl, alt, meta, altGraph } = modifiers
  const held = { ctrlKey: ctrl, altKey: alt, shiftKey: shift, metaKey: meta }
  const make = (name: string) => {
    const init = { key, code, repeat, ...held, bubbles: true, cancelable: true, composed: true }
    const event = new KeyboardEvent(name, init)
    Object.defineProperty(event, 'timeStamp', { value: performance.now() })
    Object.defineProperty(event, 'getModifierState', {
      value: (modifier: string) => (modifier === 'AltGraph' ? altGraph : modifier === 'CapsLock' && capsLock),
    })
    return event
  }
  const target = document.activeElement ?? document.body
  act(() => {
    const typed = target.dispatchEvent(make(type === 'down' ? 'keydown' : 'keyup'))
    const character = Array.from(key).length === 1 && !ctrl && !alt && !meta
    if (type === 'up' || !typed || !character) return
    if (target.dispatchEvent(make('keypress'))) insert(target, key)
  })
}

function insert(field: Element, char: string): void {
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return
  const start = field.selectionStart ?? field.value.length
  const end = field.selectionEnd ?? field.value.length
  const prototype = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement
  const value = field.value.slice(0, start) + char + field.value.slice(end)
  Object.getOwnPropertyDescriptor(prototype.prototype, 'value')!.set!.call(field, value)
  if (field.selectionStart !== null) field.setSelectionRange(start + 1, start + 1)
  field.dispatchEvent(new InputEvent('input', { bubbles: true, data: char, inputType: 'insertText' }))
}
