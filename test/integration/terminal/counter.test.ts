import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ulid } from 'ulid'
import type { CardTemplate } from '../../../shared/domain/programme.ts'
import type { MemberView, SampleCard, ScanAnswer } from '../../../shared/domain/views.ts'
import { hurriedTime } from '../../fakes/plain-terminal.ts'
import { startTerminal, temporaryFolder } from './support.ts'
import type { Rig } from './support.ts'

let rig: Rig
let remove: () => void

// An operation lies in its undo window before it is sent: there the clock runs ten times as fast.
const hurried = 'what has to be sent'

beforeEach(async ({ task }) => {
  const made = temporaryFolder()
  remove = made.remove
  const waits = task.suite?.name === hurried
  rig = await startTerminal(made.folder, {}, waits ? hurriedTime(10, Date.now()) : {})
  await rig.ask('addCashier', { name: 'Robin' })
  await rig.until('the member list is complete', () =>
    Promise.resolve(rig.told.some((one) => one.name === 'directory' && one.value.phase === 'complete')),
  )
})

afterEach(async () => {
  await rig.close()
  remove()
})

const card = async (purpose: SampleCard['purpose']): Promise<SampleCard> => {
  const found = (await rig.ask('sampleCards', undefined)).find((one) => one.purpose === purpose)
  if (found === undefined) throw new Error(`no sample card for ${purpose}`)
  return found
}
const scanned = async (code: string): Promise<Extract<ScanAnswer, { kind: 'member' }>> => {
  const answer = await rig.ask('scan', { raw: code })
  if (answer.kind !== 'member') throw new Error(`scan led to ${answer.kind}`)
  return answer
}
const firstTemplate = async (): Promise<CardTemplate | undefined> => {
  const start = await rig.ask('start', undefined)
  if (!('programme' in start)) throw new Error('the terminal is blocked')
  return start.programme?.cards[0]
}
const stamp = (member: MemberView, amount: number, again = false) =>
  rig.ask('addStamps', {
    intent: ulid(),
    target: { kind: 'member', key: member.key },
    card: { kind: 'held', cardId: member.cards[0]?.id ?? '' },
    amount,
    again,
  })
const settled = (): Promise<unknown> =>
  rig.until(
    'the queue is empty',
    async () => (await rig.ask('operations', { filter: 'open', limit: 10 })).length === 0,
    20_000,
  )
const goOffline = async (): Promise<void> => {
  await rig.ask('practiceCondition', { condition: 'offline' })
  await rig.until('offline is noticed', async () => (await rig.ask('probe', undefined)).kind === 'offline')
}

