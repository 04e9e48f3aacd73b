import { expect, test } from 'vitest'
import { ulid } from 'ulid'
import { sparing } from '../../../electron/main/directory/sparing.ts'
import { hurriedTime } from '../../fakes/plain-terminal.ts'
import { startTerminal, temporaryFolder } from './support.ts'

test('a page of the member list that is read while a stamp is on the wire does not count it twice', async () => {
  const { folder, remove } = temporaryFolder()
  const rig = await startTerminal(folder, {}, hurriedTime(10, Date.now()))
  await rig.ask('addCashier', { name: 'Robin' })
  const complete = (): number =>
    rig.told.filter((one) => one.name === 'directory' && one.value.phase === 'complete').length
  await rig.until('the member list is complete', () => Promise.resolve(complete() > 0))
  const code = (await rig.ask('sampleCards', undefined)).find((one) => one.purpose === 'member')?.code ?? ''
  const scan = await rig.ask('scan', { raw: code })
  if (scan.kind !== 'member') expect.fail(`the scan led to ${scan.kind}`)
  const { key, cards } = scan.member
  const card = cards[0]
  const before = card?.stamps ?? Number.NaN
  const shop = rig.terminal.desk.shop()
  const provider = shop?.provider
  if (shop === null || provider === null || provider === undefined) expect.fail('no shop is open')
  // The work is done at once, and its answer comes late.
  const addStamps = provider.addStamps.bind(provider)
  let arrive = (): void => undefined
  const late = new Promise<void>((resolve) => (arrive = resolve))
  Object.assign(provider, {
    addStamps: async (...args: Parameters<typeof addStamps>) => {
      const answer = await addStamps(...args)
      await late
      return answer
    },
  })
  const { operation } = await rig.ask('addStamps', {
    intent: ulid(),
    target: { kind: 'member', key },
    card: { kind: 'held', cardId: card?.id ?? '' },
    amount: 2,
    again: false,
  })
  const state = async () => (await rig.ask('operation', { id: operation.id })).state
  await rig.until('it is on the wire', async () => (await state()) === 'sending', 15_000)
  const page = await provider.members(null, { priority: 'background' })
  if (!page.ok) expect.fail(page.failure.kind)
  const told = page.value.members.find((one) => one.cards[0]?.id === card?.id)
  expect(told?.cards[0]?.stamps).toBe(before + 2)
  const { connection, directory, outbox } = shop
  const pulling = sparing(directory, {
    busy: () => outbox.onTheWire(connection.id),
    owed: () => outbox.owedTo(connection.id),
  })
  await pulling.applyPage(page.value.members, page.evidence.startedAt, await directory.pullState())
  expect((await rig.ask('open', { key })).cards[0]).toMatchObject({ stamps: before, waiting: 2 })
  arrive()
  await rig.until('it is done', async () => (await state()) === 'done')
  expect((await rig.ask('open', { key })).cards[0]).toMatchObject({ stamps: before + 2, waiting: 0 })
  await rig.close()
  remove()
}, 40_000)
