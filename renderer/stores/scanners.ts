import type { Ulid } from '../../shared/domain/ids.ts'
import type { Scanner, ScannerChange, ScannerChoice, ScannerKind } from '../../shared/domain/scanner.ts'
import type { Phrase } from '../i18n/phrase.ts'
import { phrase } from '../i18n/phrase.ts'
import { tell, tellFailure } from './notices.ts'
import type { ScannerState, Till } from './till.ts'

const firstRetryMs = 1_000
const longestRetryMs = 60_000

/**
 * Asks main which scanners this till has, ever less often until it is told. Meanwhile there are none, which is said
 * once: typing scanners work all the same. The answer ends it.
 */
export function readScanners(
  till: Till,
  timer: (callback: () => void, ms: number) => () => void,
): () => void {
  let isOver = false
  let stop: () => void = () => undefined
  const read = async (tries: number): Promise<void> => {
    const answer = await till.terminal.call('scanners')
    if (isOver) return
    if (answer.ok) {
      till.scanners.setState({ list: answer.value })
      return
    }
    if (tries === 0) tellFailure(till, answer.error)
    stop = timer(() => void read(tries + 1), Math.min(longestRetryMs, firstRetryMs * 2 ** tries))
  }
  void read(0)
  return () => {
    isOver = true
    stop()
  }
}

/** What a scanner is called in a sentence. */
export function calledScanner({ name }: Pick<Scanner, 'name'>): string | Phrase {
  return name === '' ? phrase('scanners.nameless') : name
}

/** Ends the choice that is open: with a device, which is kept, or with none. The one that is kept, if any. */
export async function chooseScanner(till: Till, device: string | null): Promise<Scanner | null> {
  const answer = await till.terminal.call('chooseScanner', { device })
  if (!answer.ok) {
    if (answer.error.kind === 'not-found') tell(till, 'bad', phrase('scanners.choose.gone'))
    else tellFailure(till, answer.error)
    return null
  }
  const added = answer.value
  if (added === null) return null
  till.scanners.setState(({ list }) => ({
    list: [...(list ?? []).filter(({ id }) => id !== added.id), added],
  }))
  return added
}

/** The system is asked for what is plugged in; what it finds is the cashier's to choose, until the answer's end is called. */
export function beginAdding(till: Till, kind: ScannerKind): () => void {
  const adding = { kind }
  till.scanners.setState({ adding })
  return () => {
    // A search that was cancelled may end only after the next one has begun.
    till.scanners.setState((scanners) => (scanners.adding === adding ? { adding: null } : scanners))
  }
}

/** Nobody chooses any more. */
export function stopAdding(till: Till): void {
  if (till.scanners.getState().adding === null) return
  till.scanners.setState({ adding: null })
  void chooseScanner(till, null)
}

/** Main tells what can be chosen. What was found after nobody chooses any more is let go: main would hold it open. */
export function choiceTold(till: Till, choice: ScannerChoice | null): void {
  till.scanners.setState({ choice })
  if (choice !== null && till.scanners.getState().adding === null) void chooseScanner(till, null)
}

/** Changes a scanner; true where it is kept. */
export async function changeScanner(till: Till, id: Ulid, change: ScannerChange): Promise<boolean> {
  const answer = await till.terminal.call('changeScanner', { id, ...change })
  if (!answer.ok) {
    tellFailure(till, answer.error)
    return false
  }
  const changed = answer.value
  till.scanners.setState(({ list }) => ({
    list: (list ?? []).map((scanner) => (scanner.id === id ? changed : scanner)),
  }))
  tell(till, 'good', phrase('scanners.saved', { name: calledScanner(changed) }))
  return true
}

/** Forgets a scanner. */
export async function removeScanner(till: Till, scanner: Scanner): Promise<void> {
  const answer = await till.terminal.call('removeScanner', { id: scanner.id })
  if (!answer.ok) {
    tellFailure(till, answer.error)
    return
  }
  till.scanners.setState(({ list }) => ({ list: (list ?? []).filter(({ id }) => id !== scanner.id) }))
  tell(till, 'good', phrase('scanners.removed', { name: calledScanner(scanner) }))
}

/** Notes how a scanner is; null where it is nobody's any more. */
export function noteScanner(till: Till, id: Ulid, state: ScannerState | null): void {
  till.scanners.setState(({ states }) => {
    const { [id]: _before, ...rest } = states
    return { states: state === null ? rest : { ...rest, [id]: state } }
  })
}
