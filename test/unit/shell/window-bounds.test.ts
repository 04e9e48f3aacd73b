import type { Rectangle } from 'electron'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { leastSize, parseSavedWindow, placeWindow } from '../../../electron/main/window-bounds.ts'

const screen = (x: number, y: number, width = 1920, height = 1080): Rectangle => ({ x, y, width, height })
const saved = (bounds: Rectangle) => ({ bounds, maximized: false })

describe('where the window opens', () => {
  test('the first time in the middle of the primary screen', () => {
    expect(placeWindow(null, [screen(0, 0), screen(1920, 0)])).toEqual({
      x: 320,
      y: 140,
      width: 1280,
      height: 800,
    })
  })

  test('again where it stood, also on the second screen', () => {
    const bounds = screen(2000, 100, 1000, 700)
    expect(placeWindow(saved(bounds), [screen(0, 0), screen(1920, 0)])).toEqual(bounds)
  })

  test('in the middle of the primary screen when its screen was taken away', () => {
    expect(placeWindow(saved(screen(2000, 100, 1000, 700)), [screen(0, 0)])).toEqual({
      x: 320,
      y: 140,
      width: 1280,
      height: 800,
    })
  })

  test('pulled back when part of it would hang over the edge', () => {
    expect(placeWindow(saved(screen(1500, 900, 1000, 700)), [screen(0, 0)])).toEqual(
      screen(920, 380, 1000, 700),
    )
  })

  test('filling a screen of 1024 by 600', () => {
    expect(placeWindow(null, [screen(0, 0, 1024, 600)])).toEqual(screen(0, 0, 1024, 600))
    expect(placeWindow(saved(screen(0, 0, 1920, 1080)), [screen(0, 0, 1024, 600)])).toEqual(
      screen(0, 0, 1024, 600),
    )
  })

  test('somewhere even when no screen is told', () => {
    expect(placeWindow(null, [])).toEqual({ x: 0, y: 0, width: 1280, height: 800 })
  })

  test('always wholly on a screen that is large enough, and never smaller than the counter needs', () => {
    const number = fc.integer({ min: -5_000, max: 5_000 })
    const size = fc.integer({ min: 1, max: 6_000 })
    const display = fc.record({
      x: number,
      y: number,
      width: fc.integer({ min: 1024, max: 4_000 }),
      height: fc.integer({ min: 600, max: 3_000 }),
    })
    fc.assert(
      fc.property(
        fc.record({ x: number, y: number, width: size, height: size }),
        fc.array(display, { minLength: 1, maxLength: 3 }),
        (bounds, displays) => {
          const place = placeWindow(saved(bounds), displays)
          const holds = displays.some(
            (on) =>
              place.x >= on.x &&
              place.y >= on.y &&
              place.x + place.width <= on.x + on.width &&
              place.y + place.height <= on.y + on.height,
          )
          expect(holds).toBe(true)
          expect(place.width).toBeGreaterThanOrEqual(leastSize.width)
          expect(place.height).toBeGreaterThanOrEqual(leastSize.height)
        },
      ),
    )
  })
})

describe("the window's file", () => {
  test('is read back as it was written', () => {
    const window = { bounds: screen(1, 2, 1000, 700), maximized: true }
    expect(parseSavedWindow(JSON.stringify(window))).toEqual(window)
  })

  test.each([
    '',
    '{',
    'null',
    '[]',
    '{"bounds":{}}',
    '{"bounds":{"x":1e9,"y":0,"width":1,"height":1},"maximized":false}',
  ])('that holds %s is one that is not there', (text) => {
    expect(parseSavedWindow(text)).toBeNull()
  })
})
