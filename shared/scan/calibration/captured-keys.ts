import { KeyReader } from '../key-reader.ts'
import type { TimedKey } from '../wedge-evidence.ts'
import { altCode } from '../wedge-keys.ts'
import type { KeyMeaning } from '../wedge-keys.ts'
import type { WedgeKeyEvent, WedgeSettings } from '../wedge-types.ts'

/** One key event as the calibration heard it. */
export interface CapturedKey extends WedgeKeyEvent {
  /** Whether the system had Caps Lock on. */
  readonly capsLock: boolean
}

/** All key events of one scan, up to the silence after it. */
export type CapturedScan = readonly CapturedKey[]

/** One key of a scan, read under some settings. */
export interface ReadKey extends TimedKey {
  /** Physical key; empty where a character was entered by its number. */
  readonly code: string
  /** The key's own name where it is neither a character nor an end: an arrow, F5. */
  readonly other: string | null
  upAt: number | null
}

/** Ends as characters: Enter is `\r`, Tab `\t`. */
const ends = {
  enter: '\r',
  tab: '\t',
  'line-feed': '\n',
  'end-of-text': '\u0003',
  suffix: '',
  none: '',
} as const

function textOf(meaning: KeyMeaning): string | null {
  switch (meaning.kind) {
    case 'character':
      // A scanner of this layout could not have pressed it.
      return meaning.foreign === true ? '\ufffd' : meaning.text
    case 'control':
      return meaning.text
    case 'terminator':
      return ends[meaning.terminator]
    case 'dead':
      return ''
    case 'alt-digit':
    case 'composing':
    case 'modifier':
    case 'command':
      return null
  }
}

/** Reads a scan as the wedge does under these settings, without judging whose keys they are. */
export function readKeys(scan: CapturedScan, settings: WedgeSettings): readonly ReadKey[] {
  const reader = new KeyReader()
  const keys: ReadKey[] = []
  const down = new Map<string, ReadKey>()
  let modifierAt: number | null = null
  let number: { digits: string; readonly start: number } | null = null
  const add = (event: CapturedKey, text: string, code: string, other: string | null): ReadKey => {
    const key = { text, code, other, start: modifierAt ?? event.at, at: event.at, upAt: null }
    keys.push(key)
    return key
  }
  for (const event of scan) {
    if (event.repeat) continue
    if (event.type === 'up') {
      reader.release(event)
      const key = down.get(event.code)
      if (key !== undefined) key.upAt ??= event.at
      if (event.key === 'Alt' && number !== null) {
        const text = altCode(number.digits)
        if (text !== null) {
          modifierAt = number.start
          add(event, text, '', null).upAt = event.at
        }
        number = null
        modifierAt = null
      }
      continue
    }
    const { meaning } = reader.press(event, settings)
    if (meaning.kind === 'modifier') {
      modifierAt ??= event.at
      if (event.key === 'Alt') number = { digits: '', start: event.at }
      continue
    }
    if (meaning.kind === 'alt-digit') {
      number ??= { digits: '', start: event.at }
      number.digits += meaning.digit
      continue
    }
    const text = textOf(meaning)
    down.set(event.code, add(event, text ?? '', event.code, text === null ? event.key : null))
    modifierAt = null
  }
  return keys
}
