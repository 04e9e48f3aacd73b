import type { CameraRead } from './decode.ts'

/** What the worker answers to each frame. */
export type FrameAnswer =
  | {
      readonly kind: 'looked'
      readonly read: CameraRead | null
      readonly black: boolean
      /** Milliseconds that decoding took. */
      readonly tookMs: number
    }
  /** The frame could not be read at all. */
  | { readonly kind: 'broken'; readonly cause: string }
