import { beforeAll, describe, expect, it } from 'vitest'
import { calibrate } from '../../../shared/scan/calibration/calibrate.ts'
import { testCode } from '../../../shared/scan/calibration/test-code.ts'
import type { KeyboardLayout, LayoutId } from '../../../shared/scan/layout.ts'
import { loadLayouts } from '../../../shared/scan/layouts/load-layout.ts'
import {
  clashOf,
  layoutOfProfiles,
  mostWedges,
  profileOf,
  wedgeSettingsOf,
  withProfile,
} from '../../../shared/scan/wedge-profile.ts'
import type { WedgeProfile } from '../../../shared/scan/wedge-profile.ts'
import { defaultWedgeSettings } from '../../../shared/scan/wedge-types.ts'
import { typedBy } from './keyboards.ts'
import type { Device } from './keyboards.ts'
import { play } from './streams.ts'

let all: readonly KeyboardLayout[]

beforeAll(async () => {
  all = await loadLayouts()
})

function layout(id: LayoutId): KeyboardLayout {
  const found = all.find((each) => each.id === id)
  if (found === undefined) throw new Error(id)
  return found
}

interface Scanner extends Partial<Omit<Device, 'layout' | 'system'>> {
  readonly layout?: LayoutId
  readonly before?: string
  readonly after?: string
}

function sends({ before = '', after = '', layout: own = 'us', ...device }: Scanner, text: string) {
  return typedBy(before + text + after, { gap: 8, ...device, layout: layout(own), system: layout('us') })
}

function learned(scanner: Scanner): WedgeProfile {
  const capture = sends(scanner, testCode).map((event) => ({ ...event, capsLock: false }))
  const result = calibrate([capture, capture, capture], testCode, all)
  if (result.kind !== 'learned') throw new Error(JSON.stringify(result))
  return profileOf(result, 1)
}

function settingsOf(profiles: readonly WedgeProfile[]) {
  const id = layoutOfProfiles(profiles)
  return wedgeSettingsOf(profiles, id === null ? null : layout(id))
}

const withEnter: Scanner = { after: '\r' }
const withNothing: Scanner = { gap: 20 }

describe('what is kept of a scanner', () => {
  it('is what calibration learned, in plain values that survive JSON', () => {
    const profile = learned({ before: '*]C0', after: '\t', layout: 'fr', gap: 12 })
    expect(JSON.parse(JSON.stringify(profile))).toEqual({
      learnedAt: 1,
      pace: 12,
      maxGapMs: 50,
      prefix: '*',
      suffix: '\t',
      aim: ']C0',
      layout: 'fr',
      anyLayout: false,
    })
    const played = play(sends({ before: '*', after: '\t', layout: 'fr' }, 'AQ-1'), settingsOf([profile]))
    expect(played.texts).toEqual(['AQ-1'])
  })

  it('of nobody is the settings of a scanner that nobody calibrated', () => {
    expect(settingsOf([])).toEqual(defaultWedgeSettings)
  })
})

describe('a second scanner that ends with nothing', () => {
  const text = '4006381333931'

  it('is half of a code at a till that knows only one with Enter', () => {
    const played = play(sends(withNothing, text), settingsOf([learned(withEnter)]))
    expect([played.texts, played.halves]).toEqual([[], ['no-suffix']])
  })

  it('is read once both are known, and so is the first', () => {
    const settings = settingsOf(withProfile([learned(withEnter)], learned(withNothing)))
    for (const scanner of [withEnter, withNothing]) {
      const played = play(sends(scanner, text), settings)
      expect([played.texts, played.halves, played.value]).toEqual([[text], [], ''])
    }
  })

  it('that is slow is read at its own speed', () => {
    const slow: Scanner = { gap: 90, hold: 20 }
    const settings = settingsOf(withProfile([learned(withEnter)], learned(slow)))
    expect(play(sends(slow, text), settings).texts).toEqual([text])
  })
})

describe('several scanners', () => {
  it('have each their own control characters before the code taken off', () => {
    const one: Scanner = { before: '\u0002', after: '\r' }
    const other: Scanner = { before: '\u0002\u0001', after: '\t' }
    const settings = settingsOf(withProfile([learned(one)], learned(other)))
    for (const scanner of [one, other, withEnter])
      expect(play(sends(scanner, 'LOY-0042'), settings).texts).toEqual(['LOY-0042'])
  })

  it('clash where their keys mean different characters, or characters end their codes', () => {
    const french = learned({ ...withEnter, layout: 'fr' })
    expect(clashOf(learned(withEnter), french)).toBe('layout')
    expect(clashOf(learned(withEnter), learned({ after: '-.' }))).toBe('suffix')
    expect(clashOf(learned(withEnter), learned(withNothing))).toBeNull()
    const byNumber = learned({ ...withEnter, byNumber: true, gap: 4 })
    expect([byNumber.layout, clashOf(french, byNumber)]).toEqual([null, null])
  })

  it.each(['1', 'D', '*', '\u0002D'])(
    'clash where the one sends %j before its codes: those of the other may begin with it',
    (before) => {
      const [bare, sent] = [learned(withEnter), learned({ ...withEnter, before })]
      expect([clashOf(bare, sent), clashOf(sent, bare), clashOf(sent, sent)]).toEqual([
        'prefix',
        'prefix',
        null,
      ])
      for (const code of ['123456789012', 'D12345678', '*12345678']) {
        const played = play(sends(withEnter, code), settingsOf(withProfile([sent], bare)))
        expect(played.texts).toEqual([code])
      }
    },
  )

  it.each([
    [8, '\r'],
    [20, ''],
    [60, '\r'],
    [90, ''],
  ])('with a letter before its codes is read at %i ms a character, ended by %j', (gap, after) => {
    const scanner: Scanner = { before: 'D', after, gap, hold: gap / 4 }
    const settings = settingsOf([learned(scanner)])
    for (const code of ['4006381333931', 'LOY-00427781'])
      expect(play(sends(scanner, code), settings).texts).toEqual([code])
  })

  it('a new one takes the place of its like and of those that it clashes with', () => {
    const enter = learned(withEnter)
    const nothing = learned(withNothing)
    expect(withProfile([enter, nothing], { ...enter, learnedAt: 2 })).toEqual([
      { ...enter, learnedAt: 2 },
      nothing,
    ])
    const french = learned({ ...withEnter, layout: 'fr' })
    expect(withProfile([enter, nothing], french)).toEqual([french])
    const many = ['\u0001', '\u0002', '\u0003', '\u0004', '\u0005'].reduce<readonly WedgeProfile[]>(
      (known, prefix) => withProfile(known, { ...enter, prefix }),
      [],
    )
    expect(many.map(({ prefix }) => prefix)).toEqual(['\u0005', '\u0004', '\u0003', '\u0002'])
    expect(many).toHaveLength(mostWedges)
  })
})
