import { describe, expect, it } from 'vitest'
import { benchKinds, frameOf, troubles } from '../../bench/camera/frames.ts'
import { isRight, report, tally, verdict } from '../../bench/camera/report.ts'
import type { Seen } from '../../bench/camera/report.ts'

const names = ['Stampwell', 'Stampwell, no wasm', 'one', 'other']

/** A frame of EAN-13 with what each of them answered: a text, in so many ms. */
function seen(...answers: readonly (readonly [text: string | null, ms: number])[]): Seen {
  return {
    kind: 'ean13',
    width: 640,
    text: '4006381333931',
    trouble: 'noisy',
    severity: 1,
    answers: answers.map(([text, ms]) => ({ text, ms })),
  }
}
const right = '4006381333931'

describe('the camera bench', () => {
  it('counts what was read, what was read wrongly, and the time of each', () => {
    const [ours] = tally(names, [
      seen([right, 2], [right, 3], [right, 4], [null, 5]),
      seen([right, 4], [null, 3], ['4006381333948', 4], [null, 5]),
      seen([null, 30], [null, 3], [right, 4], [null, 5]),
    ])
    expect(ours).toMatchObject({ name: 'Stampwell', frames: 3, right: 2, hitMs: 3, missMs: 30, wrong: [] })
    expect(ours?.byTrouble.noisy).toBe(2)
  })

  it('is met by reading as much as the best, no slower than the quickest of those, and nothing wrongly', () => {
    const of = (...frames: readonly Seen[]) => verdict(tally(names, frames))
    expect(of(seen([right, 4], [null, 1], [right, 4], [null, 1]))).toBe('met')
    // Who reads less is no rival in time.
    expect(
      of(
        seen([right, 4], [null, 1], [right, 9], [null, 1]),
        seen([right, 4], [null, 1], [right, 9], [right, 1]),
      ),
    ).toBe('met')
    expect(of(seen([null, 4], [null, 1], [right, 4], [null, 1]))).toBe('MISSED: rate, time')
    expect(of(seen([right, 5], [null, 1], [right, 4], [null, 1]))).toBe('MISSED: time')
    expect(of(seen(['4006381333948', 4], [null, 1], [null, 4], [null, 1]))).toContain('wrong reads')
  })

  it('takes no wrong read off the table', () => {
    const frames = [seen([right, 2], [null, 1], ['4006381333948', 4], [null, 1])]
    expect(report(names, tally(names, frames))).toContain(
      'one, ean13, 640, noisy: 4006381333948 instead of 4006381333931',
    )
  })

  it('asks nobody for what libraries tell differently of the same bars', () => {
    expect(isRight({ kind: 'upca', text: '036000291452' }, '0036000291452')).toBe(true)
    expect(isRight({ kind: 'rationalizedCodabar', text: 'A40156B' }, '40156')).toBe(true)
    expect(isRight({ kind: 'ean13', text: '4006381333931' }, '04006381333931')).toBe(false)
    expect(isRight({ kind: 'interleaved2of5', text: '12345678' }, '123456')).toBe(false)
  })

  it('shows the same pixels in every run, each trouble as often, from its mildest to its worst', () => {
    const [kind] = benchKinds
    if (kind === undefined) throw new Error('nothing to show')
    const size = { width: 640, height: 480 } as const
    const once = frameOf(kind, size, 17, 60)
    expect(frameOf(kind, size, 17, 60)).toEqual(once)
    expect([once.trouble, once.severity]).toEqual([troubles[7], 0.2])
    expect(frameOf(kind, size, 57, 60)).toMatchObject({ trouble: troubles[7], severity: 1 })
  })
})
