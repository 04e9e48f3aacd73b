import { Agreement } from './agreement.ts'
import { rememberCamera, rememberedCamera } from './camera-devices.ts'
import { HintWatch } from './camera-hint.ts'
import type { FrameAnswer } from './camera-messages.ts'
import { failureOf } from './camera-state.ts'
import type { CameraDevice, CameraFailure, CameraState } from './camera-state.ts'
import type { CameraRead } from './camera-read.ts'
import { focusByItself, noTools, refocus, setTorch, setZoom, toolsOf } from './camera-tools.ts'
import type { CameraTools } from './camera-tools.ts'

export interface CameraOptions {
  /** Shows the picture; muted and playing inline. */
  readonly video: HTMLVideoElement
  /** The camera that the cashier chose; else the one used last, else the system's first. */
  readonly deviceId?: string
  readonly onState: (state: CameraState) => void
  /** What this camera lets the till change, once it is on and after each change. */
  readonly onTools?: (tools: CameraTools) => void
  /** Once for each code held into the picture. */
  readonly onCode: (read: CameraRead) => void
  /** Parts of the browser, to be replaced in tests. */
  readonly browser?: CameraBrowser
}

export interface CameraBrowser {
  readonly devices: MediaDevices | undefined
  readonly storage: Storage
  readonly createWorker: () => Worker
  readonly createFrame: (video: HTMLVideoElement) => VideoFrame
  readonly now: () => number
}

export interface RunningCamera {
  /** Turns the camera off, its light included. */
  readonly stop: () => void
  readonly torch: (on: boolean) => Promise<void>
  readonly zoom: (value: number) => Promise<void>
  readonly refocus: () => Promise<void>
}

// A shutter is opened, an exposure settles: only after this long is black a failure.
const blackForMs = 2_000
const noFrameForMs = 4_000
const foundForMs = 1_200

function thisBrowser(): CameraBrowser {
  return {
    devices: 'mediaDevices' in navigator ? navigator.mediaDevices : undefined,
    storage: window.localStorage,
    createWorker: () => new Worker(new URL('./camera-worker.ts', import.meta.url), { type: 'module' }),
    createFrame: (video) => new VideoFrame(video),
    now: () => performance.now(),
  }
}

/** Turns the camera on and looks for codes until stopped. Never throws: what goes wrong is a state. */
export function startCamera(options: CameraOptions): RunningCamera {
  const session = new CameraSession(options, options.browser ?? thisBrowser())
  void session.start()
  return {
    stop: () => session.stop(),
    torch: (on) => session.change((track) => setTorch(track, on)),
    zoom: (value) => session.change((track) => setZoom(track, value)),
    refocus: () => session.change(refocus),
  }
}

class CameraSession {
  private readonly options: CameraOptions
  private readonly browser: CameraBrowser
  private readonly agreement = new Agreement()
  private stopped = false
  private stream: MediaStream | null = null
  private worker: Worker | null = null
  private track: MediaStreamTrack | null = null
  private device: CameraDevice | null = null
  private hints: HintWatch
  private looking = false
  private callback: number | null = null
  private watchdog: ReturnType<typeof setTimeout> | undefined
  private state: CameraState = { state: 'idle' }
  private blackSince: number | null = null
  private foundAt = Number.NEGATIVE_INFINITY

  constructor(options: CameraOptions, browser: CameraBrowser) {
    this.options = options
    this.browser = browser
    this.hints = new HintWatch(browser.now())
  }

  async start(): Promise<void> {
    this.become({ state: 'starting' })
    const { devices } = this.browser
    if (devices === undefined) {
      this.fail('unsupported')
      return
    }
    try {
      const stream = await this.open(devices)
      if (this.isStopped()) {
        release(stream)
        return
      }
      this.stream = stream
      await this.show(stream)
    } catch (cause) {
      // Stopping while the picture starts interrupts it; that is no failure.
      if (!this.isStopped()) this.fail(failureOf(cause))
    }
  }

  stop(): void {
    if (this.stopped) return
    this.release()
    this.become({ state: 'idle' })
    this.stopped = true
  }

  /** Has the camera changed, if it is on, and tells what it then is. */
  async change(how: (track: MediaStreamTrack) => Promise<boolean>): Promise<void> {
    const { track } = this
    if (track === null) return
    await how(track)
    if (this.track === track) this.options.onTools?.(toolsOf(track))
  }

