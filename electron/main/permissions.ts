import type { Session } from 'electron'
import { mayAskForDevices, mayUseDevice } from './devices/policy.ts'
import type { KeptScanner } from './devices/policy.ts'
import type { Log } from './log.ts'

export interface PermissionOptions {
  readonly session: Pick<
    Session,
    | 'setPermissionRequestHandler'
    | 'setPermissionCheckHandler'
    | 'setDevicePermissionHandler'
    | 'setDisplayMediaRequestHandler'
  >
  /** Whether an address is our own page. */
  readonly isOurs: (address: string) => boolean
  /** The scanners that were chosen for this till. */
  readonly scanners: () => readonly KeptScanner[]
  readonly log: Log
}

/**
 * Our page may use the camera, and the scanners that were chosen for this till. Everything else, for everybody, is
 * refused: microphone, screen, files, USB, every other HID device and serial port, notifications, and whatever a
 * later Chromium adds.
 */
export function applyPermissions({ session, isOurs, scanners, log }: PermissionOptions): void {
  session.setPermissionRequestHandler((_webContents, permission, callback, details) => {
    const wanted = 'mediaTypes' in details ? (details.mediaTypes ?? []) : []
    const granted =
      permission === 'media' &&
      details.isMainFrame &&
      isOurs(details.requestingUrl) &&
      wanted.length === 1 &&
      wanted[0] === 'video'
    if (!granted) log.warn('permission.refused', { kind: permission })
    callback(granted)
  })
  // Asked far more often than a person would want to read: refusals are not logged.
  session.setPermissionCheckHandler(
    (_webContents, permission, requestingOrigin, details) =>
      (permission === 'media' &&
        details.mediaType === 'video' &&
        details.isMainFrame &&
        isOurs(requestingOrigin)) ||
      mayAskForDevices(
        {
          permission,
          requestingOrigin,
          requestingUrl: details.requestingUrl ?? null,
          isMainFrame: details.isMainFrame,
        },
        isOurs,
      ),
  )
  // Asked of every device there is, each time that the page lists them: refusals are not logged.
  session.setDevicePermissionHandler((wanted) => mayUseDevice(wanted, scanners(), isOurs))
  session.setDisplayMediaRequestHandler((_request, callback) => {
    log.warn('permission.refused', { kind: 'display-capture' })
    callback(null)
  })
}
