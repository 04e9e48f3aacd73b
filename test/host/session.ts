import { EventEmitter } from 'node:events'
import { loud } from './loud.ts'
import { Permissions } from './permissions.ts'
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
  const defaultSession = loud(
    'session.defaultSession',
    Object.assign(new EventEmitter(), {
      protocol,
      webRequest: webRequest.module,
      setPermissionRequestHandler: (handler: Permissions['request']) => void (permissions.request = handler),
      setPermissionCheckHandler: (handler: Permissions['check']) => void (permissions.check = handler),
      // Nothing here offers a device, a screen or a Bluetooth pairing: headless Chromium has no choosers.
      setDevicePermissionHandler: nothing,
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
  const module = Object.defineProperty({}, 'defaultSession', {
    enumerable: true,
    get: () => {
      if (!isReady()) throw new Error('Session can only be received when app is ready')
      return defaultSession
    },
  })
  return { module: loud('session', module), defaultSession, permissions, webRequest }
}
