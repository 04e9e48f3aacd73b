import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { ulid } from 'ulid'
import { expect, test } from 'vitest'
import { hurriedTime } from '../../fakes/plain-terminal.ts'
import { startTerminal, temporaryFolder } from './support.ts'

/** A shop that cannot be reached. */
const provision = {
  name: 'Corner Café',
  provider: 'leal',
  baseUrl: 'http://127.0.0.1:9',
  store: '7',
  key: 'leal_made_up',
  zone: 'Europe/Berlin',
  singleTill: true,
  readLagMs: 0,
  lateBoundMs: 0,
}

test('what is unsent is named shop by shop, and sent while the till works for another one', async () => {
  const { folder, remove } = temporaryFolder()
  const file = path.join(folder, 'provision.json')
  writeFileSync(file, JSON.stringify(provision))
  const rig = await startTerminal(folder, { STAMPWELL_PROVISION: file }, hurriedTime(10, Date.now()))
  const owe = async (code: string, amount: number): Promise<void> => {
    await rig.ask('addStamps', {
      intent: ulid(),
      target: { kind: 'code', code },
      card: { kind: 'only' },
      amount,
      again: false,
    })
  }
  try {
    const start = await rig.ask('start', undefined)
    if ('blocked' in start) expect.fail(start.blocked.kind)
    const live = start.connections.find(({ mode }) => mode === 'live')?.id ?? ''
    const practice = start.connections.find(({ mode }) => mode === 'practice')?.id ?? ''
    expect(start.connection.id).toBe(live)
    expect(await rig.ask('unsent', { connectionId: null })).toEqual({ waiting: 0, shops: [] })

    await rig.ask('addCashier', { name: 'Robin' })
    for (let n = 0; n < 7; n += 1) await owe(`404000000000${String(n)}`, 3)
    await rig.ask('switchConnection', { id: practice })
    await rig.ask('addCashier', { name: 'Robin' })
    const code = (await rig.ask('sampleCards', undefined)).find((one) => one.purpose === 'member')?.code ?? ''
    await owe(code, 2)

    const both = rig.terminal.unsent()
    expect(both).toEqual(await rig.ask('unsent', { connectionId: null }))
    expect(both.waiting).toBe(8)
    expect(both.shops.map(({ name, mode, waiting, first }) => [name, mode, waiting, first.length])).toEqual([
      ['Practice Café', 'practice', 1, 1],
      ['Corner Café', 'live', 7, 5],
    ])
    // The oldest first.
    const [, corner] = both.shops
    expect(corner?.first.map(({ target }) => target.kind === 'code' && target.code.at(-1))).toEqual([
      '0',
      '1',
      '2',
      '3',
      '4',
    ])
    expect(corner?.oldestAt).toBe(corner?.first[0]?.createdAt)
    expect(await rig.ask('unsent', { connectionId: practice })).toMatchObject({ waiting: 1 })

    await rig.ask('switchConnection', { id: live })
    await rig.until('the other shop’s stamps are sent', async () => {
      const { waiting } = await rig.ask('unsent', { connectionId: practice })
      return waiting === 0
    })
    expect(await rig.ask('unsent', { connectionId: null })).toMatchObject({ waiting: 7 })
  } finally {
    await rig.close()
    remove()
  }
}, 30_000)
