import type { Rectangle } from 'electron'
import { z } from 'zod'

/** The least at which the counter works without scrolling; what older tills' screens still give. */
export const leastSize = { width: 960, height: 560 }
const firstSize = { width: 1280, height: 800 }

/** Where a window stood when it was last seen. */
export interface SavedWindow {
  readonly bounds: Rectangle
  readonly maximized: boolean
}

const coordinate = z.int().min(-100_000).max(100_000)
const savedWindow = z.strictObject({
  bounds: z.strictObject({
    x: coordinate,
    y: coordinate,
    width: z.int().min(1).max(100_000),
    height: z.int().min(1).max(100_000),
  }),
  maximized: z.boolean(),
})

/** What a file of ours says; null for anything else. */
export function parseSavedWindow(text: string): SavedWindow | null {
  try {
    return savedWindow.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

/**
 * The place for a window on the screens that are there now: the saved one, moved and shrunk onto the screen that
 * holds most of it; the primary screen's centre where none does (a monitor was taken away).
 */
export function placeWindow(saved: SavedWindow | null, screens: readonly Rectangle[]): Rectangle {
  const [primary = { x: 0, y: 0, ...firstSize }] = screens
  if (saved === null) return centred(primary)
  const shared = screens.map((screen) => ({ screen, area: overlap(saved.bounds, screen) }))
  const best = shared.reduce((most, next) => (next.area > most.area ? next : most), {
    screen: primary,
    area: 0,
  })
  if (best.area === 0) return centred(primary)
  const { screen } = best
  const width = within(saved.bounds.width, leastSize.width, screen.width)
  const height = within(saved.bounds.height, leastSize.height, screen.height)
  return {
    width,
    height,
    x: within(saved.bounds.x, screen.x, screen.x + screen.width - width),
    y: within(saved.bounds.y, screen.y, screen.y + screen.height - height),
  }
}

function centred(screen: Rectangle): Rectangle {
  const width = Math.min(firstSize.width, screen.width)
  const height = Math.min(firstSize.height, screen.height)
  return {
    width,
    height,
    x: screen.x + Math.floor((screen.width - width) / 2),
    y: screen.y + Math.floor((screen.height - height) / 2),
  }
}

function overlap(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return Math.max(0, width) * Math.max(0, height)
}

/** Where the limits cross (a screen smaller than the least size), the lower one holds. */
function within(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high))
}
