/** What a camera lets the till change. Null and false where this one has no such thing. */
export interface CameraTools {
  /** Whether the light is on. */
  readonly torch: boolean | null
  readonly zoom: {
    readonly value: number
    readonly min: number
    readonly max: number
    readonly step: number
  } | null
  /** Whether it can be told to focus again. */
  readonly canRefocus: boolean
}

export const noTools: CameraTools = { torch: null, zoom: null, canRefocus: false }

// Of the image capture specification; TypeScript's library does not know them.
interface Capabilities extends MediaTrackCapabilities {
  readonly torch?: boolean
  readonly zoom?: { readonly min: number; readonly max: number; readonly step?: number }
  readonly focusMode?: readonly string[]
}
interface Settings extends MediaTrackSettings {
  readonly torch?: boolean
  readonly zoom?: number
}
type Wish = MediaTrackConstraintSet & {
  readonly torch?: boolean
  readonly zoom?: number
  readonly focusMode?: string
}

/** Reads what this camera has, and how it is set now. */
export function toolsOf(track: MediaStreamTrack): CameraTools {
  const has: Capabilities = track.getCapabilities()
  const set: Settings = track.getSettings()
  const { zoom } = has
  return {
    torch: has.torch === true ? set.torch === true : null,
    zoom:
      zoom === undefined || zoom.max <= zoom.min
        ? null
        : {
            value: set.zoom ?? zoom.min,
            min: zoom.min,
            max: zoom.max,
            step: zoom.step ?? (zoom.max - zoom.min) / 20,
          },
    canRefocus: has.focusMode?.includes('single-shot') === true,
  }
}

/** Focusing all the time, where the camera can; a card is never at the same distance twice. */
export async function focusByItself(track: MediaStreamTrack): Promise<void> {
  const has: Capabilities = track.getCapabilities()
  if (has.focusMode?.includes('continuous') === true) await wish(track, { focusMode: 'continuous' })
}

export function setTorch(track: MediaStreamTrack, on: boolean): Promise<boolean> {
  return wish(track, { torch: on })
}

export function setZoom(track: MediaStreamTrack, zoom: number): Promise<boolean> {
  return wish(track, { zoom })
}

/** Focuses once, now, and goes on by itself where the camera can. */
export async function refocus(track: MediaStreamTrack): Promise<boolean> {
  const done = await wish(track, { focusMode: 'single-shot' })
  await focusByItself(track)
  return done
}

/** Whether the camera did as it was told. One that says it can and then cannot goes on as it is. */
async function wish(track: MediaStreamTrack, wanted: Wish): Promise<boolean> {
  try {
    await track.applyConstraints({ advanced: [wanted] })
    return true
  } catch {
    return false
  }
}
