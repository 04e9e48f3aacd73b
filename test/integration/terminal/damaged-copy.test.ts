import { afterEach, beforeEach, expect, test } from 'vitest'
import { closeSync, existsSync, openSync, readdirSync, statSync, writeSync } from 'node:fs'
import path from 'node:path'
import { ulid } from 'ulid'
import type { DirectoryProgress, SampleCard } from '../../../shared/domain/views.ts'
import { hurriedTime } from '../../fakes/plain-terminal.ts'
import { startTerminal, temporaryFolder } from './support.ts'
import type { Rig } from './support.ts'

const env = { STAMPWELL_PRACTICE_MEMBERS: '800' }

let rig: Rig
let folder: string
let remove: () => void
let card: SampleCard
let cardholder: string

const start = async (): Promise<void> => {
  rig = await startTerminal(folder, env, hurriedTime(10, Date.now()))
}
const progress = async (): Promise<DirectoryProgress> => {
  const told = await rig.ask('start', undefined)
  return 'directory' in told ? told.directory : expect.fail('the terminal is blocked')
}
const isComplete = (): Promise<unknown> =>
  rig.until('the member list is complete', async () => (await progress()).phase === 'complete', 20_000)
const names = async (query: string): Promise<readonly string[]> =>
  (await rig.ask('search', { query })).rows.map(({ name }) => name)
const copy = (): string => {
  const shop = path.join(folder, 'practice')
  const name = readdirSync(shop).find((one) => one.startsWith('cache-') && one.endsWith('.db'))
  return path.join(shop, name ?? expect.fail('there is no copy'))
}
/** Overwrites a part of the file, told in shares of its size. */
const damage = (from: number, to: number): void => {
  const file = copy()
  const { size } = statSync(file)
  const first = Math.floor(from * size)
  const handle = openSync(file, 'r+')
  writeSync(handle, Buffer.alloc(Math.floor(to * size) - first, 0xa5), 0, undefined, first)
  closeSync(handle)
}

/** A till with a complete copy, somebody who waits to be sent, and nobody's word on the list since. */
beforeEach(async () => {
  const made = temporaryFolder()
  folder = made.folder
  remove = made.remove
  await start()
  await rig.ask('addCashier', { name: 'Robin' })
  await isComplete()
  const cards = await rig.ask('sampleCards', undefined)
  card = cards.find(({ purpose }) => purpose === 'member') ?? expect.fail('no card')
  cardholder = card.name ?? expect.fail('nobody has the card')
  await rig.ask('practiceCondition', { condition: 'offline' })
  await rig.until('offline is noticed', async () => (await rig.ask('probe', undefined)).kind === 'offline')
  await rig.ask('enrol', {
    intent: ulid(),
    details: { firstName: 'Zed', lastName: 'Quast', email: 'zed@mail.test', phone: null, birthday: null },
    code: null,
    templateId: null,
    sendLinks: false,
    somebodyElse: [],
  })
})

afterEach(async () => {
  await rig.close()
  remove()
})

test.each([
  ['its header', 0, 0.002],
  ['its middle', 0.3, 0.8],
])(
  'a copy whose file is damaged in %s at the start is read again by itself, and the counter goes on',
  async (_, from, to) => {
    await rig.close()
    damage(from, to)
    await start()
    expect(await names('zed qua')).toEqual(['Zed Quast'])
    await rig.ask('practiceCondition', { condition: 'online' })
    await rig.until('online is noticed', async () => (await rig.ask('probe', undefined)).kind === 'online')
    // Whether the list has come so far already or the loyalty system was asked, the card opens its member.
    expect(await rig.ask('scan', { raw: card.code })).toMatchObject({ kind: 'member' })
    // Damage that nobody has met yet is met at the latest here.
    for (const query of ['a', 'b', 'e', cardholder, '0', '01']) await names(query)
    await isComplete()
    // A person is told meanwhile why nobody was found.
    const told = rig.told.flatMap(({ name, value }) => (name === 'directory' ? [value] : []))
    expect(told.filter((one) => one.wasDamaged)).not.toHaveLength(0)
    expect(await progress()).not.toHaveProperty('wasDamaged')
    expect(await names(cardholder)).toContain(cardholder)
    expect((await progress()).members).toBeGreaterThanOrEqual(800)
    expect(existsSync(`${copy()}.unreadable`)).toBe(true)
  },
  40_000,
)

test('damage that is met in the middle of work calls no list complete, and the list is read again by itself', async () => {
  await rig.close()
  await start()
  await isComplete()
  // Offline, so that nothing is read again before the screen has said so.
  await rig.ask('practiceCondition', { condition: 'offline' })
  await rig.until('offline is noticed', async () => (await rig.ask('probe', undefined)).kind === 'offline')
  damage(0.01, 1)
  await rig.until('the damage is met', async () => {
    for (const query of ['an', 'be', 'ma', cardholder, '0142', 'zed']) await names(query)
    return rig.lines.some((line) => line.includes('directory.rebuilt'))
  })
  expect(await rig.ask('search', { query: cardholder })).toMatchObject({ complete: false })
  expect(await progress()).toMatchObject({ finishedAt: null, wasDamaged: true })
  expect(rig.told.filter(({ name }) => name === 'directory').at(-1)?.value).toMatchObject({
    finishedAt: null,
  })
  expect(await names('zed qua')).toEqual(['Zed Quast'])
  await rig.ask('practiceCondition', { condition: 'online' })
  await rig.until('online is noticed', async () => (await rig.ask('probe', undefined)).kind === 'online')
  await isComplete()
  expect(await progress()).not.toHaveProperty('wasDamaged')
  expect(await names(cardholder)).toContain(cardholder)
  await rig.close()
  await start()
  const again = await rig.ask('start', undefined)
  expect('programme' in again && again.programme !== null).toBe(true)
}, 40_000)
