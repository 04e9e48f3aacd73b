import type { Session } from 'electron'
import { describe, expect, test, vi } from 'vitest'
import type { PermissionOptions } from '../../../electron/main/permissions.ts'
import { applyPermissions } from '../../../electron/main/permissions.ts'
import { isOurs } from '../../../electron/main/protocol.ts'
import { memoryLog } from './memory-log.ts'

type Handler<K extends keyof PermissionOptions['session']> = NonNullable<Parameters<Session[K]>[0]>

function fakeSession() {
  const log = memoryLog()
  const handlers: {
    request?: Handler<'setPermissionRequestHandler'>
    check?: Handler<'setPermissionCheckHandler'>
    device?: Handler<'setDevicePermissionHandler'>
    display?: Handler<'setDisplayMediaRequestHandler'>
  } = {}
  applyPermissions({
    session: {
      setPermissionRequestHandler: (handler) => void (handlers.request = handler!),
      setPermissionCheckHandler: (handler) => void (handlers.check = handler!),
      setDevicePermissionHandler: (handler) => void (handlers.device = handler!),
      setDisplayMediaRequestHandler: (handler) => void (handlers.display = handler!),
    },
    isOurs: (address) => isOurs(address, null),
    log,
  })
  const request = (permission: string, details: object): boolean => {
    const answer = vi.fn()
    handlers.request!({} as never, permission as never, answer, {
      requestingUrl: 'app://stampwell/index.html',
      isMainFrame: true,
      ...details,
    })
    expect(answer).toHaveBeenCalledTimes(1)
    return answer.mock.calls[0]![0] as boolean
  }
  const check = (permission: string, origin: string, details: object): boolean =>
    handlers.check!(null, permission as never, origin, { isMainFrame: true, ...details })
  return { handlers, request, check, log }
}

describe('permissions', () => {
  test('our page gets the camera', () => {
    const { request, check } = fakeSession()
    expect(request('media', { mediaTypes: ['video'] })).toBe(true)
    expect(check('media', 'app://stampwell/', { mediaType: 'video' })).toBe(true)
  })

  test.each([
    ['the microphone', 'media', { mediaTypes: ['audio'] }],
    ['the camera with the microphone', 'media', { mediaTypes: ['video', 'audio'] }],
    ['media of no kind', 'media', { mediaTypes: [] }],
    ['media of an unsaid kind', 'media', {}],
    ['the screen', 'display-capture', { mediaTypes: ['video'] }],
    ['the clipboard', 'clipboard-read', {}],
    ['notifications', 'notifications', {}],
    ['the place', 'geolocation', {}],
    ['files', 'fileSystem', {}],
    ['serial ports', 'serial', {}],
    ['HID devices', 'hid', {}],
    ['other programs', 'openExternal', {}],
    ['what is not invented yet', 'telepathy', {}],
  ])('nobody gets %s', (_what, permission, details) => {
    const { request, check, log } = fakeSession()
    expect(request(permission, details)).toBe(false)
    expect(log.lines).toEqual([`warn permission.refused {"kind":"${permission}"}`])
    expect(check(permission, 'app://stampwell/', { mediaType: 'audio' })).toBe(false)
  })

  test('another page does not get the camera, nor does a frame in ours', () => {
    const { request, check } = fakeSession()
    expect(request('media', { mediaTypes: ['video'], requestingUrl: 'https://example.com/' })).toBe(false)
    expect(request('media', { mediaTypes: ['video'], isMainFrame: false })).toBe(false)
    expect(check('media', 'https://example.com/', { mediaType: 'video' })).toBe(false)
    expect(check('media', 'app://stampwell/', { mediaType: 'video', isMainFrame: false })).toBe(false)
  })

  test('no device is ever handed over and no screen shared', () => {
    const { handlers } = fakeSession()
    expect(handlers.device!({ deviceType: 'usb', origin: 'app://stampwell', device: {} } as never)).toBe(
      false,
    )
    const share = vi.fn()
    handlers.display!({} as never, share)
    expect(share).toHaveBeenCalledExactlyOnceWith(null)
  })
})
