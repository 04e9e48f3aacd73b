import { composed } from './layout.ts'
import { meaningOf } from './wedge-keys.ts'
import type { KeyMeaning } from './wedge-keys.ts'
import type { WedgeKeyEvent, WedgeSettings } from './wedge-types.ts'

// An accent waits no longer than a scan may stand still.
const accentMs = 1_000

/** One key press, read with what went before it. */
export interface KeyReading {
  readonly meaning: KeyMeaning
  /** What the system made of the key: what stands in a field when it is a person's. Empty for what types nothing. */
  readonly typed: string
  /** Whether the accent of the key before is part of this character. */
  readonly composes: boolean
  /** Whether it is a character to the scanner alone: the system, which has no AltGr, takes it for a shortcut. */
  readonly shortcut: boolean
}

function isShortcut({ modifiers, key }: WedgeKeyEvent): boolean {
  return modifiers.alt && !modifiers.altGraph && /^[\u0020-\u007e]$/u.test(key)
}

/** Reads key presses one after the other: which Alt is held, and which accent waits for its letter. */
export class KeyReader {
  private rightAlt = false
  private accent: { readonly text: string; readonly until: number } | null = null

  /** Reads a press. */
  press(event: WedgeKeyEvent, settings: WedgeSettings): KeyReading {
    if (event.code === 'AltRight') this.rightAlt = true
    else if (!event.modifiers.alt) this.rightAlt = false
    const meaning = meaningOf(event, settings, this.rightAlt)
    if (meaning.kind === 'modifier' || event.repeat)
      return { meaning, typed: '', composes: false, shortcut: false }
    const shortcut = isShortcut(event)
    const typed = Array.from(event.key).length === 1 && !shortcut ? event.key : ''
    const waiting = this.accent !== null && event.at <= this.accent.until ? this.accent.text : null
    this.accent = null
    if (meaning.kind === 'dead' && meaning.accent !== null && waiting === null)
      this.accent = { text: meaning.accent, until: event.at + accentMs }
    const next = meaning.kind === 'character' ? meaning.text : meaning.kind === 'dead' ? meaning.accent : null
    if (waiting === null || next === null) return { meaning, typed, composes: false, shortcut }
    return { meaning: { kind: 'character', text: composed(waiting, next) }, typed, composes: true, shortcut }
  }

  /** Hears a release. */
  release(event: WedgeKeyEvent): void {
    if (event.code === 'AltRight') this.rightAlt = false
  }
}
