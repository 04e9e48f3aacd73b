import type { CameraRead } from './camera-read.ts'
import type { Light } from './grey.ts'

/** What the worker answers to each frame. */
export type FrameAnswer =
  | {
      readonly kind: 'looked'
      readonly read: CameraRead | null
      /** Whether something with bars stands in the picture, read or not. */
      readonly bars: boolean
      readonly light: Light
      /** Milliseconds that decoding took. */
      readonly tookMs: number
    }
  /** The frame could not be read at all. */
  | { readonly kind: 'broken'; readonly cause: string }
  /** No answer to a frame: the quick decoder could not be started, and the other one reads alone. */
  | { readonly kind: 'slow' }
