import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { attachWedge } from '../../../renderer/scanner/wedge-listener.ts'
import type { WedgeListener } from '../../../renderer/scanner/wedge-listener.ts'
import { BrowserKeyboard } from './browser-keyboard.ts'

const ean = '4006381333931'
let wedge: WedgeListener
let keyboard: BrowserKeyboard
let scans: string[]
let halves: string[]
let ambiguous: string[]

function type(text: string, gap: number, hold?: number): void {
  act(() => keyboard.type(text, gap, hold))
}

function pass(ms: number): void {
  act(() => {
    vi.advanceTimersByTime(ms)
  })
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  vi.advanceTimersByTime(5_000)
  scans = []
  halves = []
  ambiguous = []
  wedge = attachWedge(window, {
    onScan: (scan) => scans.push(scan.text),
    onHalfScan: (cause) => halves.push(cause),
    onAmbiguous: (text) => ambiguous.push(text),
  })
  keyboard = new BrowserKeyboard()
  render(<input aria-label="field" />)
  screen.getByLabelText('field').focus()
})

afterEach(() => {
  wedge.detach()
  cleanup()
  vi.useRealTimers()
})

describe('a digit that came alone', () => {
  it('takes a scan that follows a digit shortcut at once, and not the digit with it', () => {
    type('2', 100, 70)
    pass(250)
    expect(wedge.claim()).toBe(0)
    type(`${ean}\r`, 6, 2)
    expect(scans).toEqual([ean])
    expect(ambiguous).toEqual([])
  })

  it.each([
    ['as brief as a scanner’s', 2, 260],
    ['brief, and the line still for long', 12, 900],
    ['down until the line moved again', 400, 60],
    ['down for as long as a hand rests, and longer', 270, 5],
  ])('gives no shortcut the first digit of a code that stalled: %s', (_, hold, idle) => {
    const press = { char: ean.charAt(0) }
    act(() => void keyboard.down(press))
    let asked = 250
    const ask = (): void => {
      pass(asked)
      asked = wedge.claim()
      expect(asked).toBeGreaterThan(0)
    }
    if (hold > 250) ask()
    pass(hold > 250 ? hold - 250 : hold)
    act(() => keyboard.up(press, false))
    if (hold <= 250) ask()
    pass(hold > 250 ? idle : idle - 250)
    type(`${ean.slice(1)}\r`, 6, 2)
    pass(2_000)
    // Whole, or dropped and said; never what is left of it.
    expect(scans.filter((code) => code !== ean)).toEqual([])
    expect(scans.length + halves.length).toBe(1)
  })

  it('gives a shortcut a key without a finger once no line stands still for so long, and no code the rest', () => {
    type('4', 2, 1)
    pass(1_050)
    expect(wedge.claim()).toBe(0)
    type(`${ean.slice(1)}\r`, 6, 2)
    expect(scans).toEqual([])
    expect(halves).toEqual(['cut'])
    // Nobody has to wait long for the next card.
    type('4', 2, 1)
    pass(1_050)
    expect(wedge.claim()).toBe(0)
    pass(900)
    type(`${ean}\r`, 6, 2)
    expect(scans).toEqual([ean])
  })
})
