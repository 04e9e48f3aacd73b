import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { listCameras, rememberedCamera } from '../../../../renderer/scanner/camera/camera-devices.ts'
import type { FrameAnswer } from '../../../../renderer/scanner/camera/camera-messages.ts'
import type { CameraState } from '../../../../renderer/scanner/camera/camera-state.ts'
import { startCamera } from '../../../../renderer/scanner/camera/camera.ts'
import type { RunningCamera } from '../../../../renderer/scanner/camera/camera.ts'
import type { CameraTools } from '../../../../renderer/scanner/camera/camera-tools.ts'
import type { CameraRead } from '../../../../renderer/scanner/camera/camera-read.ts'

const qr: CameraRead = { text: 'loyalty:v1:1', symbology: 'qr' }
type Looked = Extract<FrameAnswer, { kind: 'looked' }>
const looked = (read: CameraRead | null, black = false): Looked => ({
  kind: 'looked',
  read,
  bars: false,
  light: black ? 'black' : 'enough',
  tookMs: 3,
})

class FakeTrack extends EventTarget {
  readonly label = 'Counter camera'
  stopped = false
  capabilities: Record<string, unknown> = {}
  set: Record<string, unknown> = {}
  readonly asked: unknown[] = []
  getSettings(): MediaTrackSettings {
    return { deviceId: 'cam-1', ...this.set }
  }
  getCapabilities(): MediaTrackCapabilities {
    return this.capabilities
  }
  applyConstraints({ advanced = [] }: MediaTrackConstraints): Promise<void> {
    this.asked.push(...advanced)
    for (const one of advanced) Object.assign(this.set, one)
    return Promise.resolve()
  }
  stop(): void {
    this.stopped = true
  }
}

class FakeWorker extends EventTarget {
  readonly frames: unknown[] = []
  ended = false
  postMessage(frame: unknown): void {
    this.frames.push(frame)
  }
  terminate(): void {
    this.ended = true
  }
  answer(data: FrameAnswer): void {
    this.dispatchEvent(new MessageEvent('message', { data }))
  }
}

class FakeVideo {
  srcObject: unknown = null
  waiting: (() => void) | null = null
  play = vi.fn(() => Promise.resolve())
  requestVideoFrameCallback(callback: () => void): number {
    this.waiting = callback
    return 1
  }
  cancelVideoFrameCallback(): void {
    this.waiting = null
  }
  frame(): void {
    const callback = this.waiting
    this.waiting = null
    callback?.()
  }
}

let track: FakeTrack
let worker: FakeWorker
let video: FakeVideo
let storage: Storage
let states: CameraState[]
let tools: CameraTools[]
let codes: string[]
let now: number
let running: RunningCamera
let getUserMedia: ReturnType<typeof vi.fn<(wanted: MediaStreamConstraints) => Promise<MediaStream>>>

function streamOf(only: FakeTrack): MediaStream {
  return { getVideoTracks: () => [only], getTracks: () => [only] } as unknown as MediaStream
}

function refusal(name: string): DOMException {
  return new DOMException('refused', name)
}

async function start(deviceId?: string, devices: boolean = true): Promise<void> {
  running = startCamera({
    video: video as unknown as HTMLVideoElement,
    ...(deviceId === undefined ? {} : { deviceId }),
    onState: (state) => states.push(state),
    onTools: (found) => tools.push(found),
    onCode: (read) => codes.push(read.text),
    browser: {
      devices: devices ? ({ getUserMedia } as unknown as MediaDevices) : undefined,
      storage,
      createWorker: () => worker as unknown as Worker,
      createFrame: () => ({}) as VideoFrame,
      now: () => now,
    },
  })
  await vi.advanceTimersByTimeAsync(0)
}

const names = () => states.map((state) => (state.state === 'failed' ? state.reason : state.state))

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  track = new FakeTrack()
  worker = new FakeWorker()
  video = new FakeVideo()
  states = []
  tools = []
  codes = []
  now = 1_000
  const kept = new Map<string, string>()
  storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  } as Storage
  getUserMedia = vi.fn((_: MediaStreamConstraints) => Promise.resolve(streamOf(track)))
})

