import { expect, it } from 'vitest'
import { startSellAuth } from '../fakes/sellauth-server.ts'
import { expectTyped } from './fuzz/values.ts'
import { asCashier, clientOf } from './sellauth-subject.ts'

it('deep, huge and wrongly encoded bodies are typed failures or values', async () => {
  const server = await startSellAuth()
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
  const page = '{"current_page":1,"last_page":1,"data":[{"id":1,"balance":"0.00","affiliate_referrer":'
  const bodies: readonly (Buffer | string)[] = [
    deep,
    `${page}${deep}}]}`,
    Buffer.alloc(9 * 1024 * 1024, '{'),
    Buffer.from('\ufeff{"data":[]}', 'utf16le'),
    Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28, 0xa0]),
    Buffer.from(`${page}"\u00e9\u00ff"}]}`, 'latin1'),
    '\ufeff[]',
    '',
    'null',
  ]
  try {
    const client = clientOf(server)
    for (const body of bodies) {
      const fault = { kind: 'raw', done: true, status: 200, body } as const
      server.fault('any', fault)
      expectTyped(await client.customers({ page: 1, perPage: 3 }, asCashier))
      const before = server.mutations().length
      server.fault('any', fault)
      expectTyped(await client.changeBalance('240', { amountMinor: 1, tag: 'T1-1' }, asCashier))
      expect(server.mutations()).toHaveLength(before + 1)
    }
  } finally {
    await server.close()
  }
})
