/** Of `Document`, what a browser lets a page do for a hand without asking for a permission; the till grants none. */
interface Copies {
  execCommand(command: 'copy'): boolean
}

/** Puts a text into the clipboard, while a person presses something; false where the system did not let it. */
export function copyText(text: string): boolean {
  const documents: Document & Copies = document
  let isGiven = false
  const give = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text)
    isGiven = event.clipboardData !== null
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  document.addEventListener('copy', give, { capture: true, once: true })
  const isDone = (documents as Copies).execCommand('copy')
  document.removeEventListener('copy', give, { capture: true })
  return isDone && isGiven
}