afterEach(() => {
  running.stop()
  vi.useRealTimers()
})

describe('the camera', () => {
  it('looks, finds a code once, and looks again', async () => {
    await start()
    expect(names()).toEqual(['starting', 'looking'])
    for (const at of [1_000, 1_033, 1_066, 2_400]) {
      now = at
      video.frame()
      worker.answer(looked(at < 2_000 ? qr : null))
    }
    expect(codes).toEqual(['loyalty:v1:1'])
    expect(names()).toEqual(['starting', 'looking', 'found', 'looking'])
    expect(worker.frames).toHaveLength(4)
  })

  it('sends no frame while the worker has one', async () => {
    await start()
    video.frame()
    video.frame()
    video.frame()
    expect(worker.frames).toHaveLength(1)
    worker.answer(looked(null))
    video.frame()
    expect(worker.frames).toHaveLength(2)
  })

  it('asks for 1280x720 and remembers which camera it got', async () => {
    await start()
    const size = { width: { ideal: 1280 }, height: { ideal: 720 } }
    expect(getUserMedia).toHaveBeenLastCalledWith({ video: size, audio: false })
    expect(rememberedCamera(storage)).toBe('cam-1')
    running.stop()
    await start()
    expect(getUserMedia).toHaveBeenLastCalledWith({
      video: { ...size, deviceId: { exact: 'cam-1' } },
      audio: false,
    })
  })

  it('takes any camera when the remembered one is not plugged in', async () => {
    getUserMedia.mockRejectedValueOnce(refusal('OverconstrainedError'))
    await start('gone')
    expect(getUserMedia).toHaveBeenCalledTimes(2)
    expect(names()).toEqual(['starting', 'looking'])
  })

  it.each([
    ['NotAllowedError', 'denied'],
    ['NotFoundError', 'no-camera'],
    ['NotReadableError', 'busy'],
    ['TypeError', 'unsupported'],
  ])('says that %s means %s', async (error, reason) => {
    getUserMedia.mockRejectedValue(refusal(error))
    await start()
    expect(names()).toEqual(['starting', reason])
  })

  it('says so where there is no camera interface at all', async () => {
    await start(undefined, false)
    expect(names()).toEqual(['starting', 'unsupported'])
  })

  it('says that it was unplugged, and lets go of everything', async () => {
    await start()
    track.dispatchEvent(new Event('ended'))
    expect(names()).toEqual(['starting', 'looking', 'unplugged'])
    expect([worker.ended, video.srcObject, video.waiting]).toEqual([true, null, null])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('says that the picture is black after two seconds, and goes on when the shutter opens', async () => {
    await start()
    for (const at of [1_000, 2_000, 2_900, 3_100]) {
      now = at
      video.frame()
      worker.answer(looked(null, true))
    }
    expect(names()).toEqual(['starting', 'looking', 'black'])
    now = 4_000
    video.frame()
    worker.answer(looked(qr))
    expect(codes).toEqual(['loyalty:v1:1'])
  })

  it('says that the picture is black when no frame comes', async () => {
    await start()
    await vi.advanceTimersByTimeAsync(4_100)
    expect(names()).toEqual(['starting', 'looking', 'black'])
  })

  it('says what would help: light, a steadier hand, a code at all; and is quiet again at the first read', async () => {
    await start()
    const hints = () => states.flatMap((state) => (state.state === 'looking' ? [state.hint] : []))
    const frame = (at: number, answer: Partial<Looked>) => {
      now = at
      video.frame()
      worker.answer({ ...looked(null), ...answer })
    }
    for (const at of [1_000, 1_900, 2_100]) frame(at, { light: 'dark' })
    expect(hints()).toEqual([null, 'dark'])
    for (const at of [2_200, 3_000, 3_600]) frame(at, { bars: true })
    frame(3_650, { bars: false })
    frame(3_750, { bars: true })
    expect(hints()).toEqual([null, 'dark', null, 'unread'])
    for (const at of [4_600, 5_400, 7_100]) frame(at, {})
    expect(hints()).toEqual([null, 'dark', null, 'unread', null, 'nothing'])
    frame(7_200, { read: qr })
    expect(codes).toEqual(['loyalty:v1:1'])
    frame(9_000, {})
    expect(hints().at(-1)).toBeNull()
  })

  it('offers light, zoom and focus where this camera has them, and only there', async () => {
    await start()
    expect(tools).toEqual([{ torch: null, zoom: null, canRefocus: false }])
    running.stop()
    tools = []
    track = new FakeTrack()
    track.capabilities = { torch: true, zoom: { min: 1, max: 4 }, focusMode: ['continuous', 'single-shot'] }
    await start()
    expect(tools.at(-1)).toEqual({
      torch: false,
      zoom: { value: 1, min: 1, max: 4, step: 0.15 },
      canRefocus: true,
    })
    expect(track.asked).toEqual([{ focusMode: 'continuous' }])
    await running.torch(true)
    await running.zoom(2)
    expect(tools.at(-1)).toMatchObject({ torch: true, zoom: { value: 2 } })
    await running.refocus()
    expect(track.asked.slice(-2)).toEqual([{ focusMode: 'single-shot' }, { focusMode: 'continuous' }])
    running.stop()
    expect(tools.at(-1)).toEqual({ torch: null, zoom: null, canRefocus: false })
  })

  it('goes on as it is when the camera does not do what it says it can', async () => {
    track.capabilities = { torch: true }
    track.applyConstraints = () => Promise.reject(refusal('OperationError'))
    await start()
    await running.torch(true)
    expect(tools.at(-1)).toEqual({ torch: false, zoom: null, canRefocus: false })
    expect(names()).toEqual(['starting', 'looking'])
  })

  it('goes on reading where the quick decoder cannot be started', async () => {
    await start()
    video.frame()
    worker.answer({ kind: 'slow' })
    video.frame()
    expect(worker.frames).toHaveLength(1)
    worker.answer(looked(qr))
    expect(codes).toEqual(['loyalty:v1:1'])
  })

  it('fails in words when the worker does', async () => {
    await start()
    video.frame()
    worker.answer({ kind: 'broken', cause: 'EncodingError' })
    expect(names()).toEqual(['starting', 'looking', 'unsupported'])
    expect(track.stopped).toBe(true)
  })

  it('is off when stopped: light, worker, callbacks and timers', async () => {
    await start()
    video.frame()
    running.stop()
    worker.answer(looked(qr))
    expect([track.stopped, worker.ended, video.srcObject]).toEqual([true, true, null])
    expect(vi.getTimerCount()).toBe(0)
    expect(codes).toEqual([])
    expect(names()).toEqual(['starting', 'looking', 'idle'])
  })

  it('turns the camera off that comes only after it was stopped', async () => {
    let give: (stream: MediaStream) => void = () => undefined
    getUserMedia.mockReturnValueOnce(new Promise((resolve) => (give = resolve)))
    await start()
    running.stop()
    give(streamOf(track))
    await vi.advanceTimersByTimeAsync(0)
    expect(track.stopped).toBe(true)
    expect(names()).toEqual(['starting', 'idle'])
  })
})

it('lists cameras and nothing else', async () => {
  const devices = {
    enumerateDevices: () =>
      Promise.resolve([
        { kind: 'audioinput', deviceId: 'mic', label: 'Mic' },
        { kind: 'videoinput', deviceId: 'cam-1', label: 'Front' },
        { kind: 'videoinput', deviceId: 'cam-2', label: '' },
      ]),
  } as unknown as MediaDevices
  expect(await listCameras(devices)).toEqual([
    { id: 'cam-1', label: 'Front' },
    { id: 'cam-2', label: '' },
  ])
})
