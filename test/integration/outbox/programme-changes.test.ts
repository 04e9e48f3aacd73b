import { afterEach, describe, expect, test } from 'vitest'
import type { TierTerms } from '../../../shared/domain/tier.ts'
import type { Answer, Failure, Provider } from '../../../electron/main/providers/provider.ts'
import type { NewOperation } from '../../../electron/main/outbox/types.ts'
import { attach, createTill, shop, stamps } from './support/till.ts'
import type { Till } from './support/till.ts'

let till: Till
afterEach(() => till.close())

const terms: TierTerms = {
  referred: false,
  overrideSpend: false,
  keepInTier: false,
  credits: 100,
  birthday: '1990-02-28',
}
const who = { name: 'Ada' }
const tag = () => `${Math.random()}`
const affiliate = (code: string | null): NewOperation => ({
  ...common(),
  kind: 'affiliate.set',
  payload: { who, code },
})
const list = (on: boolean): NewOperation => ({
  ...common(),
  kind: 'list.set',
  payload: { who, listId: 'l1', listName: 'Regulars', on },
})
const tier = (wasMember: boolean): NewOperation => ({
  ...common(),
  kind: 'tier.enrol',
  payload: { who, tierId: 'gold', tierName: 'Gold', terms, wasMember },
})
function common() {
  const { connectionId, by, actor } = stamps('1')
  const target = { kind: 'member', key: 'r:1' } as const
  return { connectionId, by, actor, target, intent: tag(), undoMs: 0 }
}

const lost: Failure = { kind: 'no-answer', cause: 'reset' }
const evidence = { http: 200, requestId: null, startedAt: 0, ms: 0, serverDate: null }
const told = (failure: Failure | null): Answer<null> =>
  failure === null ? { ok: true, value: null, evidence } : { ok: false, failure, evidence }

/** A provider with lists, codes and tiers, whose next answers are scripted. */
function begin(
  unanswered: Provider['capabilities']['unanswered']['tier'] = 'readable-by-tag',
  capabilities: Partial<Provider['capabilities']> = {},
) {
  till = createTill({ connection: { singleTill: false }, capabilities })
  const sent: string[] = []
  const answers: (Failure | null)[] = []
  const facts: { code: string | null; tier: string | null } = { code: '', tier: null }
  const { provider } = till.fake
  const { member } = provider
  Object.assign(provider, {
    capabilities: {
      ...provider.capabilities,
      unanswered: { ...provider.capabilities.unanswered, tier: unanswered },
    },
    member: async (...args: Parameters<Provider['member']>) => {
      const answer = await member(...args)
      if (!answer.ok) return answer
      const more = [
        { kind: 'affiliate-code', text: facts.code },
        { kind: 'tier', id: facts.tier, name: 'Told as well' },
      ]
      return { ...answer, value: { ...answer.value, facts: more } }
    },
    affiliate: {
      set: async (_id: string, code: string | null) => {
        sent.push(`code ${code}`)
        return told(answers.shift() ?? null)
      },
    },
    lists: {
      all: async () => ({ ok: true, value: [], evidence }),
      set: async (_id: string, id: string, on: boolean) => {
        sent.push(`${id} ${on}`)
        return told(answers.shift() ?? null)
      },
    },
    tiers: {
      all: async () => ({ ok: true, value: [], evidence }),
      customerIn: (id: string) => ({ id, shop: null }),
      candidate: async () => ({ ok: true, value: { customerId: '1', member: null }, evidence }),
      enrol: async (_id: string, id: string) => {
        sent.push(`tier ${id}`)
        return told(answers.shift() ?? null)
      },
    },
  })
  return { sent, answers, facts }
}

