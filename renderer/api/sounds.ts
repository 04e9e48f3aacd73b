/** One tone: its pitch in Hz, when it begins and how long it sounds, ms, and of what kind it is. */
export interface Tone {
  readonly hz: number
  readonly at: number
  readonly ms: number
  readonly wave: OscillatorType
}

/** What a sound tells. */
export type SoundName = 'saved' | 'undone' | 'question' | 'failed' | 'reward'

/**
 * Each sound has a shape of its own, so that it is known without being liked: up is done, down is taken back, twice the same
 * and up is a question, low and rough went wrong, and a run upwards is a reward. All are over within a second.
 */
export const sounds: Readonly<Record<SoundName, readonly Tone[]>> = {
  saved: [
    { hz: 660, at: 0, ms: 70, wave: 'sine' },
    { hz: 990, at: 70, ms: 110, wave: 'sine' },
  ],
  undone: [
    { hz: 990, at: 0, ms: 70, wave: 'sine' },
    { hz: 660, at: 70, ms: 120, wave: 'sine' },
  ],
  question: [
    { hz: 520, at: 0, ms: 90, wave: 'triangle' },
    { hz: 520, at: 140, ms: 90, wave: 'triangle' },
    { hz: 780, at: 240, ms: 160, wave: 'triangle' },
  ],
  failed: [
    { hz: 196, at: 0, ms: 170, wave: 'sawtooth' },
    { hz: 147, at: 190, ms: 260, wave: 'sawtooth' },
  ],
  reward: [
    { hz: 523, at: 0, ms: 110, wave: 'triangle' },
    { hz: 659, at: 90, ms: 110, wave: 'triangle' },
    { hz: 784, at: 180, ms: 110, wave: 'triangle' },
    { hz: 1_047, at: 270, ms: 420, wave: 'triangle' },
  ],
}

/** How loud each step is. A saw cuts through at less than a sine does. */
const gains = [0, 0.06, 0.16, 0.4] as const
const roughGain = 0.45
/** A tone that begins or ends at once clicks. */
const edgeMs = 12

/** Plays sounds that are made here, without a file. */
export interface Player {
  /** `volume` from 0 to 3. Nothing is heard before the page was touched or typed into: the browser's rule. */
  readonly play: (name: SoundName, volume: number) => void
  readonly close: () => void
}

/** Makes a player; null where the computer has none. It is silent until `resume` of its context was allowed. */
export function createPlayer(make: () => AudioContext): Player | null {
  let context: AudioContext
  try {
    context = make()
  } catch {
    return null
  }
  const start = (name: SoundName, volume: number): void => {
    const now = context.currentTime
    const loud = gains[volume] ?? 0
    for (const { hz, at, ms, wave } of sounds[name]) {
      const from = now + at / 1_000
      const to = from + ms / 1_000
      const peak = wave === 'sawtooth' ? loud * roughGain : loud
      const tone = context.createOscillator()
      const gain = context.createGain()
      tone.type = wave
      tone.frequency.value = hz
      gain.gain.setValueAtTime(0, from)
      gain.gain.linearRampToValueAtTime(peak, from + edgeMs / 1_000)
      gain.gain.setValueAtTime(peak, Math.max(from + edgeMs / 1_000, to - 3 * (edgeMs / 1_000)))
      gain.gain.linearRampToValueAtTime(0, to)
      tone.connect(gain).connect(context.destination)
      tone.start(from)
      tone.stop(to)
    }
  }
  return {
    play: (name, volume) => {
      if (volume === 0) return
      if (context.state === 'running') {
        start(name, volume)
        return
      }
      // A sound that comes late would be taken for that of the next customer.
      const asked = Date.now()
      context.resume().then(
        () => {
          if (Date.now() - asked < 400) start(name, volume)
        },
        () => undefined,
      )
    },
    close: () => {
      context.close().catch(() => undefined)
    },
  }
}
