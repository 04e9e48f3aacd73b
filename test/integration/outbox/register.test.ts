import { afterEach, describe, expect, test } from 'vitest'
import type { KnownCard } from '../../../electron/main/outbox/pure/register.ts'
import { details } from './support/fake-provider.ts'
import { attach, create, createTill, shop, stampsOnCode } from './support/till.ts'
import type { Till, TillOptions } from './support/till.ts'

let till: Till
afterEach(() => till.close())
const begin = (options: TillOptions = {}): Till => (till = createTill(options))
const card = (code: string, remoteId: string, learnedAt = 1_000): KnownCard => ({ code, remoteId, learnedAt })
const holders = (code: string): readonly string[] => till.outbox.keysOfCode(shop.id, code)
const tillOnly = { codes: 'till' } as const

describe('the register', () => {
  test('takes cards in, and says of each whether it was new, known or somebody else’s', () => {
    begin()
    till.outbox.learnCode(shop.id, 'A', 'r:1')
    const cards = [card('A', '1'), card('A', '2'), card('B', '2'), card('B', '3'), card('B', '2')]
    expect(till.outbox.register.take(shop.id, cards)).toEqual({
      ok: true,
      value: ['known', 'other', 'new', 'other', 'known'],
    })
    expect([holders('A'), holders('B')]).toEqual([['r:1'], ['r:2']])
    expect(till.outbox.register.count(shop.id)).toBe(2)
  })

  test('keeps a card as one, whichever reader’s form of its code a file has', () => {
    begin()
    till.outbox.learnCode(shop.id, '0036000291452', 'r:1')
    const taken = till.outbox.register.take(shop.id, [card('036000291452', '2'), card('036000291452', '1')])
    expect(taken).toEqual({ ok: true, value: ['other', 'new'] })
    till.outbox.learnCode(shop.id, '012345678905', 'r:3')
    const longer = [card('0012345678905', '2'), card('0012345678905', '3')]
    expect(till.outbox.register.take(shop.id, longer)).toEqual({ ok: true, value: ['other', 'new'] })
  })

  test('is read page by page, in order, each card once, without those of members that nobody else can know', () => {
    begin({ start: false })
    const cards = Array.from({ length: 25 }, (_, n) =>
      card(`C${String(n % 23).padStart(2, '0')}`, `${n % 23}`),
    )
    expect(till.outbox.register.take(shop.id, cards).ok).toBe(true)
    till.outbox.learnCode(shop.id, 'C05x', 'l:WAITING')
    const seen: string[] = []
    let waiting = 0
    let after: Parameters<typeof till.outbox.register.page>[1] = null
    do {
      const page = till.outbox.register.page(shop.id, after, 4)
      seen.push(...page.cards.map((one) => one.code))
      waiting += page.waiting
      after = page.next
    } while (after !== null)
    expect(seen).toEqual([...new Set(cards.map((one) => one.code))].sort())
    expect(waiting).toBe(1)
  })

  test('names a member that was enrolled here as the provider does, and takes the card of one in as theirs', async () => {
    begin()
    till.save(create('L1', 'Ada', { code: 'C1' }))
    await till.time.advance(100)
    expect(till.outbox.register.page(shop.id, null, 10).cards).toMatchObject([{ code: 'C1', remoteId: 'n1' }])
    expect(till.outbox.register.take(shop.id, [card('C1', 'n1'), card('C2', 'n1')])).toEqual({
      ok: true,
      value: ['known', 'new'],
    })
    expect(holders('C2')).toEqual(['l:L1'])
    expect(till.outbox.register.codesOf(shop.id, 'r:n1')).toEqual(['C1', 'C2'])
  })

  test('belongs to a shop: another one’s cards are neither counted nor taken', () => {
    begin()
    till.outbox.learnCode(shop.id, 'A', 'r:1')
    expect(till.outbox.register.count('01OTHER000000000000000000A')).toBe(0)
    expect(till.outbox.register.page('01OTHER000000000000000000A', null, 10).cards).toEqual([])
  })

  test('takes nothing of a chunk that the file refuses, and says so', () => {
    begin()
    const cards = [card('A', '1'), { ...card('B', '2'), learnedAt: Number.NaN }]
    expect(till.outbox.register.take(shop.id, cards)).toEqual({
      ok: false,
      error: { kind: 'not-saved', cause: 'database' },
    })
    expect(till.outbox.register.count(shop.id)).toBe(0)
  })

  test('outlives the program', () => {
    begin()
    till.outbox.register.take(shop.id, [card('A', '1')])
    till.restart()
    expect(holders('A')).toEqual(['r:1'])
  })
})

