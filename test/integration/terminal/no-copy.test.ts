import { afterEach, beforeEach, expect, test } from 'vitest'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { ulid } from 'ulid'
import type { SampleCard } from '../../../shared/domain/views.ts'
import { hurriedTime } from '../../fakes/plain-terminal.ts'
import { startTerminal, temporaryFolder } from './support.ts'
import type { Rig } from './support.ts'

let rig: Rig
let cards: readonly SampleCard[]
let remove: () => void

/** A till whose member copy can neither be opened nor rebuilt: a folder with something in it stands in its place. */
beforeEach(async () => {
  const made = temporaryFolder()
  remove = made.remove
  const first = await startTerminal(made.folder)
  await first.ask('addCashier', { name: 'Robin' })
  cards = await first.ask('sampleCards', undefined)
  await first.close()
  const shop = path.join(made.folder, 'practice')
  for (const name of readdirSync(shop).filter((one) => one.startsWith('cache-'))) {
    rmSync(path.join(shop, name))
    if (name.endsWith('.db')) mkdirSync(path.join(shop, name, 'in-the-way'), { recursive: true })
  }
  rig = await startTerminal(made.folder, {}, hurriedTime(10, Date.now()))
})

afterEach(async () => {
  await rig.close()
  remove()
})

test('without a member copy a card is scanned and stamped, and the panel shows it arrive', async () => {
  const code = cards.find((one) => one.purpose === 'member')?.code ?? ''
  const answer = await rig.ask('scan', { raw: code })
  if (answer.kind !== 'member') expect.fail(`the scan led to ${answer.kind}`)
  const card = answer.member.cards[0]
  const saved = await rig.ask('addStamps', {
    intent: ulid(),
    target: { kind: 'member', key: answer.member.key },
    card: { kind: 'held', cardId: card?.id ?? '' },
    amount: 2,
    again: false,
  })
  expect(saved.member?.cards[0]).toMatchObject({ stamps: card?.stamps, waiting: 2 })
  const shown = (): boolean =>
    rig.told.some(
      ({ name, value }) =>
        name === 'member' &&
        value.cards[0]?.stamps === (card?.stamps ?? Number.NaN) + 2 &&
        value.cards[0].waiting === 0,
    )
  await rig.until('the panel shows the stamps', () => Promise.resolve(shown()), 15_000)
}, 30_000)

test('without a member copy somebody who was just enrolled is found and opened, and no list is called complete', async () => {
  const enrolled = await rig.ask('enrol', {
    intent: ulid(),
    details: { firstName: 'Zed', lastName: null, email: 'zed@example.com', phone: null, birthday: null },
    code: null,
    templateId: null,
    sendLinks: false,
  })
  expect(await rig.ask('search', { query: 'zed' })).toMatchObject({
    rows: [{ name: 'Zed' }],
    complete: false,
  })
  const { id } = enrolled.operation
  await rig.until('it arrived', async () => (await rig.ask('operation', { id })).state === 'done')
  const key = enrolled.member?.key ?? expect.fail('nobody was enrolled')
  expect((await rig.ask('open', { key })).details.firstName).toBe('Zed')
}, 30_000)
