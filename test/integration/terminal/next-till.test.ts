import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { ulid } from 'ulid'
import { afterEach, describe, expect, test } from 'vitest'
import type { Dialogs } from '../../../electron/main/app/safety.ts'
import type { CounterSettings } from '../../../shared/domain/counter-settings.ts'
import type { DialogWords } from '../../../shared/domain/safety.ts'
import type { Start } from '../../../shared/ipc/contract.ts'
import { defaultCodeRules } from '../../../shared/scan/code-meaning.ts'
import { startSystem } from './connect-support.ts'
import type { SystemOnSocket } from './connect-support.ts'
import { startTerminal, temporaryFolder } from './support.ts'
import type { Rig } from './support.ts'

const words: DialogWords = { title: 'Which?', button: 'This', files: 'Files' }
const nextWords = { ...words, name: '' }
const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})

/** A till whose person chooses what `choice` says. */
interface TillOnDesk extends Rig {
  readonly folder: string
  /** Happens when an id is drawn next: for a shop that is new, between the file's two readings. */
  readonly pull: { out: () => void }
  readonly choice: { file: string | null; readonly names: string[]; readonly kinds: (readonly string[])[] }
}

async function newTill(): Promise<TillOnDesk> {
  const made = temporaryFolder()
  ends.push(made.remove)
  return await tillIn(made.folder)
}

async function tillIn(folder: string, env: Readonly<Record<string, string>> = {}): Promise<TillOnDesk> {
  const choice: TillOnDesk['choice'] = { file: null, names: [], kinds: [] }
  const dialogs: Dialogs = {
    saveFile: async (_words, name) => {
      choice.names.push(name)
      return choice.file
    },
    openFile: async (_words, extensions = []) => {
      choice.kinds.push(extensions)
      return choice.file
    },
    chooseFolder: () => Promise.resolve(null),
  }
  const pull = { out: (): void => undefined }
  const newId = (): string => {
    pull.out()
    return ulid()
  }
  // Practice is not what these are about.
  const small = { STAMPWELL_PRACTICE_MEMBERS: '20', ...env }
  const rig = await startTerminal(folder, small, { dialogs, newId })
  ends.push(() => rig.close())
  return { ...rig, folder, choice, pull }
}

async function startOf(rig: Rig): Promise<Start> {
  const start = await rig.ask('start', undefined)
  if ('blocked' in start) throw new Error(start.blocked.kind)
  return start
}

async function system(which: 'leal' | 'sellauth'): Promise<SystemOnSocket> {
  const started = await startSystem[which]()
  ends.push(() => started.close())
  return started
}

/** Connects a till to a shop and waits until it has read the list of members. */
async function connected(till: TillOnDesk, shop: SystemOnSocket, singleTill: boolean): Promise<string> {
  const { held } = await till.ask('holdKey', { provider: shop.provider, key: shop.key })
  const { id } = await till.ask('connectShop', {
    ...{ held, baseUrl: shop.origin, store: shop.store, singleTill, tills: 1, isKnown: false },
    ...{ name: 'Corner Café', zone: 'Europe/Berlin' },
  })
  await till.ask('addCashier', { name: 'Robin' })
  await till.until('the list was read', async () => (await startOf(till)).directory.phase === 'complete')
  return id
}

/** Gives a card to the first members of the list, on a till that alone knows cards. */
async function giveCards(till: TillOnDesk, codes: readonly string[]): Promise<void> {
  const { rows } = await till.ask('search', { query: 'member' })
  for (const [index, code] of codes.entries()) {
    const key = rows[index]?.key ?? expect.fail('too few members')
    await till.ask('attach', { intent: ulid(), key, code })
  }
  await till.until(
    'the cards are known',
    async () => (await till.ask('cards', undefined)).count === codes.length,
  )
}

/** Every byte below a folder and in a file, as text. */
function everything(...places: readonly string[]): string {
  return places
    .flatMap((place) =>
      statSync(place).isDirectory()
        ? readdirSync(place, { recursive: true, withFileTypes: true })
            .filter((entry) => entry.isFile())
            .map((entry) => path.join(entry.parentPath, entry.name))
        : [place],
    )
    .map((file) => readFileSync(file).toString('latin1'))
    .join('\n')
}

