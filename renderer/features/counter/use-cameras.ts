import { useEffect, useRef, useState } from 'react'
import { listCameras } from '../../scanner/camera/camera-devices.ts'
import type { CameraDevice, CameraState } from '../../scanner/camera/camera-state.ts'

/**
 * The cameras of this computer, kept up to date. Their names are only told once the camera may be used, so they are
 * asked for again with each state.
 *
 * @param onPluggedIn when one more is there than before; null where nobody waits for one
 */
export function useCameras(state: CameraState, onPluggedIn: (() => void) | null): readonly CameraDevice[] {
  const [cameras, setCameras] = useState<readonly CameraDevice[]>([])
  const waiting = useRef(onPluggedIn)
  const known = useRef(0)
  useEffect(() => {
    waiting.current = onPluggedIn
  }, [onPluggedIn])
  const { state: name } = state
  useEffect(() => {
    if (!('mediaDevices' in navigator)) return undefined
    const { mediaDevices } = navigator
    let current = true
    const look = async (): Promise<void> => {
      const found = await listCameras(mediaDevices).catch(() => [])
      if (!current) return
      const isMore = found.length > known.current
      known.current = found.length
      setCameras(found)
      if (isMore) waiting.current?.()
    }
    const changed = (): void => void look()
    changed()
    mediaDevices.addEventListener('devicechange', changed)
    return () => {
      current = false
      mediaDevices.removeEventListener('devicechange', changed)
    }
  }, [name])
  return cameras
}

/** Whether anybody can see the window; a camera that nobody sees has to be off. */
export function useShown(): boolean {
  const [isShown, setShown] = useState(document.visibilityState === 'visible')
  useEffect(() => {
    const changed = (): void => {
      setShown(document.visibilityState === 'visible')
    }
    document.addEventListener('visibilitychange', changed)
    return () => {
      document.removeEventListener('visibilitychange', changed)
    }
  }, [])
  return isShown
}
