import { isEditableHost, isTextField } from './focus.ts'
import type { TextField } from './focus.ts'

/** How a field stood before a key was typed into it. */
export type FieldSnapshot =
  /** A list box of the browser: a typed letter chooses from it. */
  | { readonly kind: 'select'; readonly element: HTMLSelectElement; readonly index: number }
  | {
      readonly kind: 'field'
      readonly element: TextField
      readonly value: string
      /** Null for types that keep their selection to themselves (e-mail, number). */
      readonly start: number | null
      readonly end: number | null
    }
  | {
      readonly kind: 'editable'
      readonly element: HTMLElement
      /** Characters before the selection, and the selected content that typing replaces. */
      readonly start: number
      readonly length: number
      readonly selected: DocumentFragment | null
    }

/** Remembers a text field, editable element or select; null for anything that keys do not change. */
export function takeSnapshot(element: Element | null): FieldSnapshot | null {
  if (isTextField(element)) {
    const { value, selectionStart, selectionEnd } = element
    return { kind: 'field', element, value, start: selectionStart, end: selectionEnd }
  }
  if (element instanceof HTMLSelectElement) return { kind: 'select', element, index: element.selectedIndex }
  if (!isEditableHost(element)) return null
  const root = editingRoot(element)
  const range = rangeIn(root)
  return {
    kind: 'editable',
    element: root,
    start: range === null ? textLength(root) : offsetOf(root, range.startContainer, range.startOffset),
    length: textLength(root),
    selected: range === null || range.collapsed ? null : range.cloneContents(),
  }
}

/**
 * Puts a field back to how it stood, and types `keep` there. The field's own code (React's included) hears of it
 * as of any other input.
 */
export function restoreSnapshot(snapshot: FieldSnapshot, keep: string): void {
  if (!snapshot.element.isConnected) return
  switch (snapshot.kind) {
    case 'field':
      restoreField(snapshot, keep)
      return
    case 'editable':
      restoreEditable(snapshot, keep)
      return
    case 'select':
      restoreSelect(snapshot)
      return
  }
}

function restoreField(snapshot: Extract<FieldSnapshot, { kind: 'field' }>, keep: string): void {
  const { element, value, start, end } = snapshot
  const caret = start ?? value.length
  const next = keep === '' ? value : value.slice(0, caret) + keep + value.slice(end ?? caret)
  if (element.value !== next) {
    setNatively(element, next)
    element.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertReplacementText' }))
  }
  if (start === null || end === null) return
  const from = start + keep.length
  element.setSelectionRange(from, keep === '' ? end : from)
}

function restoreSelect({ element, index }: Extract<FieldSnapshot, { kind: 'select' }>): void {
  if (element.selectedIndex === index) return
  element.selectedIndex = index
  element.dispatchEvent(new Event('input', { bubbles: true }))
  element.dispatchEvent(new Event('change', { bubbles: true }))
}

// React puts a setter of its own on each element to know what it wrote; only the prototype's counts as typing.
function setNatively(element: TextField, value: string): void {
  const prototype =
    element instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(element, value)
}

function restoreEditable(snapshot: Extract<FieldSnapshot, { kind: 'editable' }>, keep: string): void {
  const { element, start, selected } = snapshot
  const selectedLength = selected?.textContent.length ?? 0
  const typed = textLength(element) - (snapshot.length - selectedLength)
  if (typed <= 0 && keep === '') return
  const range = rangeAt(element, start, start + Math.max(0, typed))
  range.deleteContents()
  const back = document.createDocumentFragment()
  if (selected !== null && keep === '') back.append(selected)
  if (keep !== '') back.append(keep)
  if (back.hasChildNodes()) range.insertNode(back)
  // Inserting split the text that was there; the selection is found again by its place in the whole.
  element.normalize()
  const caret = start + keep.length
  const selection = element.ownerDocument.getSelection()
  selection?.removeAllRanges()
  selection?.addRange(rangeAt(element, caret, keep === '' ? caret + selectedLength : caret))
  element.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertReplacementText' }))
}

function editingRoot(element: HTMLElement): HTMLElement {
  let root = element
  while (root.parentElement !== null && isEditableHost(root.parentElement)) root = root.parentElement
  return root
}

function textLength(root: Node): number {
  return root.textContent?.length ?? 0
}

function rangeIn(root: HTMLElement): Range | null {
  const selection = root.ownerDocument.getSelection()
  if (selection === null || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  return root.contains(range.startContainer) ? range : null
}

function offsetOf(root: HTMLElement, container: Node, offset: number): number {
  const before = root.ownerDocument.createRange()
  before.selectNodeContents(root)
  before.setEnd(container, offset)
  return before.toString().length
}

/** The range between two offsets, counted in characters of text. */
function rangeAt(root: HTMLElement, start: number, end: number): Range {
  const range = root.ownerDocument.createRange()
  range.selectNodeContents(root)
  const texts = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  let passed = 0
  let started = false
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    const length = textLength(node)
    if (!started && start <= passed + length) {
      range.setStart(node, start - passed)
      started = true
    }
    if (started && end <= passed + length) {
      range.setEnd(node, end - passed)
      return range
    }
    passed += length
  }
  if (!started) range.collapse(false)
  return range
}
