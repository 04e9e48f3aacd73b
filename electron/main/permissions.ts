import type { Session } from 'electron'
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
  readonly log: Log
}

/**
 * Our page may use the camera. Everything else, for everybody, is refused: microphone, screen, files, USB, HID,
 * serial, notifications, and whatever a later Chromium adds.
 */
export function applyPermissions({ session, isOurs, log }: PermissionOptions): void {
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
      permission === 'media' &&
      details.mediaType === 'video' &&
      details.isMainFrame &&
      isOurs(requestingOrigin),
  )
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, callback) => {
    log.warn('permission.refused', { kind: 'display-capture' })
    callback(null)
  })
}
