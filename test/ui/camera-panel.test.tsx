import { act, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CameraPanel } from '../../renderer/features/counter/camera-panel.tsx'
import type { FrameAnswer } from '../../renderer/scanner/camera/camera-messages.ts'
import { openScreen } from './open-screen.tsx'

class FakeTrack extends EventTarget {
  readonly kind = 'video'
  readonly label = 'Counter camera'
  readyState = 'live'
  getSettings(): MediaTrackSettings {
    return { deviceId: 'cam-1' }
  }
  getCapabilities(): object {
    return { torch: true }
  }
  stop(): void {
    this.readyState = 'ended'
  }
}

class FakeDevices extends EventTarget {
  cameras: readonly string[] = ['Counter camera']
  refuse: string | null = null
  readonly tracks: FakeTrack[] = []
  readonly asked: MediaStreamConstraints[] = []
  getUserMedia(wanted: MediaStreamConstraints): Promise<unknown> {
    this.asked.push(wanted)
    if (this.refuse !== null) return Promise.reject(new DOMException('refused', this.refuse))
    const track = new FakeTrack()
    this.tracks.push(track)
    return Promise.resolve({ getVideoTracks: () => [track], getTracks: () => [track] })
  }
  enumerateDevices(): Promise<unknown> {
    return Promise.resolve(
      this.cameras.map((label, at) => ({ kind: 'videoinput', deviceId: `cam-${at + 1}`, label })),
    )
  }
  states(): readonly string[] {
    return this.tracks.map(({ readyState }) => readyState)
  }
}

const workers: EventTarget[] = []
class FakeWorker extends EventTarget {
  constructor() {
    super()
    workers.push(this)
  }
  postMessage(): void {
    // A frame: its answer is the test's to give.
  }
  terminate(): void {
    // Nothing runs.
  }
}

let devices: FakeDevices
let visibility: DocumentVisibilityState

function answers(data: Partial<Extract<FrameAnswer, { kind: 'looked' }>>): void {
  const answer: FrameAnswer = { kind: 'looked', read: null, bars: false, light: 'enough', tookMs: 1, ...data }
  act(() => {
    workers.at(-1)?.dispatchEvent(new MessageEvent('message', { data: answer }))
  })
}

async function settle(): Promise<void> {
  await act(async () => {
    await new Promise((resolve) => setImmediate(resolve))
  })
}

beforeEach(() => {
  devices = new FakeDevices()
  visibility = 'visible'
  workers.length = 0
  localStorage.clear()
  vi.stubGlobal('Worker', FakeWorker)
  Object.defineProperty(navigator, 'mediaDevices', { value: devices, configurable: true })
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility)
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue()
  Object.assign(HTMLVideoElement.prototype, {
    requestVideoFrameCallback: () => 1,
    cancelVideoFrameCallback: () => undefined,
  })
  // The page of the tests takes real streams only.
  Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', { writable: true, value: null })
})

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  Reflect.deleteProperty(navigator, 'mediaDevices')
})

describe('the camera panel', () => {
  it('says that the camera is on as long as it is, and what it is doing', async () => {
    await openScreen(<CameraPanel />)
    await settle()
    expect(screen.queryAllByText('Camera on')).toHaveLength(1)
    expect(screen.getByRole('status').textContent).toBe('Hold the card in front of the camera.')
    act(() => {
      devices.tracks[0]?.dispatchEvent(new Event('ended'))
    })
    expect(screen.queryAllByText('Camera on')).toHaveLength(0)
    expect(screen.getByRole('status').textContent).toBe(
      'The camera was unplugged. Plug it in again, or use the hand scanner.',
    )
    expect(devices.states()).toEqual(['ended'])
  })

  it('says that a camera with a black picture is on, for it is', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    await openScreen(<CameraPanel />)
    await settle()
    act(() => {
      vi.advanceTimersByTime(20_000)
    })
    vi.useRealTimers()
    expect(screen.getByRole('status').textContent).toMatch(/black|dark/u)
    expect(devices.states()).toEqual(['live'])
    expect(screen.queryAllByText('Camera on')).toHaveLength(1)
  })

  it.each([
    ['NotAllowedError', 'The camera is not allowed. Allow it in this computer’s privacy settings.'],
    ['NotFoundError', 'No camera was found. Plug one in, or use the hand scanner.'],
    ['NotReadableError', 'Another program is using the camera. Close it and try again.'],
  ])('says what %s means, and tries again when told to', async (name, sentence) => {
    devices.refuse = name
    const { user } = await openScreen(<CameraPanel />)
    await settle()
    expect(screen.getByRole('status').textContent).toBe(sentence)
    devices.refuse = null
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    await settle()
    expect(screen.queryAllByText('Camera on')).toHaveLength(1)
  })

  it('goes on by itself when the camera is plugged in again', async () => {
    await openScreen(<CameraPanel />)
    await settle()
    devices.cameras = []
    act(() => {
      devices.tracks[0]?.dispatchEvent(new Event('ended'))
      devices.dispatchEvent(new Event('devicechange'))
    })
    await settle()
    expect(screen.queryAllByText('Camera on')).toHaveLength(0)
    devices.cameras = ['Counter camera']
    act(() => {
      devices.dispatchEvent(new Event('devicechange'))
    })
    await settle()
    await settle()
    expect(screen.queryAllByText('Camera on')).toHaveLength(1)
    expect(devices.states()).toEqual(['ended', 'live'])
  })

  it('is off while nobody can see the window, and on again after that', async () => {
    await openScreen(<CameraPanel />)
    await settle()
    visibility = 'hidden'
    act(() => {
      document.dispatchEvent(new Event('visibilitychange'))
    })
    expect(devices.states()).toEqual(['ended'])
    visibility = 'visible'
    act(() => {
      document.dispatchEvent(new Event('visibilitychange'))
    })
    await settle()
    expect(devices.states()).toEqual(['ended', 'live'])
  })

  it('offers the light of a camera that has one, and other cameras where there are some', async () => {
    devices.cameras = ['Counter camera', 'Hand camera']
    const { user } = await openScreen(<CameraPanel />)
    await settle()
    expect(screen.queryAllByRole('button', { name: 'Light on' })).toHaveLength(1)
    expect(screen.queryAllByRole('button', { name: 'Focus again' })).toHaveLength(0)
    expect(screen.queryAllByRole('slider')).toHaveLength(0)
    await user.click(screen.getByRole('button', { name: /Counter camera/ }))
    await user.click(screen.getByRole('option', { name: 'Hand camera' }))
    await settle()
    expect(devices.asked.at(-1)?.video).toMatchObject({ deviceId: { exact: 'cam-2' } })
    expect(devices.states()).toEqual(['ended', 'live'])
  })

  it('is off and gone once a card was read, which is looked up with its kind', async () => {
    const { asked, till } = await openScreen(<CameraPanel />)
    await settle()
    answers({ read: { text: 'LOY-1', symbology: 'code-128' } })
    await settle()
    expect(till.nav.getState().overlay).toBeNull()
    expect(asked('scan')).toEqual([expect.objectContaining({ raw: ']C0LOY-1' })])
  })
})