describe('online', () => {
  test('undo within the window leaves nothing to send', async () => {
    const { member } = await scanned((await card('member')).code)
    const saved = await stamp(member, 1)
    const undone = await rig.ask('undo', { id: saved.operation.id })
    expect(undone.operation.state).toBe('cancelled')
    expect(undone.member?.cards[0]?.waiting).toBe(0)
    expect(await rig.refused('undo', { id: saved.operation.id })).toEqual({ kind: 'too-late' })
  })

  test('another number within the window changes the same operation', async () => {
    const { member } = await scanned((await card('member')).code)
    const saved = await stamp(member, 1)
    const changed = await rig.ask('changeStamps', { id: saved.operation.id, amount: 4 })
    expect(changed.operation.id).toBe(saved.operation.id)
    expect(changed.member?.cards[0]?.waiting).toBe(4)
  })

  test('the same intent twice is one operation; the same stamp twice asks first', async () => {
    const { member } = await scanned((await card('member')).code)
    const args = {
      intent: ulid(),
      target: { kind: 'member', key: member.key } as const,
      card: { kind: 'held', cardId: member.cards[0]?.id ?? '' } as const,
      amount: 1,
      again: false,
    }
    const first = await rig.ask('addStamps', args)
    const second = await rig.ask('addStamps', args)
    expect(second.operation.id).toBe(first.operation.id)
    expect(await rig.refused('addStamps', { ...args, intent: ulid() })).toMatchObject({ kind: 'just-done' })
    const third = await rig.ask('addStamps', { ...args, intent: ulid(), again: true })
    expect(third.member?.cards[0]?.waiting).toBe(2)
  })

  test('a ready reward is redeemed once the cashier leaves, and the provider confirms it', async () => {
    const { member } = await scanned((await card('reward-ready')).code)
    const held = member.cards[0]
    const reward = held?.rewards.find((one) => one.ready)
    if (held === undefined || held.id === null || reward === undefined)
      throw new Error('the sample has a ready reward')
    const saved = await rig.ask('redeem', {
      intent: ulid(),
      key: member.key,
      card: { kind: 'held', cardId: held.id },
      rewardId: reward.id,
      again: false,
    })
    expect(saved.operation.facts).toMatchObject({ kind: 'reward.redeem', provisional: false })
    await rig.ask('leave', { key: member.key })
    const done = await rig.until('confirmed', async () => {
      const view = await rig.ask('operation', { id: saved.operation.id })
      return view.state === 'done' ? view : null
    })
    expect(done.proof).toBe('response')
    const after = await rig.ask('open', { key: member.key })
    expect(after.cards[0]?.stamps).toBe((held.stamps ?? 0) - reward.stampsRequired)
  })

  test('a code that nobody owns is "nobody" online, and enrolling with it makes it open the new member', async () => {
    const { code } = await card('unknown')
    expect(await rig.ask('scan', { raw: code })).toEqual({ kind: 'nobody', code })
    const template = await firstTemplate()
    const saved = await rig.ask('enrol', {
      intent: ulid(),
      details: {
        firstName: ' Zoë ',
        lastName: 'Łukasz',
        email: 'zoe.new@example.com',
        phone: null,
        birthday: null,
      },
      code,
      templateId: template?.id ?? null,
      sendLinks: false,
    })
    expect(saved.member?.cards[0]).toMatchObject({ id: null, stamps: null, welcome: template?.initialStamps })
    await settled()
    const { member } = await scanned(code)
    expect(member.key).toBe(saved.member?.key)
    expect(member.remoteId).not.toBeNull()
    expect(member.cards[0]).toMatchObject({ stamps: template?.initialStamps, welcome: 0, waiting: 0 })
    expect(member.details.firstName).toBe('Zoë')
  }, 30_000)

  test('a member without a loyalty card gets no stamps that could never arrive', async () => {
    const enrolled = await rig.ask('enrol', {
      intent: ulid(),
      details: { firstName: 'Noah', lastName: null, email: 'noah@example.com', phone: null, birthday: null },
      code: null,
      templateId: null,
      sendLinks: false,
    })
    const stampIt = () =>
      rig.refused('addStamps', {
        intent: ulid(),
        target: { kind: 'member', key: enrolled.member?.key ?? 'r:0' },
        card: { kind: 'only' },
        amount: 1,
        again: false,
      })
    expect(await stampIt()).toEqual({ kind: 'not-offered' })
    await settled()
    expect(await stampIt()).toEqual({ kind: 'not-offered' })
  })

  test('an edit to somebody else’s e-mail needs a person, who is shown the other member', async () => {
    const { member } = await scanned((await card('member')).code)
    const other = (await scanned((await card('two-cards')).code)).member
    const email = other.details.email ?? 'nobody@example.com'
    const found = await rig.ask('duplicates', {
      details: { ...member.details, email },
      code: null,
      except: member.key,
    })
    expect(found).toContainEqual(expect.objectContaining({ cause: 'email', certain: true }))
    const saved = await rig.ask('edit', {
      intent: ulid(),
      key: member.key,
      base: member.details,
      details: { ...member.details, email },
    })
    const asked = await rig.until('a person is asked', async () => {
      const view = await rig.ask('operation', { id: saved.operation.id })
      return view.state === 'attention' ? view : null
    })
    expect(asked.reason).toMatchObject({ kind: 'contact-taken', field: 'email', other: { key: other.key } })
    const fixed = await rig.ask('answer', {
      id: asked.id,
      answer: { kind: 'fix-details', details: { email: 'fixed@example.com' } },
    })
    expect(fixed.plain).not.toBe('needs-you')
    await settled()
    expect((await rig.ask('open', { key: member.key })).details.email).toBe('fixed@example.com')
  }, 30_000)
})

