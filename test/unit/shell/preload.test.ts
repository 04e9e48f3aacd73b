import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { events, requests } from '../../../shared/ipc/channels.ts'
import type { TerminalApi } from '../../../shared/ipc/contract.ts'

const electron = vi.hoisted(() => ({
  contextBridge: { exposeInMainWorld: vi.fn() },
  ipcRenderer: { invoke: vi.fn(), on: vi.fn(), off: vi.fn() },
}))
vi.mock('electron', () => electron)

let terminal: TerminalApi
beforeAll(async () => {
  await import('../../../electron/preload/index.ts')
  expect(electron.contextBridge.exposeInMainWorld).toHaveBeenCalledTimes(1)
  const [name, api] = electron.contextBridge.exposeInMainWorld.mock.calls[0] as [string, TerminalApi]
  expect(name).toBe('terminal')
  terminal = api
})
beforeEach(() => {
  for (const mock of Object.values(electron.ipcRenderer)) mock.mockReset()
})

describe('the bridge', () => {
  test('has one function for each request and one subscription for each event, and nothing else', () => {
    expect(Object.keys(terminal).sort()).toEqual([...Object.keys(requests), 'on'].sort())
    expect(Object.keys(terminal.on).sort()).toEqual(Object.keys(events).sort())
  })

  test.each(Object.entries(requests))('%s asks on %s and on no other channel', async (name, channel) => {
    electron.ipcRenderer.invoke.mockResolvedValue({ ok: true, value: null })
    const ask = terminal[name as 'search'] as (args?: unknown) => Promise<unknown>
    const args = { query: 'x' }
    expect(await ask(args)).toEqual({ ok: true, value: null })
    expect(electron.ipcRenderer.invoke).toHaveBeenCalledTimes(1)
    const [asked, passed] = electron.ipcRenderer.invoke.mock.calls[0] as [string, unknown]
    expect(asked).toBe(channel)
    expect([undefined, args]).toContain(passed)
  })

  test('answers with a failure when main cannot be reached, instead of throwing', async () => {
    electron.ipcRenderer.invoke.mockRejectedValue(new Error("No handler registered for 'link.probe'"))
    expect(await terminal.probe()).toEqual({ ok: false, error: { kind: 'internal', id: 'unanswered' } })
  })

  test.each(Object.entries(events))(
    'on.%s listens to %s, hands over the value alone, and unsubscribes',
    (name, channel) => {
      const listener = vi.fn()
      const stop = terminal.on[name as 'link'](listener)
      const [subscribed, forward] = electron.ipcRenderer.on.mock.calls[0] as [
        string,
        (...args: unknown[]) => void,
      ]
      expect(subscribed).toBe(channel)
      forward({ sender: 'secret' }, 'value', 'more')
      expect(listener.mock.calls).toEqual([['value']])
      stop()
      expect(electron.ipcRenderer.off).toHaveBeenCalledExactlyOnceWith(channel, forward)
    },
  )

  test('has no generic send: each channel is written out', () => {
    const code = readFileSync(path.resolve(import.meta.dirname, '../../../electron/preload/index.ts'), 'utf8')
    expect(code).not.toMatch(/\bzod\b|Object\.(?:keys|entries)|ipcRenderer\.send/)
  })
})
