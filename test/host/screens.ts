import { EventEmitter } from 'node:events'
import type { Display, Point, Rectangle } from 'electron'
import { loud } from './loud.ts'

/** What the host is on where nobody says otherwise. */
const usual = '1280x800+0+0'

/**
 * The `screen` module. STAMPWELL_HOST_DISPLAYS names the displays at the start, as X has it: `1280x800+0+0
 * 1024x600+1280+0`, the primary one first. A test plugs and unplugs them with `screen.emit('host-displays', text)`, an
 * event that Electron has not: what came, went or changed is then told as Electron tells it.
 */
export class Screens {
  readonly module: object
  private displays: readonly Display[]
  private readonly events = new EventEmitter()

  /** `onGone` hears of displays that went, before the app does: the system has moved their windows by then. */
  constructor(isReady: () => boolean, onGone: () => void) {
    this.displays = read(process.env['STAMPWELL_HOST_DISPLAYS'] ?? usual)
    const all = (): readonly Display[] => {
      if (!isReady()) throw new Error("The 'screen' module can't be used before the app 'ready' event")
      return this.displays
    }
    this.module = loud(
      'screen',
      Object.assign(this.events, {
        getPrimaryDisplay: () => all()[0],
        getAllDisplays: () => [...all()],
        getDisplayMatching: (wanted: Rectangle) => best(all(), (display) => overlap(display.bounds, wanted)),
        getDisplayNearestPoint: (point: Point) => best(all(), (display) => -distance(display.bounds, point)),
        getCursorScreenPoint: () => ({ x: 0, y: 0 }),
      }),
    )
    this.events.on('host-displays', (text: string) => {
      this.plug(read(text), onGone)
    })
  }

  /** Where a window goes whose display is gone; null for one that is on a display. */
  placeOf(window: Rectangle): Point | null {
    const { x, y } = this.displays[0]?.bounds ?? { x: 0, y: 0 }
    return this.displays.some((display) => overlap(display.bounds, window) > 0) ? null : { x, y }
  }

  private plug(next: readonly Display[], onGone: () => void): void {
    const before = this.displays
    this.displays = next
    if (next.length < before.length) onGone()
    for (const gone of before.slice(next.length)) this.events.emit('display-removed', {}, gone)
    for (const display of next) {
      const was = before.find(({ id }) => id === display.id)
      if (was === undefined) this.events.emit('display-added', {}, display)
      else if (JSON.stringify(was) !== JSON.stringify(display))
        this.events.emit('display-metrics-changed', {}, display, ['bounds', 'workArea'])
    }
  }
}

/** Displays as they are written; one has the same id as long as it stands in the same place of the list. */
function read(text: string): readonly Display[] {
  return text
    .trim()
    .split(/\s+/u)
    .map((one, at) => {
      const match = /^(\d+)x(\d+)\+(-?\d+)\+(-?\d+)$/u.exec(one)
      if (match === null) throw new Error(`chromium host: ${one} is no display`)
      const [width = 0, height = 0, x = 0, y = 0] = match.slice(1).map(Number)
      const bounds = { x, y, width, height }
      const size = { width, height }
      return {
        id: at + 1,
        label: 'Chromium host',
        scaleFactor: 1,
        rotation: 0,
        bounds,
        size,
        workArea: bounds,
        workAreaSize: size,
        internal: false,
      } as Display
    })
}

function best(displays: readonly Display[], points: (display: Display) => number): Display | undefined {
  return [...displays].sort((a, b) => points(b) - points(a))[0]
}

function overlap(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return Math.max(0, width) * Math.max(0, height)
}

function distance({ x, y, width, height }: Rectangle, point: Point): number {
  return Math.hypot(
    Math.max(x - point.x, 0, point.x - (x + width)),
    Math.max(y - point.y, 0, point.y - (y + height)),
  )
}
