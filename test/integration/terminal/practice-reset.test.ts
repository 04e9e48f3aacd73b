import { ulid } from 'ulid'
import { expect, onTestFinished, test } from 'vitest'
import { hurriedTime } from '../../fakes/plain-terminal.ts'
import { startTerminal, temporaryFolder } from './support.ts'

test('a new first day shows no card of the old one: none of them is there any more', async () => {
  const { folder, remove } = temporaryFolder()
  onTestFinished(remove)
  const rig = await startTerminal(folder, {}, hurriedTime(10, Date.now()))
  const complete = () => rig.told.filter((one) => one.name === 'directory' && one.value.phase === 'complete')
  await rig.ask('addCashier', { name: 'Robin' })
  await rig.until('the member list is complete', () => Promise.resolve(complete().length > 0))
  const samples = await rig.ask('sampleCards', undefined)
  const code = samples.find(({ purpose }) => purpose === 'member')?.code ?? ''
  const scanned = await rig.ask('scan', { raw: code })
  if (scanned.kind !== 'member') expect.fail(scanned.kind)
  const { key, cards } = scanned.member
  await rig.ask('addStamps', {
    intent: ulid(),
    target: { kind: 'member', key },
    card: { kind: 'held', cardId: cards[0]?.id ?? '' },
    amount: 1,
    again: false,
  })
  const stamps = (cards[0]?.stamps ?? 0) + 1
  const shown = (): boolean =>
    rig.told.some(({ name, value }) => {
      if (name !== 'member' || value.key !== key) return false
      const [card] = value.cards
      return card?.stamps === stamps && card.waiting === 0 && card.checking === 0
    })
  await rig.until('the stamp has arrived and is shown', () => Promise.resolve(shown()), 20_000)
  // Without a line nobody can read the new cards: what is shown is what is remembered.
  await rig.ask('practiceReset', undefined)
  await rig.ask('practiceCondition', { condition: 'offline' })
  const after = await rig.ask('open', { key }).catch(() => null)
  expect(after?.cards.map(({ id }) => id) ?? []).not.toContain(cards[0]?.id)
  await rig.close()
}, 30_000)
