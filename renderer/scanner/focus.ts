/** Set on an element (or around it) whose keys are nobody's business: the wedge neither reads nor restores there. */
export const passthroughAttribute = 'data-scan-passthrough'

const typedInto: readonly string[] = [
  'text',
  'search',
  'tel',
  'url',
  'email',
  'password',
  'number',
  'date',
  'time',
  'month',
  'week',
  'datetime-local',
]

export type TextField = HTMLInputElement | HTMLTextAreaElement

export function isTextField(element: Element | null): element is TextField {
  if (element instanceof HTMLTextAreaElement) return !element.readOnly && !element.disabled
  if (!(element instanceof HTMLInputElement)) return false
  return typedInto.includes(element.type) && !element.readOnly && !element.disabled
}

export function isEditableHost(element: Element | null): element is HTMLElement {
  if (!(element instanceof HTMLElement)) return false
  return (
    element.isContentEditable || element.closest('[contenteditable=""], [contenteditable="true"]') !== null
  )
}

/** The element that keys go to, also inside shadow roots. */
export function focusedElement(document: Document): Element | null {
  let element = document.activeElement
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
  return element
}

export function isPassthrough(element: Element | null): boolean {
  return element?.closest(`[${passthroughAttribute}]`) !== null && element !== null
}
