import { describe, expect, test } from 'vitest'
import { machineId } from '../../../electron/main/app/machine.ts'
import type { MachineSystem } from '../../../electron/main/app/machine.ts'

const nothing = (): Promise<never> => Promise.reject(new Error('not here'))
const linux = (files: Readonly<Record<string, string>>): MachineSystem => ({
  platform: 'linux',
  readText: (file) => Promise.resolve(files[file] ?? nothing()),
  run: nothing,
})
const saying = (platform: NodeJS.Platform, output: string): MachineSystem => ({
  platform,
  readText: nothing,
  run: () => Promise.resolve(output),
})
const mac = `+-o Mac <class IOPlatformExpertDevice>\n    {\n      "IOPlatformUUID" = "564D2A1B-0000-1111-2222-33334444AAAA"\n    }`
const windows =
  '\r\nHKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Cryptography\r\n    MachineGuid    REG_SZ    0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0\r\n\r\n'

describe('a machine', () => {
  test.each([
    ['Linux', linux({ '/etc/machine-id': '0123456789abcdef0123456789abcdef\n' })],
    [
      'a Linux that keeps it for its bus',
      linux({ '/etc/machine-id': '\n', '/var/lib/dbus/machine-id': 'abc\n' }),
    ],
    ['a Mac', saying('darwin', mac)],
    ['Windows', saying('win32', windows)],
  ])('is told by what %s says, and its own id is not kept', async (_name, system) => {
    expect(await machineId(system)).toMatch(/^[0-9a-f]{64}$/)
  })

  test('is the same at every start, and another one is another', async () => {
    const one = linux({ '/etc/machine-id': 'a\n' })
    expect(await machineId(one)).toBe(await machineId(linux({ '/etc/machine-id': 'A' })))
    expect(await machineId(one)).not.toBe(await machineId(linux({ '/etc/machine-id': 'b\n' })))
  })

  test.each([
    ['says nothing', linux({})],
    ['is an image that nobody has started', linux({ '/etc/machine-id': 'uninitialized\n' })],
    ['says something else', saying('win32', 'ERROR: The system was unable to find the key')],
    ['is of another kind', { platform: 'freebsd', readText: nothing, run: nothing }],
  ] as const)('that %s is not compared', async (_name, system) => {
    expect(await machineId(system)).toBe(null)
  })
})