describe('an affiliate code', () => {
  test.each(['ADA15', null])('set to %s is sent once', async (code) => {
    const { sent } = begin()
    till.fake.add('1')
    const made = till.save(affiliate(code))
    await till.time.advance(100)
    expect(till.outbox.view(made.id)).toMatchObject({ state: 'done', proof: 'response' })
    expect(sent).toEqual([`code ${code}`])
  })

  test('whose answer was lost is found where the member shows it, and sent again where not', async () => {
    const { sent, answers, facts } = begin()
    till.fake.add('1')
    answers.push(lost)
    facts.code = 'ADA15'
    const there = till.save(affiliate('ADA15'))
    await till.time.advance(5_000)
    expect(till.outbox.view(there.id)).toMatchObject({ state: 'done', proof: 'natural-key' })
    expect(sent).toHaveLength(1)
    answers.push(lost)
    const absent = till.save(affiliate('OTHER'))
    await till.time.advance(60_000)
    expect(till.outbox.view(absent.id)).toMatchObject({ state: 'done', attempts: 2 })
  })

  test('whose clearing was lost is no more cleared for a read that does not tell codes', async () => {
    const { sent, answers, facts } = begin()
    till.fake.add('1')
    answers.push(lost)
    facts.code = null
    const cleared = till.save(affiliate(null))
    await till.time.advance(60_000)
    expect(till.outbox.view(cleared.id)).toMatchObject({ state: 'done', proof: 'response', attempts: 2 })
    expect(sent).toEqual(['code null', 'code null'])
  })

  test.each([
    ['that somebody has', ['taken'], 'affiliate-code-taken'],
    ['that is not taken', ['invalid'], 'affiliate-code'],
  ] as const)('law: a code %s is named as what was refused', async (_what, wrong, about) => {
    const { answers } = begin()
    till.fake.add('1')
    answers.push({ kind: 'refused', status: 422, fields: { affiliate_code: wrong } })
    const made = till.save(affiliate('X'))
    await till.time.advance(100)
    expect(till.outbox.view(made.id)?.reason).toEqual({ kind: 'refused', status: 422, about })
  })

  test('of a member who is gone is a question', async () => {
    const { answers } = begin()
    answers.push({ kind: 'not-found' })
    const made = till.save(affiliate('X'))
    await till.time.advance(100)
    expect(till.outbox.view(made.id)?.reason).toMatchObject({ kind: 'member-gone' })
  })
})

describe('a list', () => {
  test.each([true, false])('is joined or left (%s) by one request, twice after a silence', async (on) => {
    const { sent, answers } = begin()
    till.fake.add('1')
    answers.push(lost)
    const made = till.save(list(on))
    await till.time.advance(60_000)
    expect(till.outbox.view(made.id)).toMatchObject({ state: 'done', attempts: 2 })
    expect(sent).toEqual([`l1 ${on}`, `l1 ${on}`])
  })

  test('that the member is not on was left already; one that is not there cannot be joined', async () => {
    const { answers } = begin()
    till.fake.add('1')
    answers.push({ kind: 'not-found' }, { kind: 'not-found' })
    const left = till.save(list(false))
    const joined = till.save(list(true))
    await till.time.advance(1_000)
    expect(till.outbox.view(left.id)).toMatchObject({ state: 'done', proof: 'natural-key' })
    expect(till.outbox.view(joined.id)?.reason).toEqual({ kind: 'refused', status: 404 })
  })
})