describe(hurried, () => {
  test('a scanned card opens its member, and stamps arrive once', async () => {
    const { member } = await scanned((await card('member')).code)
    const before = member.cards[0]?.stamps ?? Number.NaN
    const saved = await stamp(member, 2)
    expect(saved.operation).toMatchObject({ state: 'held', plain: 'saved', by: 'Robin' })
    expect(saved.member?.cards[0]).toMatchObject({ stamps: before, waiting: 2 })
    await settled()
    const after = await rig.ask('open', { key: member.key })
    expect(after.cards[0]).toMatchObject({ stamps: before + 2, waiting: 0, checking: 0 })
    expect(after.history[0]).toMatchObject({ state: 'done', plain: 'sent' })
  }, 30_000)

  test('while it settles, the shown total never counts an operation twice nor drops it', async () => {
    const { member } = await scanned((await card('member')).code)
    const before = member.cards[0]?.stamps ?? Number.NaN
    await stamp(member, 3)
    await settled()
    await rig.until('the panel shows it', () =>
      Promise.resolve(
        rig.told.some((one) => one.name === 'member' && one.value.cards[0]?.stamps === before + 3),
      ),
    )
    const totals = rig.told
      .flatMap((one) => (one.name === 'member' ? [one.value] : []))
      .filter((view) => view.key === member.key)
      .map(
        (view) =>
          (view.cards[0]?.stamps ?? 0) + (view.cards[0]?.waiting ?? 0) + (view.cards[0]?.checking ?? 0),
      )
    // Readings from before the stamp show the old total; from the stamp on there is only the new one.
    expect(new Set(totals.slice(totals.indexOf(before + 3)))).toEqual(new Set([before + 3]))
  }, 30_000)

  test('lost replies settle by themselves, each stamp once', async () => {
    const { member } = await scanned((await card('member')).code)
    const before = member.cards[0]?.stamps ?? Number.NaN
    await rig.ask('practiceCondition', { condition: 'drop-replies' })
    const saved = await stamp(member, 2)
    const done = await rig.until(
      'it settles',
      async () => {
        const view = await rig.ask('operation', { id: saved.operation.id })
        return view.state === 'done' ? view : null
      },
      60_000,
    )
    expect(done.proof).toBe('counter')
    await rig.ask('practiceCondition', { condition: 'online' })
    await rig.until(
      'the panel agrees',
      async () => (await rig.ask('open', { key: member.key })).cards[0]?.stamps === before + 2,
    )
  }, 90_000)

  test('a member enrolled offline is found, stamped, and arrives with its stamps once online', async () => {
    await goOffline()
    const { code } = await card('unknown')
    const enrolled = await rig.ask('enrol', {
      intent: ulid(),
      details: { firstName: 'Ngọc', lastName: 'Đặng', email: null, phone: '07400 123456', birthday: null },
      code,
      templateId: (await firstTemplate())?.id ?? null,
      sendLinks: false,
    })
    const member = enrolled.member
    if (member === null) throw new Error('an enrolment has a member')
    expect((await rig.ask('search', { query: 'dang ngoc' })).rows[0]).toMatchObject({
      key: member.key,
      waiting: true,
    })
    expect((await scanned(code)).member.key).toBe(member.key)
    await rig.ask('addStamps', {
      intent: ulid(),
      target: { kind: 'member', key: member.key },
      card: { kind: 'only' },
      amount: 3,
      again: false,
    })
    await rig.ask('practiceCondition', { condition: 'online' })
    await settled()
    const after = await rig.until('the panel agrees', async () => {
      const view = await rig.ask('open', { key: member.key })
      return view.cards[0]?.waiting === 0 && view.cards[0].stamps !== null ? view : null
    })
    expect(after.cards[0]?.stamps).toBe((enrolled.member?.cards[0]?.welcome ?? 0) + 3)
    expect(after.details.phone).toBe('+447400123456')
  }, 60_000)
})

describe('offline', () => {
  beforeEach(goOffline)

  test('a code that this till does not know is never called nobody’s, and can be stamped', async () => {
    const { code } = await card('unknown')
    expect(await rig.ask('scan', { raw: code })).toEqual({ kind: 'not-known-here', code, waitingStamps: 0 })
    await rig.ask('addStamps', {
      intent: ulid(),
      target: { kind: 'code', code },
      card: { kind: 'only' },
      amount: 2,
      again: false,
    })
    expect(await rig.ask('scan', { raw: code })).toMatchObject({ kind: 'not-known-here', waitingStamps: 2 })
  })

  test('redeeming is off, with its reason, until the shop allows it; then it is limited and provisional', async () => {
    const { member } = await scanned((await card('reward-ready')).code)
    const held = member.cards[0]
    const args = () => ({
      intent: ulid(),
      key: member.key,
      card: { kind: 'held', cardId: held?.id ?? '' } as const,
      rewardId: held?.rewards.find((one) => one.ready)?.id ?? '',
      again: true,
    })
    expect(await rig.refused('redeem', args())).toEqual({ kind: 'offline-redeem-off' })
    await rig.ask('settings', { offlineRewards: 1 })
    const saved = await rig.ask('redeem', args())
    expect(saved.operation.facts).toMatchObject({ provisional: true })
    const next = await rig.refused('redeem', args())
    expect(['offline-redeem-limit', 'not-enough-stamps']).toContain(next.kind)
  })

  test('two enrolments with the same e-mail: the second is told before saving, and needs a person if saved', async () => {
    const details = {
      firstName: 'Kim',
      lastName: null,
      email: 'kim.twice@example.com',
      phone: null,
      birthday: null,
    }
    const enrol = () =>
      rig.ask('enrol', { intent: ulid(), details, code: null, templateId: null, sendLinks: false })
    const first = await enrol()
    const found = await rig.ask('duplicates', { details, code: null, except: null })
    expect(found[0]).toMatchObject({
      cause: 'email',
      certain: true,
      row: { key: first.member?.key, waiting: true },
    })
    const second = await enrol()
    await rig.ask('practiceCondition', { condition: 'online' })
    const asked = await rig.until(
      'a person is asked',
      async () => {
        const view = await rig.ask('operation', { id: second.operation.id })
        return view.state === 'attention' ? view : null
      },
      30_000,
    )
    expect(asked.reason).toMatchObject({ kind: 'contact-taken', field: 'email' })
  }, 60_000)
})

