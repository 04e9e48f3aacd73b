import type { JSHandle, Page } from 'playwright/test'

/** What the screen shows at the very instant of a mark. */
export interface Screen {
  /** Key of the member whose panel is there. */
  readonly member: string | null
  /** The name that it shows. */
  readonly name: string | null
  /** Text in the search field. */
  readonly query: string | null
  /** Rows of the result list; null with no list. */
  readonly rows: number | null
  /** The number of stamps that is shown as added. */
  readonly added: string | null
}

/** A mark of the page's own (renderer/api/perf.ts), or `key:<key>` for a pressed key. Page time, ms. */
export interface Moment {
  readonly name: string
  readonly at: number
  readonly screen: Screen
}

interface InPage {
  readonly position: () => number
  readonly since: (from: number) => readonly Moment[]
  readonly until: (name: string, from: number) => Promise<Moment>
}

/** Writes down what happens in the page, where it happens. */
export interface Recorder {
  /** How much was written down so far: what comes after can be asked for. */
  readonly position: () => Promise<number>
  readonly since: (from: number) => Promise<readonly Moment[]>
  /** The first moment of this name after a position; waits for it, and throws after five seconds. */
  readonly until: (name: string, from: number) => Promise<Moment>
}

/**
 * A key's time is that of its event, which the system gave it before the page was even asked: a busy page cannot
 * hide behind a handler that ran late. Keys of a scan never come here, for the page takes them out; the scan's own
 * mark carries the time of its last key.
 */
function record(): InPage {
  const moments: Moment[] = []
  const waiting = new Set<() => void>()
  const look = (): Screen => {
    const panel = document.querySelector<HTMLElement>('[data-member]')
    const list = document.querySelector('[role="listbox"]')
    return {
      member: panel?.dataset['member'] ?? null,
      name: panel?.querySelector('h1 bdi')?.textContent ?? null,
      query: document.querySelector<HTMLInputElement>('input[data-search-field]')?.value ?? null,
      rows: list === null ? null : list.querySelectorAll('[role="option"]').length,
      added: document.querySelector('.stamp-pad__number[aria-pressed="true"]')?.textContent ?? null,
    }
  }
  const note = (name: string, at: number): void => {
    moments.push({ name, at, screen: look() })
    for (const wake of waiting) wake()
  }
  const mark = performance.mark.bind(performance)
  performance.mark = (name, options) => {
    const made = mark(name, options)
    note(name, made.startTime)
    return made
  }
  window.addEventListener(
    'keydown',
    (event) => {
      note(`key:${event.key}`, event.timeStamp)
    },
    { capture: true },
  )
  return {
    position: () => moments.length,
    since: (from) => moments.slice(from),
    until: (name, from) =>
      new Promise((resolve, reject) => {
        const find = (): boolean => {
          const found = moments.slice(from).find((moment) => moment.name === name)
          if (found === undefined) return false
          clearTimeout(patience)
          waiting.delete(find)
          resolve(found)
          return true
        }
        const patience = setTimeout(() => {
          waiting.delete(find)
          const seen = moments.slice(from).map((moment) => moment.name)
          reject(new Error(`no ${name} within five seconds, only: ${seen.join(' ')}`))
        }, 5_000)
        if (!find()) waiting.add(find)
      }),
  }
}

/** Starts writing down. */
export async function startRecorder(page: Page): Promise<Recorder> {
  const inPage: JSHandle<InPage> = await page.evaluateHandle(record)
  return {
    position: () => inPage.evaluate((there) => there.position()),
    since: (from) => inPage.evaluate((there, position) => there.since(position), from),
    until: (name, from) =>
      inPage.evaluate((there, [wanted, position]) => there.until(wanted, position), [name, from] as const),
  }
}

/** A moment that must be there. */
export function momentIn(moments: readonly Moment[], name: string): Moment {
  const found = moments.find((moment) => moment.name === name)
  if (found === undefined) throw new Error(`no ${name} among: ${moments.map((one) => one.name).join(' ')}`)
  return found
}