describe('the card of somebody who is enrolled into a tier', () => {
  const refused: Failure = { kind: 'refused', status: 422, fields: {} }
  const codes = (): readonly string[] => till.outbox.register.codesOf(shop.id, 'r:1')

  test.each([
    ['is theirs who is a member by another till', true, 'done', ['CARD-1']],
    ['is a question where nobody is a member', false, 'attention', []],
  ])('once an enrolment that was refused is dropped, %s', async (_, isMember, state, known) => {
    const { answers } = begin('readable-by-tag', { codes: 'till' })
    answers.push(refused)
    const made = till.save(tier(false))
    const card = till.save(attach('r:1', 'CARD-1'))
    await till.time.advance(1_000)
    expect(till.state(made)).toBe('attention')
    if (isMember) till.fake.add('1')
    till.outbox.answer(made.id, { kind: 'drop', reason: 'no customer' }, 'Kim')
    await till.time.advance(60_000)
    expect([till.state(made), till.state(card)]).toEqual(['discarded', state])
    expect(codes()).toEqual(known)
  })

  test('stays with a member whose enrolment into another tier is dropped', async () => {
    const { answers } = begin('readable-by-tag', { codes: 'till' })
    till.fake.add('1')
    answers.push(refused)
    const made = till.save(tier(true))
    till.save(attach('r:1', 'CARD-1'))
    await till.time.advance(1_000)
    till.outbox.answer(made.id, { kind: 'drop', reason: 'wrong tier' }, 'Kim')
    await till.time.advance(1_000)
    expect(codes()).toEqual(['CARD-1'])
  })

  test('waits for the enrolment that was made again; where nobody knows of that one, for a member to be there', async () => {
    const { answers } = begin('ask-a-person', { codes: 'till' })
    answers.push(refused, lost)
    const first = till.save(tier(false))
    const second = till.save(tier(false))
    const card = till.save(attach('r:1', 'CARD-1'))
    await till.time.advance(1_000)
    till.outbox.answer(first.id, { kind: 'drop', reason: 'wrong birthday' }, 'Kim')
    await till.time.advance(1_000)
    expect([till.state(second), till.state(card)]).toEqual(['attention', 'queued'])
    till.outbox.answer(second.id, { kind: 'drop', reason: 'nobody knows' }, 'Kim')
    await till.time.advance(1_000)
    expect(till.outbox.view(card.id)?.reason).toMatchObject({ kind: 'member-gone' })
    expect(codes()).toEqual([])
  })
})

describe('a tier', () => {
  test('is entered by one request', async () => {
    const { sent } = begin()
    const made = till.save(tier(false))
    await till.time.advance(100)
    expect(till.outbox.view(made.id)).toMatchObject({ state: 'done', facts: { tierName: 'Gold' } })
    expect(sent).toEqual(['tier gold'])
  })

  test('whose answer was lost: somebody new who is a member now is one by it', async () => {
    const { sent, answers } = begin()
    answers.push({ kind: 'server-error', status: 500 })
    const made = till.save(tier(false))
    await till.time.advance(100)
    till.fake.add('1')
    await till.time.advance(5_000)
    expect(till.outbox.view(made.id)).toMatchObject({ state: 'done', proof: 'natural-key' })
    expect(sent).toHaveLength(1)
  })

  test('whose answer was lost: a member whose tier is not told is a question, and nothing is sent twice', async () => {
    const { sent, answers } = begin()
    till.fake.add('1')
    answers.push(lost)
    const made = till.save(tier(true))
    await till.time.advance(600_000)
    // What the member was before is no figure of a card, and is not told as one.
    const reason = { kind: 'undecided', before: null, now: null, adding: 0 }
    expect(till.outbox.view(made.id)).toMatchObject({ state: 'attention', reason })
    expect(sent).toHaveLength(1)
  })

  test('whose answer was lost: a member who was elsewhere and is in that tier now is there by it', async () => {
    const { answers, facts } = begin()
    till.fake.add('1')
    facts.tier = 'silver'
    answers.push(lost)
    till.fake.arrive = (method) => {
      // The first read is the one before it is sent.
      if (method === 'member' && till.fake.count('member') > 1) facts.tier = 'gold'
    }
    const made = till.save(tier(true))
    await till.time.advance(5_000)
    expect(till.outbox.view(made.id)).toMatchObject({ state: 'done', proof: 'natural-key' })
  })

  test('that the member was in already shows nothing of it: a lost request is a question, never "sent"', async () => {
    const { sent, answers, facts } = begin()
    till.fake.add('1')
    facts.tier = 'gold'
    answers.push(lost)
    const made = till.save(tier(true))
    await till.time.advance(600_000)
    expect(till.outbox.view(made.id)).toMatchObject({ state: 'attention', reason: { kind: 'undecided' } })
    expect(sent).toHaveLength(1)
  })

  test('a second one of a newcomer is judged by what the first made of them', async () => {
    const { sent, answers, facts } = begin()
    const first = till.save(tier(false))
    await till.time.advance(100)
    till.fake.add('1')
    facts.tier = 'gold'
    answers.push(lost)
    const second = till.save(tier(false))
    await till.time.advance(600_000)
    expect(till.outbox.view(first.id)).toMatchObject({ state: 'done' })
    expect(till.outbox.view(second.id)).toMatchObject({ state: 'attention' })
    expect(sent).toHaveLength(2)
  })
})
