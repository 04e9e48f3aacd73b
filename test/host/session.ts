import { EventEmitter } from 'node:events'
import { loud } from './loud.ts'
import { Permissions } from './permissions.ts'
import type { DeviceDetails } from './permissions.ts'
import { WebRequest } from './web-request.ts'

export interface SessionModule {
  readonly module: object
  readonly defaultSession: object
  readonly permissions: Permissions
  readonly webRequest: WebRequest
}

/** The `session` module: there is one session, the default one. */
export function createSession(
  protocol: object,
  paths: () => string,
  isReady: () => boolean,
  requestFilterChanged: () => void,
): SessionModule {
  const permissions = new Permissions()
  const webRequest = new WebRequest(requestFilterChanged)
  const nothing = (): void => undefined
  const devices = new EventEmitter()
  const defaultSession = loud(
    'session.defaultSession',
    Object.assign(devices, {
      protocol,
      webRequest: webRequest.module,
      setPermissionRequestHandler: (handler: Permissions['request']) => void (permissions.request = handler),
      setPermissionCheckHandler: (handler: Permissions['check']) => void (permissions.check = handler),
      // Nothing here offers a device, a screen or a Bluetooth pairing: headless Chromium has no choosers. A test that
      // brings devices of its own emits what Electron emits, and asks the app about one with `device-check`.
      setDevicePermissionHandler: (handler: Permissions['device']) => void (permissions.device = handler),
      setUSBProtectedClassesHandler: nothing,
      setBluetoothPairingHandler: nothing,
      setDisplayMediaRequestHandler: nothing,
      resolveProxy: () => Promise.resolve('DIRECT'),
      getStoragePath: () => paths(),
      setSpellCheckerEnabled: nothing,
      setSpellCheckerLanguages: nothing,
      isSpellCheckerEnabled: () => false,
      isPersistent: () => true,
      flushStorageData: nothing,
    }),
  )
  devices.on('device-check', (wanted: DeviceDetails, answer: (may: boolean) => void) => {
    answer(permissions.device?.(wanted) ?? false)
  })
  const module = Object.defineProperty({}, 'defaultSession', {
    enumerable: true,
    get: () => {
      if (!isReady()) throw new Error('Session can only be received when app is ready')
      return defaultSession
    },
  })
  return { module: loud('session', module), defaultSession, permissions, webRequest }
}
