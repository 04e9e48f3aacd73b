import type { CameraDevice } from './camera-state.ts'

const rememberedKey = 'camera.device'

/** The cameras of this computer, in the system's order. */
export async function listCameras(devices: MediaDevices): Promise<readonly CameraDevice[]> {
  const all = await devices.enumerateDevices()
  return all
    .filter((device) => device.kind === 'videoinput')
    .map((device) => ({ id: device.deviceId, label: device.label }))
}

/** The camera that was used last on this till; null where none was. */
export function rememberedCamera(storage: Storage): string | null {
  return storage.getItem(rememberedKey)
}

/** Remembers the camera for the next start. */
export function rememberCamera(storage: Storage, id: string): void {
  storage.setItem(rememberedKey, id)
}
