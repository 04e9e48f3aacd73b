import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ulid } from 'ulid'
import type { TerminalDependencies } from '../../../electron/main/app/terminal.ts'
import { startPractice } from '../../e2e/support/practice-process.ts'
import type { PracticeProcess } from '../../e2e/support/practice-process.ts'
import { startTerminal, temporaryFolder } from './support.ts'
import type { Rig } from './support.ts'

const words = { title: '', button: '', files: '' }

let folder: string
let remove: () => void
let practice: PracticeProcess
let rigs: Rig[]

beforeEach(async () => {
  const made = temporaryFolder()
  ;({ folder, remove } = made)
  rigs = []
  practice = await startPractice(folder, 300)
})
afterEach(async () => {
  for (const rig of rigs) await rig.close()
  await practice.stop()
  remove()
})

/** What the person at a till chooses in the windows of the system. */
interface Chosen {
  file: string | null
  folder: string | null
}

async function startTill(
  name: string,
  chosen: Chosen,
  more: Partial<TerminalDependencies> = {},
): Promise<Rig> {
  const userData = path.join(folder, name)
  mkdirSync(userData, { recursive: true })
  const rig = await startTerminal(userData, practice.launch.env ?? {}, {
    dialogs: {
      saveFile: () => Promise.resolve(chosen.file),
      openFile: () => Promise.resolve(chosen.file),
      chooseFolder: () => Promise.resolve(chosen.folder),
    },
    ...more,
  })
  rigs.push(rig)
  await rig.ask('addCashier', { name: 'Robin' })
  return rig
}

/** The provider's own books: what it gave to whom. */
function books(): ReadonlyMap<string, number> {
  const db = new Database(practice.file, { readonly: true })
  try {
    const rows = db
      .prepare<[], { customer: string; times: number }>(
        `select cast(customer_id as text) as customer, count(*) as times from ledger where kind = 'stamp'
          group by customer_id`,
      )
      .all()
    return new Map(rows.map((row) => [row.customer, row.times]))
  } finally {
    db.close()
  }
}

const stampRequests = (): number =>
  practice.requests().filter((one) => one.method === 'POST' && /stamp/.test(one.path)).length

async function settled(rig: Rig): Promise<void> {
  await rig.until(
    'nothing is on its way any more',
    async () =>
      (await rig.ask('operations', { filter: 'open', limit: 500 })).every((one) => one.plain === 'needs-you'),
    30_000,
  )
}

async function stampOffline(rig: Rig, count: number): Promise<readonly string[]> {
  const { rows } = await rig.until('the members are known', async () => {
    const found = await rig.ask('search', { query: 'a' })
    return found.complete && found.rows.length > count ? found : null
  })
  await practice.weather('offline')
  await rig.ask('probe', undefined)
  const remoteIds: string[] = []
  for (const row of rows) {
    if (remoteIds.length === count) break
    const member = await rig.ask('open', { key: row.key })
    const [card] = member.cards
    if (card === undefined || card.id === null || member.remoteId === null) continue
    await rig.ask('addStamps', {
      intent: ulid(),
      target: { kind: 'member', key: member.key },
      card: { kind: 'held', cardId: card.id },
      amount: 2,
      again: true,
    })
    remoteIds.push(member.remoteId)
  }
  return remoteIds
}