  // A method, because the field may change while the caller waits.
  private isStopped(): boolean {
    return this.stopped
  }

  private async open(devices: MediaDevices): Promise<MediaStream> {
    const wanted = this.options.deviceId ?? rememberedCamera(this.browser.storage)
    const size = { width: { ideal: 1280 }, height: { ideal: 720 } }
    if (wanted !== null) {
      try {
        return await devices.getUserMedia({ video: { ...size, deviceId: { exact: wanted } }, audio: false })
      } catch (cause) {
        // The remembered camera is not plugged in today: any other will do.
        if (failureOf(cause) !== 'no-camera') throw cause
      }
    }
    return devices.getUserMedia({ video: size, audio: false })
  }

  private async show(stream: MediaStream): Promise<void> {
    const [track] = stream.getVideoTracks()
    if (track === undefined) {
      this.fail('no-camera')
      return
    }
    const id = track.getSettings().deviceId ?? ''
    this.device = { id, label: track.label }
    if (id !== '') rememberCamera(this.browser.storage, id)
    this.track = track
    track.addEventListener('ended', () => this.fail('unplugged'))
    this.options.onTools?.(toolsOf(track))
    void focusByItself(track)
    this.worker = this.browser.createWorker()
    this.worker.addEventListener('message', (event: MessageEvent<FrameAnswer>) => this.hear(event.data))
    this.worker.addEventListener('error', () => this.fail('unsupported'))
    const { video } = this.options
    video.srcObject = stream
    await video.play()
    if (this.isStopped() || this.stream === null) return
    this.hints = new HintWatch(this.browser.now())
    this.become({ state: 'looking', device: this.device, hint: null })
    this.awaitFrame()
  }

  private awaitFrame(): void {
    clearTimeout(this.watchdog)
    this.watchdog = setTimeout(() => this.become({ state: 'failed', reason: 'black' }), noFrameForMs)
    this.callback = this.options.video.requestVideoFrameCallback(() => this.grab())
  }

  private grab(): void {
    if (this.stream === null || this.worker === null) return
    // One frame at a time: what the worker has no time for is not kept.
    if (!this.looking) {
      try {
        const frame = this.browser.createFrame(this.options.video)
        this.looking = true
        this.worker.postMessage(frame, [frame])
      } catch (cause) {
        // The video may lose its picture between the callback and the grab; the next frame has one.
        if (!(cause instanceof DOMException)) throw cause
      }
    }
    this.awaitFrame()
  }

  private hear(answer: FrameAnswer): void {
    // Nothing to tell a person: codes are still read.
    if (answer.kind === 'slow') return
    this.looking = false
    if (this.stream === null || this.device === null) return
    if (answer.kind === 'broken') {
      this.fail('unsupported')
      return
    }
    const now = this.browser.now()
    const hint = this.hints.take(answer, now)
    const black = answer.light === 'black'
    this.blackSince = black ? (this.blackSince ?? now) : null
    if (this.blackSince !== null && now - this.blackSince >= blackForMs) {
      this.become({ state: 'failed', reason: 'black' })
      return
    }
    if (black) return
    const read = answer.read === null ? null : this.agreement.take(answer.read, now)
    if (read !== null) {
      this.foundAt = now
      this.become({ state: 'found', device: this.device, read })
      this.options.onCode(read)
    } else if (now - this.foundAt >= foundForMs) {
      this.become({ state: 'looking', device: this.device, hint })
    }
  }

  private fail(reason: CameraFailure): void {
    this.release()
    this.become({ state: 'failed', reason })
  }

  private release(): void {
    clearTimeout(this.watchdog)
    if (this.callback !== null) this.options.video.cancelVideoFrameCallback(this.callback)
    this.callback = null
    this.worker?.terminate()
    this.worker = null
    if (this.stream !== null) release(this.stream)
    this.stream = null
    if (this.track !== null) this.options.onTools?.(noTools)
    this.track = null
    this.options.video.srcObject = null
  }

  private become(next: CameraState): void {
    if (this.stopped) return
    if (isSame(this.state, next)) return
    this.state = next
    this.options.onState(next)
  }
}

function isSame(now: CameraState, next: CameraState): boolean {
  if (now.state === 'failed' && next.state === 'failed') return now.reason === next.reason
  if (now.state === 'looking' && next.state === 'looking') return now.hint === next.hint
  return now.state === next.state && now.state !== 'found'
}

function release(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}
