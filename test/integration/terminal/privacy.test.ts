import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { ulid } from 'ulid'
import type { MemberDetails } from '../../../shared/domain/member.ts'
import type { MemberView, SearchAnswer } from '../../../shared/domain/views.ts'
import { hurriedTime } from '../../fakes/plain-terminal.ts'
import { startTerminal, temporaryFolder } from './support.ts'
import type { Rig } from './support.ts'

let rig: Rig
let remove: () => void

beforeEach(async () => {
  const made = temporaryFolder()
  remove = made.remove
  rig = await startTerminal(made.folder, { STAMPWELL_PRACTICE_MEMBERS: '60' }, hurriedTime(10, Date.now()))
  await rig.ask('addCashier', { name: 'Robin' })
  await listIsComplete()
})

afterEach(async () => {
  await rig.close()
  remove()
})

const nobody: MemberDetails = { firstName: '', lastName: null, email: null, phone: null, birthday: null }
const listIsComplete = (): Promise<unknown> =>
  rig.until('the member list is complete', async () => {
    const start = await rig.ask('start', undefined)
    return 'directory' in start && start.directory.phase === 'complete'
  })
const goOffline = async (): Promise<void> => {
  await rig.ask('practiceCondition', { condition: 'offline' })
  await rig.until('offline is noticed', async () => (await rig.ask('probe', undefined)).kind === 'offline')
}
const goOnline = async (): Promise<void> => {
  await rig.ask('practiceCondition', { condition: 'online' })
  await rig.until('online is noticed', async () => (await rig.ask('probe', undefined)).kind === 'online')
}
const search = (query: string): Promise<SearchAnswer> => rig.ask('search', { query })
const names = async (query: string): Promise<readonly string[]> =>
  (await search(query)).rows.map(({ name }) => name)
const enrol = (details: Partial<MemberDetails>) =>
  rig.ask('enrol', {
    intent: ulid(),
    details: { ...nobody, ...details },
    code: null,
    templateId: null,
    sendLinks: false,
    somebodyElse: [],
  })
const arrived = (id: string): Promise<unknown> =>
  rig.until('it arrived', async () => (await rig.ask('operation', { id })).state === 'done')
/** Somebody of the copy, with a phone. */
const somebody = async (): Promise<MemberView> => {
  const card = (await rig.ask('sampleCards', undefined)).find(({ purpose }) => purpose === 'member')
  const scanned = await rig.ask('scan', { raw: card?.code ?? '' })
  return scanned.kind === 'member' ? scanned.member : expect.fail(`the scan led to ${scanned.kind}`)
}
const nameOf = ({ details }: MemberView): string => `${details.firstName} ${details.lastName ?? ''}`.trim()
/** Files of the shop, but for copies of the records, that hold something. */
const filesWith = (what: RegExp): readonly string[] => {
  const folder = path.join(rig.userData, 'practice')
  return (
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      // What stands for the loyalty system itself lies there too.
      .map(({ name }) => name)
      .filter((name) => !name.startsWith('practice-backend'))
      .filter((name) => what.test(readFileSync(path.join(folder, name), 'latin1')))
  )
}

describe('who waits to be sent', () => {
  test('is found by the rules of the copy, and stands below an exact hit of it', async () => {
    const member = await somebody()
    await goOffline()
    const id = member.remoteId ?? expect.fail('no id')
    await enrol({ firstName: `Zsigmond ${id}`, email: 'zs.kerekes@mail.test', phone: '+36301234567' })
    for (const query of ['zsigmnod', 'kerekes@m', 'ZSIG 4567', '06 30 123 4567', '4567'])
      expect([query, await names(query)]).toEqual([query, [`Zsigmond ${id}`]])
    expect((await search(id)).rows[0]).toMatchObject({ key: member.key, waiting: false })
    expect((await names(id)).at(-1)).toBe(`Zsigmond ${id}`)
  }, 30_000)

  test('with an edit is found by the new value and by the old one, once, and shown with the new one', async () => {
    const member = await somebody()
    await goOffline()
    const details = { ...member.details, firstName: 'Xaverius' }
    await rig.ask('edit', { intent: ulid(), key: member.key, base: member.details, details })
    const old = nameOf(member)
    for (const query of ['xaverius', 'xaverisu', old]) {
      const rows = (await search(query)).rows.filter(({ key }) => key === member.key)
      expect([query, rows.map(({ name }) => name.split(' ')[0])]).toEqual([query, ['Xaverius']])
      expect(rows[0]).toMatchObject({ waiting: false, stamps: member.cards[0]?.stamps ?? null })
    }
  }, 30_000)
})

