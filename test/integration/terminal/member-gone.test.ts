import { expect, test } from 'vitest'
import { ulid } from 'ulid'
import type { Provider } from '../../../electron/main/providers/provider.ts'
import { hurriedTime } from '../../fakes/plain-terminal.ts'
import { startTerminal, temporaryFolder } from './support.ts'

const hurried = hurriedTime(30, Date.now())

test('stamps for a member who was merged at the provider reach the one that the cashier names, and so does the old name', async () => {
  const made = temporaryFolder()
  const rig = await startTerminal(made.folder, {}, hurried)
  try {
    await rig.ask('addCashier', { name: 'Robin' })
    const codes = (await rig.ask('sampleCards', undefined))
      .filter((one) => one.purpose === 'member' || one.purpose === 'reward-ready')
      .map((one) => one.code)
    const opened = (code: string) =>
      rig.until('the card opens its member', async () => {
        const answer = await rig.ask('scan', { raw: code })
        return answer.kind === 'member' ? answer.member : null
      })
    const [goneCode = '', otherCode = ''] = codes
    const gone = await opened(goneCode)
    const other = await opened(otherCode)
    expect(gone.key).not.toBe(other.key)

    const provider = rig.terminal.desk.shop()?.provider
    if (provider === null || provider === undefined) expect.fail('no shop is open')
    const { member, findByCode } = provider
    const id = (key: string): string => key.replace(/^r:/, '')
    const merged: Partial<Provider> = {
      member: async (remoteId, options) => {
        const answer = await member(remoteId, options)
        return remoteId === id(gone.key)
          ? { ok: false, failure: { kind: 'not-found' }, evidence: answer.evidence }
          : answer
      },
      findByCode: (code, options) => findByCode(code === goneCode ? otherCode : code, options),
    }
    Object.assign(provider, merged)

    const saved = await rig.ask('addStamps', {
      intent: ulid(),
      target: { kind: 'member', key: gone.key },
      card: { kind: 'held', cardId: gone.cards[0]?.id ?? '' },
      amount: 2,
      again: false,
    })
    const stateOf = async () => await rig.ask('operation', { id: saved.operation.id })
    const asked = await rig.until('a person is asked', async () => {
      const view = await stateOf()
      return view.state === 'attention' ? view : null
    })
    expect(asked.reason).toMatchObject({ kind: 'member-gone', candidates: [{ key: other.key }] })

    const answer = { kind: 'use-member', key: other.key, card: null } as const
    await rig.ask('answer', { id: saved.operation.id, answer })
    await rig.until('it is sent', async () => (await stateOf()).state === 'done')
    const now = await rig.ask('open', { key: gone.key })
    expect(now).toMatchObject({ key: other.key, details: other.details })
    expect(now.cards[0]?.stamps).toBe((other.cards[0]?.stamps ?? Number.NaN) + 2)
  } finally {
    await rig.close()
    made.remove()
  }
}, 60_000)
