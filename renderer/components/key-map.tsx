import { createContext, useContext, useEffect, useEffectEvent } from 'react'
import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import { keysOf } from './shortcuts.ts'
import type { ShortcutId } from './shortcuts.ts'

/** What a shortcut does on this screen; null where it is heard by the part itself. */
export interface KeyEntry {
  readonly id: ShortcutId
  readonly run: (() => void) | null
}

/** What can be pressed by a key now. */
export interface KeyMapState {
  /** The newest last: of two for the same key it is the one that counts. */
  readonly entries: readonly KeyEntry[]
  /** Pressed, and waiting until it is certain that no scan begins with it. */
  readonly armed: ShortcutId | null
}

/** The shortcuts of what is on screen. */
export type KeyMap = StoreApi<KeyMapState>

/** Makes one; nothing listens yet. */
export function createKeyMap(): KeyMap {
  return createStore<KeyMapState>(() => ({ entries: [], armed: null }))
}

const noKeys = createKeyMap()
const KeyMapContext = createContext<KeyMap>(noKeys)
const CharacterKeysContext = createContext(true)

/** Gives everything below it the shortcuts; where nobody does, nothing listens. */
export function KeyMapProvider({
  keys,
  characters,
  children,
}: {
  readonly keys: KeyMap
  /** Whether digits and signs by themselves are among them. */
  readonly characters: boolean
  readonly children: ReactNode
}): ReactNode {
  return (
    <KeyMapContext value={keys}>
      <CharacterKeysContext value={characters}>{children}</CharacterKeysContext>
    </KeyMapContext>
  )
}

/** Whether a digit or a sign by itself is a shortcut: otherwise it is neither heard, nor shown, nor told. */
export function useCharacterKeys(): boolean {
  return useContext(CharacterKeysContext)
}

/** Reads the shortcuts of what is on screen. */
export function useKeyMap<T>(select: (state: KeyMapState) => T): T {
  return useStore(useContext(KeyMapContext), select)
}

/**
 * A key does this as long as the part is on screen and the key is on.
 *
 * @param run null where the part hears the key itself, so that the sheet lists it all the same
 */
export function useShortcut(id: ShortcutId, run: (() => void) | null, isOn = true): void {
  const map = useContext(KeyMapContext)
  const press = useEffectEvent(() => run?.())
  const isHeard = run !== null
  const isPressable = keysOf(id, useCharacterKeys()).length > 0 && isOn
  useEffect(() => {
    if (!isPressable || map === noKeys) return undefined
    const entry: KeyEntry = { id, run: isHeard ? () => press() : null }
    map.setState(({ entries }) => ({ entries: [...entries, entry] }))
    return () => {
      map.setState(({ entries }) => ({ entries: entries.filter((other) => other !== entry) }))
    }
  }, [map, id, isPressable, isHeard])
}