test('bad input gets one clear failure and changes nothing', async () => {
  const enrol = (over: Partial<MemberView['details']>) =>
    rig.refused('enrol', {
      intent: ulid(),
      details: {
        firstName: 'Ana',
        lastName: null,
        email: 'a@example.com',
        phone: null,
        birthday: null,
        ...over,
      },
      code: null,
      templateId: null,
      sendLinks: false,
    })
  expect(await enrol({ firstName: '   ' })).toEqual({ kind: 'invalid', fields: { firstName: 'missing' } })
  expect(await enrol({ firstName: 'x'.repeat(300) })).toEqual({
    kind: 'invalid',
    fields: { firstName: 'too-long' },
  })
  expect(await enrol({ phone: '555-CALL-ME' })).toEqual({ kind: 'invalid', fields: { phone: 'not-a-phone' } })
  expect(await enrol({ email: 'ana@' })).toEqual({ kind: 'invalid', fields: { email: 'not-an-email' } })
  expect(await enrol({ birthday: '2999-01-01' })).toEqual({
    kind: 'invalid',
    fields: { birthday: 'in-the-future' },
  })
  expect(await enrol({ email: null })).toEqual({ kind: 'invalid', fields: { email: 'contact-missing' } })
  expect(await rig.ask('scan', { raw: '' })).toEqual({ kind: 'not-a-card', problem: 'empty' })
  expect(await rig.ask('scan', { raw: '7'.repeat(4_000) })).toEqual({
    kind: 'not-a-card',
    problem: 'too-long',
  })
  expect(await rig.ask('scan', { raw: '\u0000\u0007' })).toMatchObject({ kind: 'not-a-card' })
  expect((await rig.ask('search', { query: 'a'.repeat(4_000) })).rows).toEqual([])
  expect((await rig.ask('search', { query: '"* OR NEAR( --;' })).rows).toBeInstanceOf(Array)
  expect(await rig.ask('operations', { filter: 'open', limit: 10 })).toEqual([])
})

test('nobody at the till: nothing is recorded under nobody’s name', async () => {
  const other = temporaryFolder()
  const fresh = await startTerminal(other.folder)
  try {
    expect(
      await fresh.refused('enrol', {
        intent: ulid(),
        details: { firstName: 'Ana', lastName: null, email: 'a@example.com', phone: null, birthday: null },
        code: null,
        templateId: null,
        sendLinks: false,
      }),
    ).toEqual({ kind: 'nobody-at-the-till' })
  } finally {
    await fresh.close()
    other.remove()
  }
})

test('a corrected name stands on what is saved from then on; what was saved before keeps the name of then', async () => {
  const { member } = await scanned((await card('member')).code)
  const before = await stamp(member, 1)
  const start = await rig.ask('start', undefined)
  if (!('cashiers' in start)) throw new Error('the terminal is blocked')
  const [robin] = start.cashiers
  if (robin === undefined) throw new Error('nobody is there')
  await rig.ask('renameCashier', { id: robin.id, name: 'Robyn' })
  const after = await stamp(member, 1, true)
  expect([before.operation.by, after.operation.by]).toEqual(['Robin', 'Robyn'])
  expect((await rig.ask('operation', { id: before.operation.id })).by).toBe('Robin')
  expect(await rig.ask('start', undefined)).toMatchObject({ cashiers: [{ id: robin.id, name: 'Robyn' }] })
  // One person, by whichever name.
  expect((await rig.ask('shift', { day: null, cashier: robin.id })).cashiers).toHaveLength(1)
})
