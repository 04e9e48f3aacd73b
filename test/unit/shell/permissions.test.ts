import type { Session } from 'electron'
import { describe, expect, test, vi } from 'vitest'
import type { PermissionOptions } from '../../../electron/main/permissions.ts'
import type { KeptScanner } from '../../../electron/main/devices/policy.ts'
import { applyPermissions } from '../../../electron/main/permissions.ts'
import { isOurs } from '../../../electron/main/protocol.ts'
import { memoryLog } from './memory-log.ts'

type Handler<K extends keyof PermissionOptions['session']> = NonNullable<Parameters<Session[K]>[0]>

const voyager: KeptScanner = {
  id: '01J00000000000000000000SCN',
  ...{ kind: 'hid', name: 'Voyager', vendorId: 0x0c2e, productId: 0x0b61, serialNumber: '21A4' },
  ...{ instanceId: null, portName: null, baudRate: 9_600, ending: 'auto' },
}

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
    scanners: () => [voyager],
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
    ['USB devices', 'usb', {}],
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

  test('our page may ask for HID devices and serial ports, and no other page or frame may', () => {
    const { check } = fakeSession()
    const ours = 'app://stampwell/'
    for (const permission of ['hid', 'serial']) {
      expect(check(permission, ours, { requestingUrl: 'app://stampwell/index.html' })).toBe(true)
      expect(check(permission, 'https://example.com/', { requestingUrl: 'https://example.com/' })).toBe(false)
      expect(
        check(permission, ours, { requestingUrl: 'app://stampwell/index.html', isMainFrame: false }),
      ).toBe(false)
      expect(check(permission, ours, { requestingUrl: 'https://example.com/frame' })).toBe(false)
    }
    // Electron checks HID for an origin, and names no frame.
    expect(check('hid', ours, { isMainFrame: false })).toBe(true)
    expect(check('hid', 'https://example.com/', { isMainFrame: false })).toBe(false)
  })

  test('a page that asks for devices at large is refused all the same, by the request', () => {
    const { request } = fakeSession()
    expect(request('hid', {})).toBe(false)
    expect(request('serial', {})).toBe(false)
  })

  test('the chosen scanner is handed to our page, and nothing else to anybody', () => {
    const { handlers } = fakeSession()
    const device = {
      vendorId: 0x0c2e,
      productId: 0x0b61,
      serialNumber: '21A4',
      collections: [{ usagePage: 0x8c }],
    }
    const may = (change: object): boolean =>
      handlers.device!({ deviceType: 'hid', origin: 'app://stampwell', device, ...change } as never)
    expect(may({})).toBe(true)
    expect(may({ origin: 'https://example.com' })).toBe(false)
    expect(may({ deviceType: 'usb' })).toBe(false)
    expect(may({ device: { ...device, serialNumber: '21A5' } })).toBe(false)
  })

  test('no screen is ever shared', () => {
    const { handlers } = fakeSession()
    const share = vi.fn()
    handlers.display!({} as never, share)
    expect(share).toHaveBeenCalledExactlyOnceWith(null)
  })
})