describe('a till dies with work waiting', () => {
  test('its copy on another till asks about every operation, sends none of itself, and with the answers each is there once', async () => {
    const second = path.join(folder, 'stick')
    mkdirSync(second)
    const userData = path.join(folder, 'A')
    const child = spawn(
      process.execPath,
      [path.join(import.meta.dirname, 'dying-till.ts'), userData, second],
      {
        stdio: ['pipe', 'pipe', 'inherit'],
        env: { ...process.env, STAMPWELL_PRACTICE_MEMBERS: '300', ...practice.launch.env },
      },
    )
    const lines = createInterface({ input: child.stdout })
    const answer = async (order: string | null): Promise<string> => {
      const said = once(lines, 'line')
      if (order !== null) child.stdin.write(`${order}\n`)
      return ((await said) as [string])[0]
    }
    expect(await answer(null)).toBe('ready')
    const gone = once(child, 'exit')
    await practice.weather('offline')
    const first = (await answer('stamp 6')).split(' ').map((one) => one.split(':')[0] ?? '')
    expect(await answer('copy')).toBe('copied')
    // After its last copy the till sends what waits, and one more is saved: that one alone is lost with it.
    await practice.weather('online')
    while (books().size < first.length) await sleep(50)
    await practice.weather('offline')
    const lost = await answer('stamp 1')
    expect(lost).not.toBe('')
    child.kill('SIGKILL')
    await gone
    rmSync(userData, { recursive: true, force: true })
    const sent = stampRequests()

    await practice.weather('online')
    const copies = readdirSync(second).filter((name) => name.endsWith('.backup'))
    expect(copies).not.toEqual([])
    const b = await startTill('B', { file: path.join(second, copies.toSorted().at(-1) ?? ''), folder: null })
    expect(await b.ask('takeIn', words)).toEqual({
      kind: 'taken-in',
      file: copies.toSorted().at(-1),
      // Records tell the short id alone.
      from: { id: /-(T\w+)-/u.exec(copies[0] ?? '')?.[1], name: null },
      taken: 0,
      asking: first.length,
      known: 0,
      refused: 0,
    })
    expect(await b.ask('takeIn', words)).toMatchObject({ asking: 0, known: first.length })
    await sleep(300)
    expect(stampRequests()).toBe(sent)
    const questions = await b.ask('operations', { filter: 'needs-you', limit: 50 })
    expect(questions.map((one) => one.reason?.kind)).toEqual(first.map(() => 'restored'))
    for (const { id } of questions) await b.ask('answer', { id, answer: { kind: 'confirm' } })
    await settled(b)
    expect(stampRequests()).toBe(sent)
    expect([...books().entries()].toSorted()).toEqual(first.map((one) => [one, 1] as const).toSorted())
  }, 60_000)

  test('where nothing of it had been sent, a person sends each, once', async () => {
    const second = path.join(folder, 'stick')
    mkdirSync(second)
    const chosen: Chosen = { file: null, folder: second }
    const a = await startTill('A', chosen)
    const members = await stampOffline(a, 4)
    expect(await a.ask('chooseBackupFolder', words)).toMatchObject({ folder: second, trouble: null })
    const copies = readdirSync(second).filter((name) => name.endsWith('.backup'))
    const kept = path.join(folder, 'kept.backup')
    copyFileSync(path.join(second, copies[0] ?? ''), kept)
    // The till never comes back: whatever it had is gone with it.
    await a.close()
    rigs = []
    rmSync(a.userData, { recursive: true, force: true })

    const b = await startTill('B', { file: kept, folder: null })
    expect(await b.ask('takeIn', words)).toMatchObject({ asking: members.length })
    await practice.weather('online')
    await b.ask('probe', undefined)
    for (const { id } of await b.ask('operations', { filter: 'needs-you', limit: 50 })) {
      await b.ask('answer', { id, answer: { kind: 'retry' } })
    }
    await settled(b)
    expect(await b.ask('operations', { filter: 'open', limit: 50 })).toEqual([])
    expect([...books().entries()].toSorted()).toEqual(members.map((one) => [one, 1] as const).toSorted())
  }, 60_000)
})