describe('cards as a list', () => {
  test('leave one till and arrive at another; what is another’s there, or no card, is told', async () => {
    const shop = await system('sellauth')
    const one = await newTill()
    await connected(one, shop, false)
    expect(await one.ask('exportCards', words)).toEqual({ kind: 'nothing' })
    await giveCards(one, ['=CARD-1', 'CARD-2', 'CARD-3'])
    expect(await one.ask('exportCards', words)).toEqual({ kind: 'cancelled' })
    const file = path.join(one.folder, 'cards.csv')
    one.choice.file = file
    expect(await one.ask('exportCards', words)).toEqual({
      kind: 'exported',
      file: 'cards.csv',
      count: 3,
      waiting: 0,
    })
    expect(one.choice.names.at(-1)).toMatch(
      new RegExp(`^stampwell-cards-${(await startOf(one)).till.id}-.*[.]csv$`, 'u'),
    )
    expect(statSync(file).mode & 0o77).toBe(0)
    const text = readFileSync(file, 'utf8')
    expect(text).toMatch(/^code,member_id,learned_at\r\n'=CARD-1,/u)
    // Once more: everything is known.
    expect(await one.ask('importCards', words)).toMatchObject({ kind: 'imported', added: 0, known: 3 })

    const two = await newTill()
    await connected(two, shop, false)
    const [, , second, third] = text.split('\r\n')
    const other = third?.split(',')[1] ?? ''
    // CARD-2 is somebody else's here; one line is no card.
    writeFileSync(path.join(two.folder, 'first.csv'), `\ufeffmember_id;code\r\n${other};CARD-2\r\n`)
    two.choice.file = path.join(two.folder, 'first.csv')
    expect(await two.ask('importCards', words)).toMatchObject({ added: 1 })
    appendFileSync(file, '4.00638E+12,7,\r\n')
    two.choice.file = file
    expect(second).toContain('CARD-2')
    expect(await two.ask('importCards', words)).toEqual({
      kind: 'imported',
      file: 'cards.csv',
      added: 2,
      known: 0,
      others: { count: 1, first: [{ line: 3, code: 'CARD-2' }] },
      unreadable: { count: 1, first: [5] },
    })
    expect(two.choice.kinds).toEqual([
      ['csv', 'txt'],
      ['csv', 'txt'],
    ])
    const scanned = await two.ask('scan', { raw: '=CARD-1' })
    expect(scanned).toMatchObject({ kind: 'member', member: { codes: ['=CARD-1'] } })
  }, 40_000)

  test.each([
    ['not-ours', 'name;phone\nAda;1'],
    ['empty', 'code,member_id\r\n'],
    ['too-large', `code,member_id\n${'A,1\n'.repeat(200_001)}`],
    ['endless', `code,member_id\nA,1\n${'x'.repeat(3_000_000)}`],
  ])('are refused whole where the file is %s', async (problem, content) => {
    const till = await newTill()
    till.choice.file = path.join(till.folder, 'cards.csv')
    writeFileSync(till.choice.file, content)
    expect(await till.refused('importCards', words)).toEqual({
      kind: 'cards-refused',
      problem,
      file: 'cards.csv',
    })
    expect(await till.ask('cards', undefined)).toEqual({ count: 0 })
  })

  test('that cannot be read or written are told as such', async () => {
    const till = await newTill()
    till.choice.file = till.folder
    expect(await till.refused('importCards', words)).toMatchObject({
      kind: 'cards-refused',
      problem: 'unreadable',
    })
    const member = (await till.ask('sampleCards', undefined)).find(({ purpose }) => purpose === 'member')
    await till.ask('scan', { raw: member?.code ?? '' })
    await till.until('the card is known', async () => (await till.ask('cards', undefined)).count === 1)
    till.choice.file = path.join(till.folder, 'no', 'such', 'folder.csv')
    expect(await till.refused('exportCards', words)).toEqual({ kind: 'list-not-written', cause: 'refused' })
  })
})

describe('another till', () => {
  test('starts with settings, shop, cards and members; only the key is entered again', async () => {
    const shop = await system('sellauth')
    const one = await newTill()
    await connected(one, shop, true)
    const coupons = { match: { kind: 'prefix', prefix: 'CPN' }, use: 'coupon', check: 'none' } as const
    const codeRules = { ...defaultCodeRules, rules: [coupons] }
    const counter: CounterSettings = {
      ...{ scanStamps: true, dayCap: 5, volume: 1 },
      ...{ characterKeys: false, messages: 'stay', undoSeconds: 30 },
    }
    await one.ask('settings', { theme: 'dark', country: 'NZ', againSeconds: 120, codeRules, counter })
    await giveCards(one, ['CARD-0', 'CARD-2'])
    const lost = await one.ask('scan', { raw: 'CARD-0' })
    const { key } = lost.kind === 'member' ? lost.member : expect.fail(lost.kind)
    await one.ask('replaceCard', { intent: ulid(), key, code: 'CARD-1', lost: ['CARD-0'] })
    const count = async (): Promise<number> => (await one.ask('cards', undefined)).count
    await one.until('the new card is known', async () => (await count()) === 2)
    const file = path.join(one.folder, 'next.till')
    one.choice.file = file
    expect(await one.ask('prepareTill', nextWords)).toEqual({
      ...{ kind: 'prepared', file: 'next.till', shops: 1, cards: 2, members: shop.members },
      // The till was the shop's only one, and is no more.
      reopened: true,
    })
    expect(one.choice.names.at(-1)).toMatch(/^stampwell-T.*\.till$/u)
    expect(statSync(file).mode & 0o77).toBe(0)
    expect((await startOf(one)).connection.singleTill).toBe(false)
    const written = gunzipSync(readFileSync(file)).toString()
    expect(written).not.toContain(shop.secret)

    const two = await newTill()
    two.choice.file = file
    expect(await two.ask('takeTill', words)).toEqual({
      ...{ kind: 'taken', file: 'next.till', cards: 2, members: shop.members, others: 0, reopened: true },
      ...{ from: (await startOf(one)).till, named: null },
      shops: [{ name: 'Corner Café', baseUrl: shop.origin, isNew: true }],
    })
    expect(everything(two.folder, file)).not.toContain(shop.secret)
    const start = await startOf(two)
    expect(start).toMatchObject({
      mode: 'live',
      connection: {
        name: 'Corner Café',
        provider: 'sellauth',
        store: shop.store,
        singleTill: false,
        tills: 2,
      },
      settings: { theme: 'dark', country: 'NZ', againSeconds: 120, codeRules, counter },
    })
    await two.until('the shop wants its key', async () => (await startOf(two)).link.kind === 'signed-out')
    // Without the key, members and their cards are there.
    expect(await two.ask('scan', { raw: 'CARD-2' })).toMatchObject({
      kind: 'member',
      member: { codes: ['CARD-2'] },
    })
    expect(await two.ask('scan', { raw: 'CARD-0' })).toMatchObject({ kind: 'replaced' })
    expect(await two.ask('scan', { raw: 'CPN-1' })).toMatchObject({
      kind: 'no-card',
      what: { kind: 'coupon' },
    })
    expect(await two.ask('scan', { raw: 'CARD-1' })).toMatchObject({
      kind: 'member',
      member: { codes: ['CARD-1'] },
    })
    await two.ask('addCashier', { name: 'Kim' })

    const { held } = await two.ask('holdKey', { provider: shop.provider, key: shop.key })
    await two.ask('renewKey', { held, id: start.connection.id, isKnown: false })
    await two.until('the shop is online', async () => (await startOf(two)).link.kind === 'online')
    // Taken in once more, nothing is there twice.
    expect(await two.ask('takeTill', words)).toMatchObject({
      shops: [{ isNew: false }],
      cards: 2,
      members: shop.members,
    })
    expect((await startOf(two)).connections.filter(({ mode }) => mode === 'live')).toHaveLength(1)
    expect(await two.ask('cards', undefined)).toEqual({ count: 2 })

    // A till where nobody says what codes mean takes no rules away.
    await one.ask('settings', { codeRules: defaultCodeRules })
    one.choice.file = path.join(one.folder, 'without-rules.till')
    await one.ask('prepareTill', nextWords)
    two.choice.file = one.choice.file
    await two.ask('takeTill', words)
    expect((await startOf(two)).settings).toMatchObject({ codeRules })

    // The fifth version told nothing of keys and times: what somebody has said of them here stays.
    const mine = { characterKeys: true, messages: 'longer', undoSeconds: 80 } as const
    await two.ask('settings', { counter: { ...counter, ...mine } })
    const [head = '', ...rest] = gunzipSync(readFileSync(one.choice.file)).toString().split('\n')
    const told = JSON.parse(head) as { readonly settings: object }
    const settings = { ...told.settings, counter: { scanStamps: false, dayCap: 3, volume: 2 } }
    writeFileSync(
      one.choice.file,
      gzipSync([JSON.stringify({ ...told, version: 5, settings }), ...rest].join('\n')),
    )
    await two.ask('takeTill', words)
    expect((await startOf(two)).settings.counter).toEqual({ ...mine, ...settings.counter })
  }, 60_000)

  test('once prepared, this one is not the shop’s only till any more, whatever file it was set up from', async () => {
    const { folder, remove } = temporaryFolder()
    ends.push(remove)
    const provision = path.join(folder, 'provision.json')
    const shop = {
      ...{
        name: 'Corner Café',
        provider: 'leal',
        baseUrl: 'http://127.0.0.1:9',
        store: '7',
        key: 'leal_made_up',
      },
      ...{ zone: 'Europe/Berlin', singleTill: true, tills: 1, readLagMs: 0, lateBoundMs: 0 },
    }
    writeFileSync(provision, JSON.stringify(shop))
    const first = await tillIn(folder, { STAMPWELL_PROVISION: provision })
    expect((await startOf(first)).connection.singleTill).toBe(true)
    first.choice.file = path.join(folder, 'next.till')
    expect(await first.ask('prepareTill', nextWords)).toMatchObject({ cards: 0, members: 0, reopened: true })
    expect(gunzipSync(readFileSync(first.choice.file)).toString()).not.toContain('leal_made_up')
    await first.close()
    const again = await tillIn(folder, { STAMPWELL_PROVISION: provision })
    expect((await startOf(again)).connection.singleTill).toBe(false)
  }, 30_000)

  test('learns which till prepared it, how many share each shop, and what it may be called', async () => {
    const [here, there] = [await system('sellauth'), await system('leal')]
    const one = await newTill()
    await connected(one, there, true)
    await connected(one, here, false)
    expect(await one.ask('nameTill', { name: ' Front  counter ' })).toMatchObject({ name: 'Front counter' })
    expect(await one.refused('nameTill', { name: 'x'.repeat(41) })).toEqual({
      kind: 'till-name-too-long',
      most: 40,
    })
    const file = path.join(one.folder, 'next.till')
    one.choice.file = file
    const named = { ...words, name: ' Back\tcounter ' }
    expect(await one.refused('prepareTill', { ...words, name: 'x'.repeat(41) })).toMatchObject({ most: 40 })
    expect(await one.ask('prepareTill', named)).toMatchObject({ shops: 2, reopened: true })
    expect((await startOf(one)).connection).toMatchObject({ singleTill: false, tills: 2 })
    const from = (await startOf(one)).till

    const two = await newTill()
    two.choice.file = file
    expect(await two.ask('takeTill', words)).toMatchObject({ from, named: 'Back counter' })
    expect((await startOf(two)).till.name).toBe('Back counter')
    // A third one: each prepared till counts, and who takes the newer file in learns of it.
    await one.ask('prepareTill', { ...words, name: 'Terrace' })
    expect(await two.ask('takeTill', words)).toMatchObject({ from, named: null })
    const start = await startOf(two)
    expect(start.till.name).toBe('Back counter')
    expect(start.connection.tills).toBe(3)
    const live = start.connections.filter(({ mode }) => mode === 'live')
    expect(live).toHaveLength(2)
    for (const { id } of live) {
      await two.ask('switchConnection', { id })
      expect((await startOf(two)).connection).toMatchObject({ singleTill: false, tills: 3 })
    }
  }, 60_000)

  test('is not prepared where no file can be; where a file only may be, the shop is shared, and that is told', async () => {
    const shop = await system('leal')
    const one = await newTill()
    await connected(one, shop, true)
    const { id } = (await startOf(one)).connection
    const tillsAfter = async (file: string, cause: string): Promise<unknown> => {
      one.choice.file = file
      expect(await one.refused('prepareTill', nextWords)).toEqual({ kind: 'list-not-written', cause })
      const now = (await startOf(one)).connection
      await one.ask('switchConnection', { id })
      const saved = (await startOf(one)).connection
      return [now, saved].map(({ singleTill, tills = 1 }) => [singleTill, tills])
    }
    const twice = <T>(one: T): readonly T[] => [one, one]
    const nowhere = path.join(one.folder, 'no', 'such', 'folder.till')
    expect(await tillsAfter(nowhere, 'refused')).toEqual(twice([true, 1]))
    // A folder stands where the file is to be: all is written beside it, and cannot get its name.
    const taken = path.join(one.folder, 'taken')
    mkdirSync(taken)
    writeFileSync(path.join(taken, 'something'), '')
    expect(await tillsAfter(taken, 'unnamed')).toEqual(twice([false, 2]))
    expect(readdirSync(one.folder).filter((name) => name.endsWith('.half'))).toEqual([])
  }, 30_000)

  test('is told what is there where the file ends half way, and has the rest from the same file', async () => {
    const shop = await system('sellauth')
    const one = await newTill()
    await connected(one, shop, false)
    await giveCards(one, ['CARD-1', 'CARD-2'])
    const file = path.join(one.folder, 'next.till')
    one.choice.file = file
    await one.ask('prepareTill', nextWords)
    const two = await newTill()
    two.choice.file = path.join(two.folder, 'stick.till')
    writeFileSync(two.choice.file, readFileSync(file))
    // It was read whole once; then the stick is pulled out, while the settings are saved.
    Object.assign(two.pull, { out: () => rmSync(path.join(two.folder, 'stick.till'), { force: true }) })
    expect(await two.ask('takeTill', words)).toEqual({
      ...{ kind: 'taken-partly', file: 'stick.till', cards: 0, members: 0, others: 0, reopened: true },
      ...{ from: (await startOf(one)).till, named: null },
      shops: [{ name: 'Corner Café', baseUrl: shop.origin, isNew: true }],
      failure: { kind: 'till-file-refused', problem: 'unreadable', file: 'stick.till' },
    })
    expect((await startOf(two)).connection).toMatchObject({ name: 'Corner Café', tills: 2 })
    writeFileSync(path.join(two.folder, 'stick.till'), readFileSync(file))
    Object.assign(two.pull, { out: () => undefined })
    expect(await two.ask('takeTill', words)).toMatchObject({ kind: 'taken', cards: 2, members: shop.members })
  }, 60_000)

  test('is not prepared in practice, and not by who changes their mind', async () => {
    const till = await newTill()
    expect(await till.refused('prepareTill', nextWords)).toEqual({ kind: 'not-offered' })
    expect(await till.ask('takeTill', words)).toEqual({ kind: 'cancelled' })
  })

  test('is not set up from a file that was cut, changed, or is another’s; nothing of it is there', async () => {
    const shop = await system('sellauth')
    const one = await newTill()
    await connected(one, shop, false)
    const file = path.join(one.folder, 'next.till')
    one.choice.file = file
    await one.ask('prepareTill', nextWords)
    const packed = readFileSync(file)
    const lines = gunzipSync(packed)
      .toString()
      .split('\n')
      .filter((line) => line !== '')
    const [head = '', ...rest] = lines
    const pack = (some: readonly string[]): Buffer => gzipSync(some.map((line) => `${line}\n`).join(''))
    const header = JSON.parse(head) as { version: number; shops: { baseUrl: string }[] }
    const elsewhere = { ...header, shops: [{ ...header.shops[0], baseUrl: 'https://evil.example' }] }
    const cases: readonly (readonly [string, Buffer])[] = [
      ['damaged', packed.subarray(0, packed.length - 20)],
      ['damaged', Buffer.concat([packed.subarray(0, 40), Buffer.from([255]), packed.subarray(41)])],
      ['damaged', pack(lines.slice(0, -1))],
      ['damaged', pack([head, ...rest.slice(1)])],
      ['damaged', pack([head, '["card",7,"A","1",1]', ...rest])],
      ['damaged', pack([...lines, '["card",0,"A","1",1]'])],
      // SellAuth has one host: a key would be sent to this one.
      ['damaged', pack([JSON.stringify(elsewhere), ...rest])],
      ['newer', pack([JSON.stringify({ ...header, version: header.version + 1 }), ...rest])],
      ['not-ours', pack(['{"hello":"world"}'])],
      ['not-ours', Buffer.from('code,member_id\nA,1\n')],
      ['not-ours', Buffer.alloc(0)],
      ['too-large', gzipSync(`${head}\n"${'x'.repeat(3_000_000)}"`)],
    ]
    const two = await newTill()
    two.choice.file = path.join(two.folder, 'bad.till')
    for (const [problem, content] of cases) {
      writeFileSync(two.choice.file, content)
      expect(await two.refused('takeTill', words)).toEqual({
        kind: 'till-file-refused',
        problem,
        file: 'bad.till',
      })
    }
    two.choice.file = path.join(two.folder, 'gone.till')
    expect(await two.refused('takeTill', words)).toMatchObject({ problem: 'unreadable' })
    expect((await startOf(two)).connections.filter(({ mode }) => mode === 'live')).toEqual([])
  }, 40_000)
})
