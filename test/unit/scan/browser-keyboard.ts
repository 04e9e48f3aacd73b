import { vi } from 'vitest'
import { codeOf } from './streams.ts'

const names: Record<string, string> = { '\r': 'Enter', '\n': 'Enter', '\t': 'Tab' }

interface Press {
  readonly char: string
  readonly ctrl?: boolean
  readonly repeat?: boolean
}

/** Does with a key what a browser does: the events in their order, and its own reaction if nobody prevents it. */
export class BrowserKeyboard {
  /** Keys whose keydown reached the page's own handlers. */
  readonly seen: string[] = []
  /** How long ago the system saw the keys that the page hears now, ms. */
  late = 0

  constructor() {
    document.addEventListener('keydown', (event) => this.seen.push(event.key))
  }

  /** Types as a scanner or a person does: `gap` between presses, each held for `hold`. */
  type(text: string, gap: number, hold = gap / 2): void {
    for (const char of text) {
      const control = char.charCodeAt(0) < 32 && names[char] === undefined
      const press = control
        ? { char: String.fromCharCode(char.charCodeAt(0) + (char.charCodeAt(0) < 27 ? 96 : 64)), ctrl: true }
        : { char }
      const clickOnUp = this.down(press)
      vi.advanceTimersByTime(hold)
      this.up(press, clickOnUp)
      vi.advanceTimersByTime(gap - hold)
    }
  }

  /** A key event as the system made it, with the fake clock's time. */
  private send(type: string, { char, ctrl = false, repeat = false }: Press): boolean {
    const init = { key: names[char] ?? char, code: codeOf(char), ctrlKey: ctrl, repeat }
    const event = new KeyboardEvent(type, { ...init, bubbles: true, cancelable: true, composed: true })
    Object.defineProperty(event, 'timeStamp', { value: performance.now() - this.late })
    return (document.activeElement ?? document.body).dispatchEvent(event)
  }

  down(press: Press): boolean {
    if (!this.send('keydown', press) || press.ctrl === true) return false
    if (!this.send('keypress', press)) return false
    const active = document.activeElement
    if (active instanceof HTMLTextAreaElement || active instanceof HTMLInputElement)
      this.insert(active, press.char)
    else if (active instanceof HTMLButtonElement) {
      if (press.char === '\r') active.click()
      return press.char === ' '
    } else if (active?.closest('[contenteditable]')) {
      const selection = getSelection()!
      const range = selection.getRangeAt(0)
      range.deleteContents()
      const node = document.createTextNode(press.char)
      range.insertNode(node)
      range.setStartAfter(node)
      range.collapse(true)
      selection.removeAllRanges()
      selection.addRange(range)
      active.dispatchEvent(new InputEvent('input', { bubbles: true }))
    }
    return false
  }

  up(press: Press, clickOnUp: boolean): void {
    const wanted = this.send('keyup', press)
    if (clickOnUp && wanted && document.activeElement instanceof HTMLButtonElement)
      document.activeElement.click()
  }

  private insert(field: HTMLInputElement | HTMLTextAreaElement, char: string): void {
    if (char === '\t') return
    if (char === '\r' && field instanceof HTMLInputElement) {
      field.form?.requestSubmit()
      return
    }
    const start = field.selectionStart ?? field.value.length
    const end = field.selectionEnd ?? field.value.length
    const value = field.value.slice(0, start) + (char === '\r' ? '\n' : char) + field.value.slice(end)
    const prototype = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement
    Object.getOwnPropertyDescriptor(prototype.prototype, 'value')!.set!.call(field, value)
    if (field.selectionStart !== null) field.setSelectionRange(start + 1, start + 1)
    field.dispatchEvent(new InputEvent('input', { bubbles: true, data: char, inputType: 'insertText' }))
  }
}
