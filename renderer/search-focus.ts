import type { Till } from './stores/till.ts'

function isCovered(): boolean {
  return document.querySelector('[role="dialog"], [role="alertdialog"]') !== null
}

/** The counter's field, where it is on screen and nothing lies over it. */
export function searchField(): HTMLInputElement | null {
  if (isCovered()) return null
  return document.querySelector<HTMLInputElement>('input[data-search-field]')
}

function isEditable(element: Element | null): boolean {
  return element?.matches('input, textarea, select, [contenteditable]') === true
}

function focusField(): void {
  searchField()?.focus({ preventScroll: true })
}

/** The field, or where there is none what the screen is called: it is read out, and Tab goes on from there. */
function focusScreen(): void {
  const field = searchField()
  const place = field ?? (isCovered() ? null : document.querySelector<HTMLElement>('main h1'))
  if (place === null) return
  if (field === null) place.tabIndex = -1
  place.focus({ preventScroll: true })
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
 * away, and when a member is opened: Enter is theirs then, not the button's that was pressed before. On a screen without
 * the field its heading takes the place of the field.
 */
export function keepFocus(till: Till): () => void {
  const stop = new AbortController()
  let timer: number | undefined
  let wasOpened = false
  /** What had the focus last. */
  let last: EventTarget | null = document.activeElement

  const settle = (): void => {
    const takes = wasOpened && !isEditable(document.activeElement)
    wasOpened = false
    if (takes) focusField()
    else if (isNowhere()) focusScreen()
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
  document.addEventListener(
    'focusin',
    (event) => {
      last = event.target
    },
    { signal: stop.signal },
  )
  // A screen that is left, an entry that was answered, a dialog whose opener is gone: whatever goes, somebody who works
  // by keys is never left nowhere.
  const changes = new MutationObserver(() => {
    if (last instanceof Node && !last.isConnected && isNowhere()) later()
  })
  changes.observe(document.body, { childList: true, subtree: true })
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
    changes.disconnect()
    window.clearTimeout(timer)
    for (const end of unfollow) end()
  }
}
