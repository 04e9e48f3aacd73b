import type { WedgeKeyEvent } from '../../../shared/scan/wedge-types.ts'
import { key, random } from './streams.ts'

const words =
  'anna maria jose the and ing tion müller smith garcia o-neil free coffee birthday gmail com street please later ' +
  'sophie dubois novak kim ali lee weston 0171 4155 550123 2024 12 0049 10115 1990 tel member card latte espresso ' +
  'assessment minimum banana pizza queue rhythm 07700900123 4006381333931 12345678 LOY-0042 nguyen oconnor'
const vocabulary = words.split(' ')
// Pairs that practised hands roll into one movement.
const rolled = new Set([
  'th',
  'he',
  'in',
  'er',
  'an',
  'on',
  'es',
  're',
  'nn',
  'io',
  'as',
  'we',
  'oi',
  'ou',
  '12',
  '00',
])

/** A number around 0, normally distributed. */
function normal(chance: () => number): number {
  return Math.sqrt(-2 * Math.log(chance() + 1e-12)) * Math.cos(2 * Math.PI * chance())
}

export interface Typed {
  readonly events: WedgeKeyEvent[]
  /** Everything that was typed, mistakes taken back, Enter and Tab not counted. */
  readonly text: string
  readonly enters: number
  readonly tabs: number
  readonly endsAt: number
}

/**
 * Types for some minutes as a person does: uneven, faster on familiar pairs, with keys rolled over each other,
 * short thoughts between words, mistakes taken back, fields ended with Tab and Enter, and long numbers.
 */
export function typist(wpm: number, minutes: number, seed: number): Typed {
  const chance = random(seed)
  const mean = 12_000 / wpm
  const temper = 0.28 + chance() * 0.25 // how uneven this hand is
  const touch = 55 + chance() * 50 // how long it stays on a key
  const events: WedgeKeyEvent[] = []
  const release = new Map<string, number>()
  let text = ''
  let enters = 0
  let tabs = 0
  let at = 1_000
  let last = ''
  const end = at + minutes * 60_000
  const press = (char: string, extra: Partial<WedgeKeyEvent> = {}) => {
    const roll = rolled.has(last.toLowerCase() + char.toLowerCase()) ? 0.38 + chance() * 0.4 : 1
    let gap = Math.max(12, mean * roll * Math.exp(temper * normal(chance) - (temper * temper) / 2))
    if (chance() < 0.02) gap = 12 + chance() * 30 // two fingers at once
    at += gap
    const probe = key('down', char, at, extra)
    // The same key cannot go down again before it came up.
    at = Math.max(at, (release.get(probe.code + probe.key) ?? 0) + 15)
    const up = at + Math.max(28, touch * (1 + 0.25 * normal(chance)))
    release.set(probe.code + probe.key, up)
    events.push({ ...probe, at }, { ...key('up', char, up, extra), at: up })
    last = char
  }
  while (at < end) {
    const word = vocabulary[Math.floor(chance() * vocabulary.length)] ?? ''
    for (const char of word) {
      if (chance() < 0.015) {
        press('x')
        at += 120 + chance() * 200
        press('', { key: 'Backspace', code: 'Backspace' })
      }
      press(char)
      text += char
    }
    const ending = chance()
    if (ending < 0.14) {
      press('\r')
      enters += 1
      at += 200 + chance() * 1_500
    } else if (ending < 0.2) {
      press('\t')
      tabs += 1
    } else {
      press(' ')
      text += ' '
      if (chance() < 0.25) at += chance() * 900
    }
  }
  return { events: events.toSorted((a, b) => a.at - b.at), text, enters, tabs, endsAt: at }
}