describe('a shop without look-up by names', () => {
  test('finds by a card and a whole phone alone, the copy and those who wait alike', async () => {
    const member = await somebody()
    await enrol({ firstName: 'Zsigmond', email: 'zs.kerekes@mail.test', phone: '+36301234567' })
    await rig.ask('settings', { nameLookUp: false })
    const phone = member.details.phone ?? expect.fail('no phone')
    const email = member.details.email ?? ''
    for (const query of [
      nameOf(member),
      phone.slice(-4),
      email,
      email.slice(0, 6),
      'zsigmond',
      'zs.kerekes@mail.test',
    ])
      expect([query, await names(query)]).toEqual([query, []])
    expect((await search(phone)).rows.map(({ key }) => key)).toContain(member.key)
    expect((await search(member.codes[0] ?? '')).rows.map(({ key }) => key)).toContain(member.key)
    // Enrolled meanwhile: between waiting here and standing in the copy lies a worker's turn.
    await expect.poll(() => names('+36 30 123 4567')).toEqual(['Zsigmond'])
    expect(await search('zsigmond')).toMatchObject({ beyond: false })
    expect(await rig.ask('searchBeyond', { query: nameOf(member) })).toMatchObject({
      outcome: 'not-asked',
      rows: [],
    })
    await rig.ask('settings', { nameLookUp: true })
    expect((await search(nameOf(member))).rows.map(({ key }) => key)).toContain(member.key)
  }, 30_000)
})

describe('a member who is forgotten here', () => {
  test('is in no file and no list, and no reading of the list brings them back; opening them does', async () => {
    const { operation, member } = await enrol({
      firstName: 'Zsigmond',
      lastName: 'Quastenflosser',
      email: 'zs.quasten@mail.test',
      phone: '+36301234567',
    })
    await arrived(operation.id)
    const key = member?.key ?? expect.fail('nobody was enrolled')
    await rig.until('they are in the copy', async () =>
      (await search('quastenfl')).rows.some((row) => !row.waiting),
    )
    expect(filesWith(/Quastenflosser/).length).toBeGreaterThan(1)
    await rig.ask('forgetMember', { key })
    expect(await names('quastenfl')).toEqual([])
    expect(filesWith(/quasten|36301234567/i)).toEqual([])
    await rig.ask('rebuildList', undefined)
    await listIsComplete()
    expect(await search('quastenfl')).toMatchObject({ rows: [], complete: true, beyond: true })
    const beyond = await rig.ask('searchBeyond', { query: 'quastenfl' })
    expect(beyond).toMatchObject({ outcome: 'answered', rows: [{ name: 'Zsigmond Quastenflosser' }] })
    expect(await names('quastenfl')).toEqual([])
    const found = beyond.rows[0] ?? expect.fail('nobody was found')
    expect(JSON.stringify(beyond)).not.toMatch(/zs\.quasten|301234/)
    expect((await rig.ask('open', { key: found.key })).details.firstName).toBe('Zsigmond')
    await rig.until('they are kept again', async () => (await names('quastenfl')).length === 1)
  }, 30_000)

  test('is not forgotten while something waits for them', async () => {
    const member = await somebody()
    await goOffline()
    await rig.ask('addStamps', {
      intent: ulid(),
      target: { kind: 'member', key: member.key },
      card: { kind: 'held', cardId: member.cards[0]?.id ?? '' },
      amount: 1,
      again: false,
    })
    expect(await rig.refused('forgetMember', { key: member.key })).toEqual({
      kind: 'work-waiting',
      waiting: 1,
    })
    expect((await search(nameOf(member))).rows.map(({ key }) => key)).toContain(member.key)
  }, 30_000)

  test('comes back with their card, and only with an answer of the loyalty system', async () => {
    const member = await somebody()
    const raw = member.codes[0] ?? expect.fail('no card')
    await rig.ask('forgetMember', { key: member.key })
    await goOffline()
    expect((await rig.ask('scan', { raw })).kind).toBe('not-known-here')
    await goOnline()
    expect(await rig.ask('scan', { raw })).toMatchObject({ kind: 'member', member: { key: member.key } })
    await rig.until('they are kept again', async () =>
      (await search(nameOf(member))).rows.some(({ key }) => key === member.key),
    )
  }, 30_000)
})

describe('bad input', () => {
  const queries = [
    'x'.repeat(4_000),
    ' '.repeat(4_000),
    'quast '.repeat(600),
    "' OR 1=1; DROP TABLE member; --",
    '" OR name:* NEAR(a b) ^ {} (',
    'NOT AND OR *',
    '👩‍👩‍👧 🎉',
    '\u202eanna\u202c \u200f',
    '\u0000\u0007\u001b[2J',
    '\ud800',
    'anna \udc00 b',
    '%_%',
    '\ufdfa'.repeat(500),
    '٠١٢٣',
    '+',
    '@',
  ]

  test('is answered with a list, here and by the loyalty system', async () => {
    for (const query of queries) {
      const answer = await search(query)
      expect(answer).toMatchObject({ query, complete: true })
      if (answer.beyond)
        expect([query, (await rig.ask('searchBeyond', { query })).outcome]).toEqual([query, 'answered'])
    }
  }, 30_000)
})
