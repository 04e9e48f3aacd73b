import type * as Tls from 'node:tls'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createTransport } from '../../../electron/main/outbound/fetch.ts'
import { jsonAnswer, listen } from '../../fakes/socket-server.ts'
import { testCertificate } from '../../fakes/tls-pair.ts'

const asked = vi.hoisted((): string[] => [])
vi.mock('node:tls', async (load) => {
  const real = await load<typeof Tls>()
  return {
    ...real,
    getCACertificates: (store: 'default' | 'system') => {
      asked.push(store)
      if (store === 'system') throw new Error('the system has no such store')
      return real.getCACertificates(store)
    },
  }
})

test('reads and writes share one list of whom to trust; that the system’s cannot be used is told once', async () => {
  const there = await listen((socket) => socket.write(jsonAnswer(200, {})), { tls: true })
  onTestFinished(() => there.close())
  const unusable = vi.fn()
  const { read, write } = createTransport({ ca: [testCertificate], onSystemStoreUnusable: unusable })
  expect((await read(`${there.origin}/a`)).status).toBe(200)
  expect((await write(`${there.origin}/b`, { method: 'POST' })).status).toBe(200)
  expect(unusable).toHaveBeenCalledTimes(1)
  expect(asked).toEqual(['default', 'system'])
})
