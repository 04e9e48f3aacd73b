import type { Till } from './stores/till.ts'

/** The counter's field, where it is on screen and nothing lies over it. */
export function searchField(): HTMLInputElement | null {
  if (document.querySelector('[role="dialog"], [role="alertdialog"]') !== null) return null
  return document.querySelector<HTMLInputElement>('input[data-search-field]')
}

function isEditable(element: Element | null): boolean {
  return element?.matches('input, textarea, select, [contenteditable]') === true
}

function focusField(): void {
  searchField()?.focus({ preventScroll: true })
}

function isNowhere(): boolean {
  return document.activeElement === null || document.activeElement === document.body
}

/** A button that answers by going away (Undo, Done) takes the focus with it: the field gets it back. */
const goneAfterMs = 400
/** A dialog that closes has given the focus back by then, ms. */
const settledMs = 60

/**
 * Gives the field the focus back after a press elsewhere (who walks with the Tab key keeps it), after what had it went
 * away, and when a member is opened: Enter is theirs then, not the button's that was pressed before.
 */
export function keepFocus(till: Till): () => void {
  const stop = new AbortController()
  let timer: number | undefined
  let wasOpened = false

  const settle = (): void => {
    const takes = wasOpened && !isEditable(document.activeElement)
    wasOpened = false
    if (takes || isNowhere()) focusField()
  }
  const later = (): void => {
    window.clearTimeout(timer)
    timer = window.setTimeout(settle, settledMs)
  }

  document.addEventListener(
    'click',
    (event) => {
      // Once the button has done what it does.
      window.setTimeout(() => {
        if (event.detail > 0 && !isEditable(document.activeElement)) focusField()
      })
      window.setTimeout(() => {
        if (isNowhere()) focusField()
      }, goneAfterMs)
    },
    // Before the buttons, which let no press go on.
    { signal: stop.signal, capture: true },
  )
  const unfollow = [
    till.counter.subscribe((now, before) => {
      if (now.place === before.place) return
      wasOpened = now.place.kind === 'member'
      later()
    }),
    till.member.subscribe((now, before) => {
      if (now.view !== before.view) later()
    }),
    till.nav.subscribe(later),
  ]
  return () => {
    stop.abort()
    window.clearTimeout(timer)
    for (const end of unfollow) end()
  }
}
