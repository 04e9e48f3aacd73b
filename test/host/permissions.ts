import type { Session } from 'electron'
import type { DevTools } from './cdp.ts'

type RequestHandler = Parameters<Session['setPermissionRequestHandler']>[0]
type CheckHandler = Parameters<Session['setPermissionCheckHandler']>[0]
type DeviceHandler = Parameters<Session['setDevicePermissionHandler']>[0]
type Contents = Parameters<NonNullable<RequestHandler>>[0]
type Permission = Parameters<NonNullable<RequestHandler>>[1]

/** What is asked about a device. */
export type DeviceDetails = Parameters<NonNullable<DeviceHandler>>[0]

interface Question {
  /** DevTools' name for what the page may then do. */
  readonly chromium: string
  readonly electron: Permission
  readonly mediaType?: 'video' | 'audio'
}

const questions: readonly Question[] = [
  { chromium: 'camera', electron: 'media', mediaType: 'video' },
  { chromium: 'microphone', electron: 'media', mediaType: 'audio' },
  { chromium: 'geolocation', electron: 'geolocation' },
  { chromium: 'notifications', electron: 'notifications' },
  { chromium: 'midi', electron: 'midi' },
  { chromium: 'clipboard-read', electron: 'clipboard-read' },
  { chromium: 'clipboard-write', electron: 'clipboard-sanitized-write' },
  { chromium: 'idle-detection', electron: 'idle-detection' },
  { chromium: 'display-capture', electron: 'display-capture' },
  { chromium: 'window-management', electron: 'window-management' },
]

/**
 * Chromium cannot be made to ask the app at the moment a page wants something. So the app's handlers are asked once
 * per load, about each permission, and their answers are set in Chromium before the page starts.
 */
export class Permissions {
  request: RequestHandler = null
  check: CheckHandler = null
  device: DeviceHandler = null

  async apply(browser: DevTools, contents: unknown, appUrl: string, chromiumUrl: string): Promise<void> {
    const { origin } = new URL(chromiumUrl)
    if (origin === 'null') return // about:blank and data: have no permissions to give
    for (const question of questions) {
      const granted = await this.ask(contents as Contents, question, appUrl)
      await browser.send('Browser.setPermission', {
        permission: { name: question.chromium },
        setting: granted ? 'granted' : 'denied',
        origin,
      })
    }
  }

  /** Without handlers Electron grants everything. */
  private async ask(contents: Contents, { electron, mediaType }: Question, url: string): Promise<boolean> {
    const { protocol, host } = new URL(url)
    const origin = `${protocol}//${host}`
    const checkDetails = {
      requestingUrl: url,
      securityOrigin: origin,
      isMainFrame: true,
      ...(mediaType && { mediaType }),
    }
    const checked = this.check?.(contents, electron, origin, checkDetails)
    if (checked === false) return false
    const request = this.request
    if (request === null) return true
    const details = {
      requestingUrl: url,
      securityOrigin: `${origin}/`,
      isMainFrame: true,
      ...(mediaType && { mediaTypes: [mediaType] }),
    }
    return new Promise((resolve) => request(contents, electron, resolve, details))
  }
}