describe('unsent work moves to another till', () => {
  test('each operation arrives at the provider once, and the till that gave it up sends nothing, also after a restart', async () => {
    const chosen: Chosen = { file: path.join(folder, 'moved.json'), folder: null }
    const a = await startTill('A', chosen)
    const members = await stampOffline(a, 5)
    const from = await a.ask('nameTill', { name: 'Front counter' })
    expect(await a.ask('moveUnsent', words)).toEqual({ kind: 'moved', count: 5, file: 'moved.json' })
    expect(await a.ask('operations', { filter: 'open', limit: 50 })).toEqual([])
    expect(await a.ask('moveUnsent', words)).toEqual({ kind: 'nothing' })

    const b = await startTill('B', chosen)
    await practice.weather('online')
    await b.ask('probe', undefined)
    expect(await b.ask('takeIn', words)).toMatchObject({ taken: 5, asking: 0, from })
    await settled(b)
    expect([...books().entries()].toSorted()).toEqual(members.map((one) => [one, 1] as const).toSorted())
    await a.close()
    const again = await startTill('A', chosen)
    expect(await again.ask('start', undefined)).toMatchObject({ till: { name: 'Front counter' } })
    await again.ask('probe', undefined)
    await settled(again)
    expect(stampRequests()).toBe(5)
  }, 60_000)

  test('a file that could not be written is written again, and nothing of it is lost meanwhile', async () => {
    const chosen: Chosen = { file: path.join(folder, 'nowhere', 'moved.json'), folder: null }
    const a = await startTill('A', chosen)
    await stampOffline(a, 2)
    expect(await a.refused('moveUnsent', words)).toEqual({ kind: 'file-not-written', cause: 'refused' })
    expect(await a.ask('safety', undefined)).toMatchObject({ lastMove: { count: 2, written: false } })
    await a.close()
    const again = await startTill('A', chosen)
    chosen.file = path.join(folder, 'moved.json')
    expect(await again.ask('writeMovedAgain', words)).toMatchObject({ kind: 'moved', count: 2 })
    expect(await again.ask('safety', undefined)).toMatchObject({ lastMove: { count: 2, written: true } })
    expect(await again.ask('takeIn', words)).toMatchObject({ taken: 2 })
  }, 60_000)

  test('a second folder that goes away is told, and stands in nobody’s way', async () => {
    const second = path.join(folder, 'stick')
    mkdirSync(second)
    const a = await startTill('A', { file: null, folder: second })
    await stampOffline(a, 1)
    await a.ask('chooseBackupFolder', words)
    rmSync(second, { recursive: true })
    expect(await a.ask('backUpNow', undefined)).toMatchObject({ trouble: 'folder-gone', folder: second })
    expect(a.told.findLast((one) => one.name === 'safety')?.value).toMatchObject({ trouble: 'folder-gone' })
    await stampOffline(a, 1)
    mkdirSync(second)
    expect(await a.ask('backUpNow', undefined)).toMatchObject({ trouble: null })
    expect(
      readdirSync(second)
        .map((name) => name.replace(/^.*\./, ''))
        .toSorted(),
    ).toEqual(['backup', 'mark'])
  }, 60_000)

  test('the records of an older day are noticed beside the mark that they left, and the cashier is told', async () => {
    const a = await startTill('A', { file: null, folder: null })
    await stampOffline(a, 1)
    await a.ask('backUpNow', undefined)
    const backups = path.join(a.userData, 'practice', 'backups')
    const older = path.join(folder, 'older.backup')
    copyFileSync(path.join(backups, readdirSync(backups)[0] ?? ''), older)
    await stampOffline(a, 2)
    await a.close()
    rigs = []
    const file = path.join(a.userData, 'practice', 'outbox.db')
    for (const suffix of ['-wal', '-shm']) rmSync(file + suffix, { force: true })
    copyFileSync(older, file)
    const again = await startTill('A', { file: null, folder: null })
    expect(again.told.find((one) => one.name === 'suspected')?.value).toEqual({ count: 1, older: true })
    expect(await again.ask('operations', { filter: 'open', limit: 9 })).toMatchObject([{ plain: 'checking' }])
    await again.close()
    const third = await startTill('A', { file: null, folder: null })
    expect(third.told.some((one) => one.name === 'suspected')).toBe(false)
  }, 60_000)
})
