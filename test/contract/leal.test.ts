import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { memberName } from '../../shared/domain/member-name.ts'
import type { RemoteMember } from '../../shared/domain/member.ts'
import type { SampleCard } from '../../shared/domain/views.ts'
import { createTransport } from '../../electron/main/outbound/fetch.ts'
import type { Answer, NewMember, Provider } from '../../electron/main/providers/provider.ts'
import { createProvider } from '../../electron/main/providers/registry.ts'
import { createPracticeBackend } from '../../electron/main/training/backend.ts'
import { startLeal } from '../fakes/leal-server.ts'
import type { LealServer, Reword } from '../fakes/leal-server.ts'
import { asCashier, contractTools, practiceConnection, valueOf } from './provider-contract.ts'
import { inOtherWords } from './systems/leal.ts'

const members = 400
const token = 'practice-token'

function lealAt(origin: string): Provider {
  const provider = createProvider(practiceConnection(origin), contractTools(createTransport(), token))
  if (provider === null) throw new Error('leal is not registered')
  return provider
}

const unread: Answer<never> = {
  ok: false,
  failure: { kind: 'not-found' },
  evidence: { http: null, requestId: null, startedAt: 0, ms: 0, serverDate: null },
}

const plainly: Reword = (body) => body

// What stamp cards are to the core, beside what every system must do (contract.test.ts).
describe.each([
  ['as the practice provider speaks', plainly],
  ['with bare list rows, wrapped objects, ids and counts as text', inOtherWords],
])('Leal, %s', (_name, reword) => {
  let server: LealServer
  let provider: Provider
  beforeAll(async () => {
    server = await startLeal({ token, members, reword })
    provider = lealAt(server.origin)
  })
  afterAll(() => server.close())

  let serial = 0
  const newMember = (over: Partial<NewMember> = {}): NewMember => {
    serial += 1
    const tag = `01JDCONTRACT${String(serial).padStart(14, '0')}`
    const details = {
      firstName: 'Zdeněk',
      lastName: `Contract${serial}`,
      email: `zdenek.${serial}@example.com`,
      phone: null,
      birthday: '1990-02-28',
    }
    return { details, code: `CONTRACT-${serial}`, templateId: '1', sendLinks: false, tag, ...over }
  }
  const card = (purpose: SampleCard['purpose']): SampleCard => {
    const found = server.sampleCards().find((each) => each.purpose === purpose)
    if (found === undefined) throw new Error(`no sample card for ${purpose}`)
    return found
  }
  const byCode = async (code: string): Promise<RemoteMember> => {
    const found = valueOf(await provider.findByCode(code, asCashier))
    expect(found).toHaveLength(1)
    return found[0]!
  }

  it('the programme lists cards with their active rewards, cheapest first', async () => {
    const cards = valueOf(await provider.programme(asCashier))
    expect(cards.map((each) => [each.id, each.stampsRequired, each.initialStamps])).toEqual([
      ['1', 10, 1],
      ['2', 8, 0],
    ])
    expect(cards[0]?.rewards.map((each) => each.stampsRequired)).toEqual([5, 10])
  })

  it('an answer carries the id by which the provider knows the request', async () => {
    expect((await provider.ping(asCashier)).evidence.requestId).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('a sample card opens its member, with cards', async () => {
    for (const purpose of ['member', 'reward-ready', 'two-cards'] as const) {
      const { code, name } = card(purpose)
      const found = await byCode(code)
      expect(memberName(found.details)).toBe(name)
      expect(found.cardsKnown).toBe(true)
      expect(found.cards).toHaveLength(purpose === 'two-cards' ? 2 : 1)
      expect(found.codes).toContain(code)
    }
  })

  it('a scanned phone number or name is not taken for a card', async () => {
    const { details, remoteId } = await byCode(card('member').code)
    for (const text of [
      details.phone!,
      details.phone!.slice(1),
      details.lastName!,
      details.email!,
      remoteId,
    ]) {
      expect(valueOf(await provider.findByCode(text, asCashier))).toEqual([])
    }
  })

  it('search finds by name in any order, e-mail and phone', async () => {
    const { details, remoteId } = await byCode(card('member').code)
    for (const query of [
      `${details.lastName!} ${details.firstName}`,
      details.email!,
      details.phone!.slice(-6),
    ]) {
      const hits = valueOf(await provider.search(query, asCashier))
      expect(hits.map((hit) => hit.remoteId)).toContain(remoteId)
      expect(hits.length).toBeLessThanOrEqual(50)
    }
    expect(valueOf(await provider.search('   ', asCashier))).toEqual([])
  })

  it('a contact is found exactly or not at all', async () => {
    const { details, remoteId } = await byCode(card('member').code)
    const { email, phone } = details
    const find = async (contact: { email: string | null; phone: string | null }): Promise<string[]> =>
      valueOf(await provider.findByContact(contact, asCashier)).map((each) => each.remoteId)
    expect(await find({ email: email!.toUpperCase(), phone: null })).toEqual([remoteId])
    expect(await find({ email: null, phone })).toEqual([remoteId])
    expect(await find({ email, phone })).toEqual([remoteId])
    expect(await find({ email: email!.slice(1), phone: phone!.slice(0, -1) })).toEqual([])
    expect(await find({ email: null, phone: null })).toEqual([])
  })

  it('an enrolment comes with card, code, tag and welcome stamps, and is found by each', async () => {
    const input = newMember()
    const made = valueOf(await provider.create(input, asCashier))
    expect(made).toMatchObject({ details: input.details, cardsKnown: true, tags: [input.tag] })
    expect(made.codes).toContain(input.code)
    expect(made.cards).toMatchObject([{ templateId: '1', stamps: 1 }])
    expect((await byCode(input.code!)).remoteId).toBe(made.remoteId)
    expect(valueOf(await provider.findByTag(input.tag, asCashier))?.remoteId).toBe(made.remoteId)
    expect(valueOf(await provider.member(made.remoteId, asCashier))).toEqual(made)
  })

  it('an enrolment that is repeated makes one member and gives the welcome once', async () => {
    const input = newMember()
    const first = valueOf(await provider.create(input, asCashier))
    const second = valueOf(await provider.create(input, asCashier))
    expect(second).toMatchObject({ remoteId: first.remoteId, cards: first.cards })
    const kinds = server
      .books()
      .filter((entry) => String(entry.customerId) === first.remoteId)
      .map((entry) => entry.kind)
    expect(kinds).toEqual(['create', 'welcome', 'create-again'])
  })

  it("another's e-mail, phone or code is refused by name, and changes nobody", async () => {
    const other = await byCode(card('member').code)
    const before = server.books().length
    const refusedFields = async (over: Partial<NewMember>): Promise<unknown> => {
      const answer = await provider.create(newMember(over), asCashier)
      return answer.ok ? 'made' : answer.failure.kind === 'refused' ? answer.failure.fields : answer.failure
    }
    const base = newMember().details
    expect(await refusedFields({ details: { ...base, email: other.details.email } })).toEqual({
      email: ['taken'],
    })
    expect(await refusedFields({ details: { ...base, phone: other.details.phone } })).toEqual({
      phone: ['taken'],
    })
    expect(await refusedFields({ code: card('member').code })).toEqual({ external_references: ['taken'] })
    expect(await refusedFields({ details: { ...base, email: null } })).toEqual({ base: ['missing'] })
    expect(await refusedFields({ details: { ...base, firstName: ' ' } })).toEqual({
      first_name: ['missing'],
    })
    expect(await refusedFields({ details: { ...base, email: 'nobody' } })).toEqual({ email: ['invalid'] })
    expect(server.books()).toHaveLength(before)
    expect((await byCode(card('member').code)).details).toEqual(other.details)
  })

  it('a code is attached once however often it is sent, and never taken from somebody', async () => {
    const made = valueOf(await provider.create(newMember({ code: null }), asCashier))
    const code = `ATTACHED-${made.remoteId}`
    for (const _ of [1, 2]) {
      const told = valueOf(await provider.attachCode(made.remoteId, code, asCashier))
      expect(told.codes.filter((each) => each === code)).toHaveLength(1)
    }
    expect((await byCode(code)).remoteId).toBe(made.remoteId)
    expect(await provider.attachCode(made.remoteId, card('member').code, asCashier)).toMatchObject({
      failure: { kind: 'refused', fields: { external_references: ['taken'] } },
    })
    expect((await byCode(card('member').code)).remoteId).not.toBe(made.remoteId)
  })

  it('an edit changes what it names and nothing else', async () => {
    const made = valueOf(await provider.create(newMember(), asCashier))
    const edited = valueOf(
      await provider.edit(made.remoteId, { lastName: 'Ångström', birthday: null }, asCashier),
    )
    expect(edited).toMatchObject({
      remoteId: made.remoteId,
      details: { ...made.details, lastName: 'Ångström', birthday: null },
      cards: made.cards,
      codes: made.codes,
      tags: made.tags,
    })
    const other = await byCode(card('member').code)
    expect(await provider.edit(made.remoteId, { email: other.details.email }, asCashier)).toMatchObject({
      failure: { kind: 'refused', fields: { email: ['taken'] } },
    })
  })

  it('stamps are added once each and the card after them is told', async () => {
    const made = valueOf(await provider.create(newMember(), asCashier))
    const cardId = made.cards[0]!.id
    for (const [amount, after] of [
      [1, 2],
      [5, 7],
    ] as const) {
      const told = valueOf(await provider.addStamps(made.remoteId, cardId, amount, asCashier))
      expect(told).toMatchObject({ id: cardId, stamps: after })
    }
    const amounts = server
      .books()
      .filter((entry) => entry.kind === 'stamp' && String(entry.customerCardId) === cardId)
      .map((entry) => entry.amount)
    expect(amounts).toEqual([1, 5])
    expect(await provider.addStamps(made.remoteId, cardId, -1, asCashier)).toMatchObject({
      failure: { kind: 'refused', fields: { stamps: ['invalid'] } },
    })
    expect(await provider.addStamps('999999', cardId, 1, asCashier)).toMatchObject({
      failure: { kind: 'not-found' },
    })
  })

  it('a reward costs its stamps, and is refused when they are too few or it has ended', async () => {
    const made = valueOf(await provider.create(newMember(), asCashier))
    const cardId = made.cards[0]!.id
    const redeem = (reward: string): ReturnType<Provider['redeem']> =>
      provider.redeem(made.remoteId, cardId, reward, asCashier)
    expect(await redeem('1')).toMatchObject({
      failure: { kind: 'refused', fields: { stamps: ['not-enough'] } },
    })
    expect(await redeem('4')).toMatchObject({
      failure: { kind: 'refused', fields: { reward_id: ['inactive'] } },
    })
    expect(await redeem('77')).toMatchObject({ failure: { kind: 'not-found' } })
    await provider.addStamps(made.remoteId, cardId, 5, asCashier)
    expect(valueOf(await redeem('1'))).toMatchObject({ stampsSpent: 5, stampsLeft: 1 })
    expect(valueOf(await provider.member(made.remoteId, asCashier)).cards[0]?.stamps).toBe(1)
  })

  it('a card’s wallet passes are addresses that a phone opens; of a card that is not there there are none', async () => {
    const made = valueOf(await provider.create(newMember(), asCashier))
    const [card] = made.cards
    const passes = valueOf((await provider.wallet?.(made.remoteId, card?.id ?? '', asCashier)) ?? unread)
    for (const address of [passes.apple, passes.google]) expect(address).toMatch(/^https:\/\//)
    expect(await provider.wallet?.(made.remoteId, '999999', asCashier)).toMatchObject({
      failure: { kind: 'not-found' },
    })
  })
})

describe('the practice server, a process of its own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stampwell-contract-'))
  const file = join(folder, 'practice-backend.db')
  let server: ChildProcess
  let origin = ''
  let cards: readonly SampleCard[] = []

  beforeAll(async () => {
    writeFileSync(join(folder, 'token'), `${token}\n`)
    // The file is made here first, for its sample cards; the server finds it.
    const made = createPracticeBackend({ file, members: 5, token, clock: Date })
    cards = made.sampleCards()
    made.close()
    const script = new URL('../fakes/practice-server.ts', import.meta.url).pathname
    const args = [script, '--file', file, '--token-file', join(folder, 'token')]
    server = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
    origin = await said(server, /^listening (http:\S+)$/m)
  })
  afterAll(async () => {
    const ended = new Promise((resolve) => server.once('exit', resolve))
    server.stdin?.end()
    await ended
    rmSync(folder, { recursive: true })
  })

  it('its weather changes on request: replies are lost after the work, and a closed port refuses', async () => {
    const provider = lealAt(origin)
    const member = (await provider.findByCode(cards[0]!.code, { priority: 'cashier' })) as {
      value: readonly { remoteId: string; cards: readonly { id: string; stamps: number }[] }[]
    }
    const { remoteId, cards: held } = member.value[0]!
    const stamp = (): ReturnType<Provider['addStamps']> =>
      provider.addStamps(remoteId, held[0]!.id, 2, { priority: 'background', tag: 'T1-00000000' })
    await tell(server, 'condition drop-replies')
    expect(await stamp()).toMatchObject({ failure: { kind: 'no-answer', cause: 'reset' } })
    await tell(server, 'condition offline')
    expect(await stamp()).toMatchObject({ failure: { kind: 'not-sent', cause: 'refused' } })
    await tell(server, 'condition online')
    await expect.poll(async () => (await provider.ping({ priority: 'cashier' })).ok).toBe(true)
    const now = await provider.member(remoteId, { priority: 'cashier' })
    expect(now).toMatchObject({ value: { cards: [{ stamps: held[0]!.stamps + 2 }] } })
  })
})

function said(server: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const hear = (bytes: Buffer): void => {
      text += bytes.toString()
      const found = pattern.exec(text)
      if (found === null) return
      server.stdout?.off('data', hear)
      resolve(found[1] ?? '')
    }
    server.stdout?.on('data', hear)
    server.once('exit', (code) =>
      reject(new Error(`the practice server ended with ${String(code)}: ${text}`)),
    )
  })
}

async function tell(server: ChildProcess, line: string): Promise<void> {
  const heard = said(server, new RegExp(`^done ${line}$`, 'm'))
  server.stdin?.write(`${line}\n`)
  await heard
}
