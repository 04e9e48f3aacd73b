import { expect, test } from 'vitest'
import { ulid } from 'ulid'
import { hurriedTime } from '../../fakes/plain-terminal.ts'
import { startTerminal, temporaryFolder } from './support.ts'

/** Two minutes of patience are the shop's; here they pass thirty times as fast. */
const hurried = hurriedTime(30, Date.now())

test('a lost reply at a shop with several tills needs a person, with the figures as evidence', async () => {
  const made = temporaryFolder()
  const rig = await startTerminal(made.folder, { STAMPWELL_PRACTICE_SINGLE_TILL: '0' }, hurried)
  try {
    await rig.ask('addCashier', { name: 'Robin' })
    const cards = await rig.ask('sampleCards', undefined)
    const code = cards.find((one) => one.purpose === 'member')?.code ?? ''
    const scanned = await rig.until('the card opens its member', async () => {
      const answer = await rig.ask('scan', { raw: code })
      return answer.kind === 'member' ? answer.member : null
    })
    const held = scanned.cards[0]
    await rig.ask('practiceCondition', { condition: 'drop-replies' })
    const saved = await rig.ask('addStamps', {
      intent: ulid(),
      target: { kind: 'member', key: scanned.key },
      card: { kind: 'held', cardId: held?.id ?? '' },
      amount: 2,
      again: false,
    })
    const asked = await rig.until(
      'a person is asked',
      async () => {
        const view = await rig.ask('operation', { id: saved.operation.id })
        return view.state === 'attention' ? view : null
      },
      60_000,
    )
    const before = held?.stamps ?? Number.NaN
    expect(asked.reason).toEqual({ kind: 'undecided', before, now: before + 2, adding: 2 })
    expect(asked.plain).toBe('needs-you')
    expect(asked.choices).toMatchObject({ confirm: true, retry: true, drop: true })
  } finally {
    await rig.close()
    made.remove()
  }
}, 90_000)
