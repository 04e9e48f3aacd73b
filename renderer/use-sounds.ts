import { useEffect } from 'react'
import type { Player } from './api/sounds.ts'
import { useTill } from './stores/till-context.tsx'
import type { SignalKind, Till } from './stores/till.ts'

/** A sound that comes later than this would be taken for that of something else, ms. */
const lateMs = 400

/**
 * Plays what happened. The part that makes sounds is fetched with the first key or touch, which the browser wants before it
 * lets a page be heard anyway.
 *
 * @returns the function that ends it
 */
export function followSounds(till: Till, window: Window & typeof globalThis): () => void {
  const stop = new AbortController()
  let player: Player | null = null
  let isFetching = false
  /** What happened while the part was on its way. */
  let missed: { readonly kind: SignalKind; readonly at: number } | null = null

  const play = (kind: SignalKind): void => {
    const session = till.session.getState()
    if (session.phase === 'ready') player?.play(kind, session.start.settings.counter.volume)
  }
  const wake = (): void => {
    if (isFetching || typeof window.AudioContext !== 'function') return
    isFetching = true
    import('./api/sounds.ts').then(
      ({ createPlayer }) => {
        if (stop.signal.aborted) return
        player = createPlayer(() => new window.AudioContext())
        if (missed !== null && Date.now() - missed.at < lateMs) play(missed.kind)
        missed = null
      },
      () => {
        // Tried again with the next key.
        isFetching = false
      },
    )
  }
  const listen = { signal: stop.signal, capture: true, passive: true }
  window.addEventListener('keydown', wake, listen)
  window.addEventListener('pointerdown', wake, listen)
  const unfollow = till.feedback.subscribe(({ last }, before) => {
    if (last === null || last === before.last) return
    if (player === null) missed = { kind: last.kind, at: Date.now() }
    else play(last.kind)
  })
  return () => {
    stop.abort()
    unfollow()
    player?.close()
  }
}

/** The till's own sounds, for the whole page. */
export function useSounds(): void {
  const till = useTill()
  useEffect(() => followSounds(till, window), [till])
}
