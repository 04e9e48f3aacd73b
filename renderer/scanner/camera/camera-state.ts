import type { CameraHint } from './camera-hint.ts'
import type { CameraRead } from './camera-read.ts'

/** Why the camera shows nothing. After `black` it goes on looking; after any other it is off. */
export type CameraFailure = 'no-camera' | 'busy' | 'denied' | 'unplugged' | 'black' | 'unsupported'

/** One camera of this computer. The label is empty until the camera may be used. */
export interface CameraDevice {
  readonly id: string
  readonly label: string
}

/** What the camera is doing. */
export type CameraState =
  | { readonly state: 'idle' }
  | { readonly state: 'starting' }
  | { readonly state: 'looking'; readonly device: CameraDevice; readonly hint: CameraHint | null }
  | { readonly state: 'found'; readonly device: CameraDevice; readonly read: CameraRead }
  | { readonly state: 'failed'; readonly reason: CameraFailure }

/** What went wrong when the camera was asked for. */
export function failureOf(cause: unknown): CameraFailure {
  const name = cause instanceof Error || cause instanceof DOMException ? cause.name : ''
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied'
    case 'NotFoundError':
    case 'OverconstrainedError':
    case 'DevicesNotFoundError':
      return 'no-camera'
    case 'NotReadableError':
    case 'TrackStartError':
    case 'AbortError':
      return 'busy'
    default:
      return 'unsupported'
  }
}