describe('a card that was handed on', () => {
  test('is asked about where only the till knows codes; sent again it changes hands, and leads to one member', async () => {
    begin({ capabilities: tillOnly })
    till.fake.add('1', { details: details('Ada') })
    till.fake.add('2')
    till.outbox.learnCode(shop.id, 'CARD-1', 'r:1')
    const made = till.save(attach('r:2', 'CARD-1'))
    await till.time.advance(100)
    expect(till.outbox.view(made.id)?.reason).toMatchObject({ kind: 'code-taken', other: { name: 'Ada' } })
    expect(till.outbox.register.codesOf(shop.id, 'r:1')).toEqual(['CARD-1'])
    till.outbox.answer(made.id, { kind: 'retry' }, 'Kim')
    await till.time.advance(100)
    expect(till.state(made)).toBe('done')
    expect(holders('CARD-1')).toEqual(['r:2'])
    const stamp = till.save(stampsOnCode('CARD-1'))
    await till.time.advance(100)
    expect(till.outbox.view(stamp.id)?.target).toEqual({ kind: 'member', key: 'r:2' })
  })

  test.each([
    ['036000291452', '0036000291452'],
    ['0036000291452', '036000291452'],
  ])('is one card, learned as %s and attached as %s by another reader', async (learned, scanned) => {
    begin({ capabilities: tillOnly })
    till.fake.add('1', { details: details('Ada') })
    till.fake.add('2')
    till.outbox.learnCode(shop.id, learned, 'r:1')
    const made = till.save(attach('r:2', scanned))
    await till.time.advance(100)
    expect(till.outbox.view(made.id)?.reason).toMatchObject({ kind: 'code-taken', other: { name: 'Ada' } })
    till.outbox.answer(made.id, { kind: 'retry' }, 'Kim')
    await till.time.advance(100)
    expect([holders(learned), holders(scanned)]).toEqual([[], ['r:2']])
    const stamp = till.save(stampsOnCode(learned))
    await till.time.advance(100)
    expect(till.outbox.view(stamp.id)?.target).toEqual({ kind: 'member', key: 'r:2' })
  })

  test('leads to one member where the provider has attached it', async () => {
    begin()
    till.fake.add('1')
    till.fake.add('2')
    // The provider has taken it off since.
    till.outbox.learnCode(shop.id, 'CARD-1', 'r:1')
    const made = till.save(attach('r:2', 'CARD-1'))
    await till.time.advance(100)
    expect(till.state(made)).toBe('done')
    expect(holders('CARD-1')).toEqual(['r:2'])
  })

  test('is somebody else’s at the provider, whoever insists', async () => {
    begin()
    till.fake.add('1', { codes: ['CARD-1'] })
    till.fake.add('2')
    const made = till.save(attach('r:2', 'CARD-1'))
    await till.time.advance(100)
    till.outbox.answer(made.id, { kind: 'retry' }, 'Kim')
    await till.time.advance(100)
    expect(till.outbox.view(made.id)?.reason).toMatchObject({ kind: 'code-taken' })
    expect(till.fake.count('attachCode')).toBe(0)
  })

  test('is not a walk-in’s at once, where it is another’s on this till', async () => {
    begin({ capabilities: { ...tillOnly, enrol: 'waits' } })
    till.fake.add('1', { details: details('Ada') })
    till.outbox.learnCode(shop.id, 'CARD-1', 'r:1')
    const made = till.save(create('L1', 'Bo', { code: 'CARD-1', email: 'bo@example.com' }))
    till.fake.add('2', { details: details('Bo', { email: 'bo@example.com' }) })
    await till.time.advance(100)
    expect(till.outbox.view(made.id)?.reason).toMatchObject({ kind: 'code-taken', other: { name: 'Ada' } })
    expect(till.outbox.register.codesOf(shop.id, 'r:1')).toEqual(['CARD-1'])
  })

  test('is let go by whom the provider says it is not, whatever they are called, but not what was learned since', async () => {
    begin()
    till.save(create('L1', 'Ada', { code: 'C1' }))
    const before = till.time.now()
    await till.time.advance(100)
    till.outbox.register.letGo(shop.id, { code: 'C1', key: 'r:n1', before })
    expect(holders('C1')).toEqual(['l:L1'])
    till.outbox.register.letGo(shop.id, { code: 'C1', key: 'r:n1', before: till.time.now() + 1 })
    expect(holders('C1')).toEqual([])
  })
})
