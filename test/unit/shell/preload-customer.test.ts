import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { customerChannels } from '../../../shared/ipc/customer-channels.ts'
import type { CustomerApi } from '../../../shared/ipc/customer-contract.ts'

const electron = vi.hoisted(() => ({
  contextBridge: { exposeInMainWorld: vi.fn() },
  ipcRenderer: { invoke: vi.fn(), on: vi.fn(), off: vi.fn() },
}))
vi.mock('electron', () => electron)

let customer: CustomerApi
beforeAll(async () => {
  await import('../../../electron/preload/customer.ts')
  expect(electron.contextBridge.exposeInMainWorld).toHaveBeenCalledTimes(1)
  const [name, api] = electron.contextBridge.exposeInMainWorld.mock.calls[0] as [string, CustomerApi]
  expect(name).toBe('customer')
  customer = api
})
beforeEach(() => {
  for (const mock of Object.values(electron.ipcRenderer)) mock.mockReset()
})

test('the customer’s page can listen, say that it listens, and answer: nothing else', async () => {
  expect(Object.keys(customer).toSorted()).toEqual(['answer', 'onScreen', 'ready'])
  electron.ipcRenderer.invoke.mockResolvedValue({ ok: true, value: null })
  await customer.ready()
  await customer.answer({ id: 'Q', answer: { kind: 'yes' } })
  expect(electron.ipcRenderer.invoke.mock.calls.map(([channel]) => channel as string)).toEqual([
    customerChannels.ready,
    customerChannels.answer,
  ])
})

test('where main cannot be reached it gets a failure instead of an error', async () => {
  electron.ipcRenderer.invoke.mockRejectedValue(new Error('gone'))
  expect(await customer.ready()).toEqual({ ok: false, error: { kind: 'internal', id: 'unanswered' } })
})

test('what is told comes without the one who told it, until it is unsubscribed', () => {
  const listener = vi.fn()
  const stop = customer.onScreen(listener)
  const [channel, forward] = electron.ipcRenderer.on.mock.calls[0] as [string, (...args: unknown[]) => void]
  expect(channel).toBe(customerChannels.screen)
  forward({ sender: 'secret' }, 'screen', 'more')
  expect(listener.mock.calls).toEqual([['screen']])
  stop()
  expect(electron.ipcRenderer.off).toHaveBeenCalledExactlyOnceWith(channel, forward)
})
