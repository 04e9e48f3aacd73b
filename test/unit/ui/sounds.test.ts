import { describe, expect, test } from 'vitest'
import { createPlayer, sounds } from '../../../renderer/api/sounds.ts'
import type { SoundName } from '../../../renderer/api/sounds.ts'

const names = Object.keys(sounds) as readonly SoundName[]

interface Heard {
  readonly hz: number
  readonly wave: string
  readonly from: number
  readonly to: number
  readonly loudest: number
}

/** What a computer with a loudspeaker would hear. */
function speaker(state: 'running' | 'suspended', resume: () => Promise<void> = () => Promise.resolve()) {
  const heard: Heard[] = []
  const context = {
    state,
    currentTime: 5,
    destination: {},
    resume,
    close: () => Promise.resolve(),
    createGain: () => {
      const values: number[] = []
      const put = (value: number) => values.push(value)
      return { gain: { setValueAtTime: put, linearRampToValueAtTime: put }, connect: () => ({}), values }
    },
    createOscillator: () => {
      let values: readonly number[] = []
      let from = 0
      const tone = {
        type: '',
        frequency: { value: 0 },
        connect: (gain: { values: readonly number[]; connect: () => object }) => {
          values = gain.values
          return gain
        },
        start: (at: number) => (from = at),
        stop: (to: number) => {
          heard.push({ hz: tone.frequency.value, wave: tone.type, from, to, loudest: Math.max(...values) })
        },
      }
      return tone
    },
  }
  return { heard, context: context as unknown as AudioContext }
}

describe('a sound', () => {
  test('is told from every other by its notes, and is over within a second', () => {
    const shapes = names.map((name) => sounds[name].map(({ hz, wave }) => `${wave} ${String(hz)}`).join(' '))
    expect(new Set(shapes).size).toBe(names.length)
    for (const name of names) {
      expect(Math.max(...sounds[name].map(({ at, ms }) => at + ms))).toBeLessThan(1_000)
    }
    const [low, high] = [sounds.failed, sounds.saved].map((tones) => Math.max(...tones.map(({ hz }) => hz)))
    expect(low).toBeLessThan((high ?? 0) / 2)
  })

  test('is as loud as the shop wants, and none is made where it wants none', () => {
    const peaks = [0, 1, 2, 3].map((volume) => {
      const { heard, context } = speaker('running')
      createPlayer(() => context)?.play('saved', volume)
      return heard.length === 0 ? 0 : Math.max(...heard.map(({ loudest }) => loudest))
    })
    expect(peaks[0]).toBe(0)
    expect(peaks).toEqual(peaks.toSorted((a, b) => a - b))
    expect(new Set(peaks).size).toBe(4)
    expect(peaks[3]).toBeLessThan(1)
  })

  test('begins now, and its notes come one after the other', () => {
    const { heard, context } = speaker('running')
    createPlayer(() => context)?.play('reward', 2)
    expect(heard.map(({ hz }) => hz)).toEqual(sounds.reward.map(({ hz }) => hz))
    expect(heard[0]?.from).toBe(5)
    expect(heard.map(({ from }) => from)).toEqual(heard.map(({ from }) => from).toSorted((a, b) => a - b))
  })

  test('waits for the browser’s leave, and without it nothing happens at all', async () => {
    let allow = (): void => undefined
    const leave = new Promise<void>((resolve) => {
      allow = resolve
    })
    const { heard, context } = speaker('suspended', () => leave)
    createPlayer(() => context)?.play('question', 2)
    expect(heard).toEqual([])
    allow()
    await leave
    await Promise.resolve()
    expect(heard).toHaveLength(sounds.question.length)
    const refused = speaker('suspended', () => Promise.reject(new Error('not allowed')))
    createPlayer(() => refused.context)?.play('question', 2)
    await Promise.resolve()
    expect(refused.heard).toEqual([])
  })

  test('is missing where the computer has no way to make one', () => {
    const none = createPlayer(() => {
      throw new Error('no device')
    })
    expect(none).toBeNull()
  })
})
