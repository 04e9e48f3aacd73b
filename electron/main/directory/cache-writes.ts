import type { RemoteMember } from '../../../shared/domain/member.ts'
import type { CardTemplate } from '../../../shared/domain/programme.ts'
import type { CacheFile } from '../db/open-cache.ts'
import { callingCode, keysOf } from './member-keys.ts'
import type { KeyKind, MemberKeyRow } from './member-keys.ts'
import { contentOf, memberOf } from './member-row.ts'
import type { MemberRecord } from './member-row.ts'
import type { PullState } from './types.ts'

/** What the terminal knows of the shop's cards. */
export interface KeptProgramme {
  readonly cards: readonly CardTemplate[]
  readonly fetchedAt: number
}

/** How far a sweep came: rows are looked at in portions, so that a keystroke waits for none of them long. */
export interface SweepStep {
  readonly removed: number
  /** Where the next portion begins; null after the last. */
  readonly next: number | null
}

/** Changes of the member copy. Each call is one transaction, but for those of a pull's pages. */
export interface CacheWrites {
  apply(members: readonly RemoteMember[], readAt: number): void
  /** Stores members of a page in a transaction that stays open; reads see them at once. */
  storePart(members: readonly RemoteMember[], readAt: number): void
  /** Ends that transaction, with the place after the last of its pages. */
  commitParts(state: PullState): void
  /** As if nothing had been stored since the last commit. Also where the engine has given the transaction up itself. */
  dropParts(): void
  sweepStep(unseenSince: number, from: number): SweepStep
  remove(remoteId: string): void
  /** As `remove`, with what is freed overwritten, in the index and in the log too. */
  forget(remoteId: string): void
  saveProgramme(programme: KeptProgramme): void
  programme(): KeptProgramme | null
  pullState(): PullState
  count(): number
}

/** Keys that one statement adds. */
const keysTogether = 32

/** Rows that one step of a sweep looks at. */
const sweepPortion = 5_000

const noPull: PullState = {
  cursor: null,
  startedAt: null,
  finishedAt: null,
  total: null,
  lastStartedAt: null,
}

/**
 * Two answers that race are minutes apart at most. A row from further ahead was stamped by a clock that has been
 * set right since; obeying it would freeze the member.
 */
const longestRaceMs = 3_600_000

type Content = Omit<MemberRecord, 'id'>
type NewKey = readonly [kind: KeyKind, key: string, member: number]

/** What a telling can change, times apart. */
const told = [
  ...[
    'first_name',
    'last_name',
    'email',
    'phone',
    'birthday',
    'name_words',
    'cards',
    'codes',
    'tags',
    'facts',
  ],
  'updated_at',
] as const satisfies readonly (keyof Content)[]
const columns = [
  'remote_id',
  ...told,
  'cards_at',
  'fetched_at',
  'seen_at',
] as const satisfies readonly (keyof Content)[]

/** Prepares the changes of an open member copy. */
export function prepareWrites(db: CacheFile): CacheWrites {
  const find = db.prepare<[string], MemberRecord>('SELECT * FROM member WHERE remote_id = ?')
  const insert = db.prepare<Content[keyof Content][]>(
    `INSERT INTO member (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  )
  const update = db.prepare<MemberRecord>(
    `UPDATE member SET ${columns.map((column) => `${column} = @${column}`).join(', ')} WHERE id = @id`,
  )
  const touch = db.prepare<[cardsAt: number | null, fetchedAt: number, seenAt: number, id: number]>(
    'UPDATE member SET cards_at = ?, fetched_at = ?, seen_at = ? WHERE id = ?',
  )
  const erase = db.prepare<[number]>('DELETE FROM member WHERE id = ?')
  const oneKey = '(?, ?, ?)'
  const addKey = db.prepare<[KeyKind, string, number]>(`INSERT OR IGNORE INTO look_up VALUES ${oneKey}`)
  // A call of the engine costs as much as what it does for one key.
  const addKeys = db.prepare<(string | number)[]>(
    `INSERT OR IGNORE INTO look_up VALUES ${Array<string>(keysTogether).fill(oneKey).join(', ')}`,
  )
  const dropKey = db.prepare<[KeyKind, string, number]>(
    'DELETE FROM look_up WHERE kind = ? AND key = ? AND member = ?',
  )
  const addName = db.prepare<[number, string]>('INSERT INTO name_index (rowid, words) VALUES (?, ?)')
  const dropName = db.prepare<[number, string]>(
    "INSERT INTO name_index (name_index, rowid, words) VALUES ('delete', ?, ?)",
  )
  const nameOption = db.prepare<[string, number]>(
    'INSERT INTO name_index (name_index, rank) VALUES (?, CAST(? AS INTEGER))',
  )
  const addCallingCode = db.prepare<[string]>(
    'INSERT INTO calling_code VALUES (?, 1) ON CONFLICT DO UPDATE SET members = members + 1',
  )
  const portionEnd = db
    .prepare<[number, number], number>('SELECT id FROM member WHERE id > ? ORDER BY id LIMIT 1 OFFSET ?')
    .pluck()
  const unseen = db.prepare<[number, number, number], MemberRecord>(
    'SELECT * FROM member WHERE id > ? AND id <= ? AND seen_at < ?',
  )
  const keep = db.prepare<[string, string]>('INSERT OR REPLACE INTO kept VALUES (?, ?)')
  const kept = db.prepare<[string], string>('SELECT value FROM kept WHERE name = ?').pluck()

  const begin = db.prepare('BEGIN IMMEDIATE')
  const commit = db.prepare('COMMIT')
  const rollback = db.prepare('ROLLBACK')
  let hasParts = false
  const beginParts = (): void => {
    // The engine also gives a transaction up where something else in it fails, be it a search. Without what was stored
    // before, no place after it may be kept.
    if (hasParts && !db.inTransaction) throw new Error('The parts since the last commit are gone.')
    if (!hasParts) begin.run()
    hasParts = true
  }

  const countAll = db.prepare<[], number>('SELECT count(*) FROM member').pluck()
  // Counting a million rows takes longer than a keystroke may, so it is done once.
  let members = countAll.get() ?? 0
  const counted = (change: () => number): number => {
    const difference = db.transaction(change).immediate()
    members += difference
    return difference
  }

  /** Answers how many members there are more. Keys that are new are left to whoever adds them. */
  function store(member: RemoteMember, readAt: number, newKeys: NewKey[]): number {
    const old = find.get(member.remoteId)
    const content = contentOf(member)
    if (old === undefined) {
      const cardsAt = content.cards === null ? null : readAt
      // Bound by their places: by their names each would be looked up for each member.
      const values = [content.remote_id, ...told.map((column) => content[column]), cardsAt, readAt, readAt]
      const id = Number(insert.run(...values).lastInsertRowid)
      if (content.name_words !== '') addName.run(id, content.name_words)
      for (const { kind, key } of keysOf(member)) newKeys.push([kind, key, id])
      countCallingCode(content.phone)
      return 1
    }
    const newerBy = old.fetched_at - readAt
    if (newerBy > 0 && newerBy <= longestRaceMs) return 0
    const seenAt = newerBy > 0 ? readAt : Math.max(old.seen_at, readAt)
    // A list row without cards says nothing about them: those that are known stay, with their age.
    const cards = content.cards ?? old.cards
    const cardsAt = content.cards === null ? old.cards_at : readAt
    const row = { ...content, id: old.id, cards, cards_at: cardsAt, fetched_at: readAt, seen_at: seenAt }
    if (told.every((column) => row[column] === old[column])) {
      touch.run(cardsAt, readAt, seenAt, old.id)
      return 0
    }
    update.run(row)
    if (row.name_words !== old.name_words) {
      if (old.name_words !== '') dropName.run(old.id, old.name_words)
      if (row.name_words !== '') addName.run(old.id, row.name_words)
    }
    // The same member may have come earlier on this page: its keys must be there before they are compared.
    addAll(newKeys.splice(0))
    changeKeys(old.id, keysOf(memberOf(old)), keysOf(member))
    if (row.phone !== old.phone) countCallingCode(row.phone)
    return 0
  }

  function changeKeys(id: number, before: readonly MemberKeyRow[], after: readonly MemberKeyRow[]): void {
    const has = (keys: readonly MemberKeyRow[], row: MemberKeyRow): boolean =>
      keys.some(({ kind, key }) => kind === row.kind && key === row.key)
    for (const row of before) if (!has(after, row)) dropKey.run(row.kind, row.key, id)
    for (const row of after) if (!has(before, row)) addKey.run(row.kind, row.key, id)
  }

  function countCallingCode(phone: string | null): void {
    const code = callingCode(phone)
    if (code !== null) addCallingCode.run(code)
  }

  function forget(old: MemberRecord): void {
    changeKeys(old.id, keysOf(memberOf(old)), [])
    if (old.name_words !== '') dropName.run(old.id, old.name_words)
    erase.run(old.id)
  }

  function remove(remoteId: string): void {
    counted(() => {
      const old = find.get(remoteId)
      if (old === undefined) return 0
      forget(old)
      return -1
    })
  }

  function storeAll(list: readonly RemoteMember[], readAt: number): number {
    const newKeys: NewKey[] = []
    const more = list.reduce((sum, member) => sum + store(member, readAt, newKeys), 0)
    addAll(newKeys)
    return more
  }

  function addAll(keys: readonly NewKey[]): void {
    const even = keys.length - (keys.length % keysTogether)
    for (let at = 0; at < even; at += keysTogether) addKeys.run(...keys.slice(at, at + keysTogether).flat())
    for (const key of keys.slice(even)) addKey.run(...key)
  }

  return {
    apply(list, readAt) {
      counted(() => storeAll(list, readAt))
    },
    storePart(list, readAt) {
      beginParts()
      members += storeAll(list, readAt)
    },
    commitParts(state) {
      beginParts()
      keep.run('pull', JSON.stringify(state))
      commit.run()
      hasParts = false
    },
    dropParts() {
      hasParts = false
      if (db.inTransaction) rollback.run()
      members = countAll.get() ?? 0
    },
    sweepStep(unseenSince, from) {
      const end = portionEnd.get(from, sweepPortion - 1) ?? null
      const removed = -counted(() => {
        const gone = unseen.all(from, end ?? Number.MAX_SAFE_INTEGER, unseenSince)
        gone.forEach(forget)
        return -gone.length
      })
      return { removed, next: end }
    },
    remove,
    forget(remoteId) {
      db.pragma('secure_delete = ON')
      // Without it an index of words keeps them, beside the note that they are gone, until its parts are merged.
      nameOption.run('secure-delete', 1)
      try {
        remove(remoteId)
      } finally {
        nameOption.run('secure-delete', 0)
        db.pragma('secure_delete = FAST')
      }
      db.pragma('wal_checkpoint(TRUNCATE)')
    },
    saveProgramme(programme) {
      const older = keptProgramme()
      if (older === null || older.fetchedAt <= programme.fetchedAt)
        keep.run('programme', JSON.stringify(programme))
    },
    programme: keptProgramme,
    pullState: () => ({ ...noPull, ...(read('pull') as PullState | null) }),
    count: () => members,
  }

  function keptProgramme(): KeptProgramme | null {
    return read('programme') as KeptProgramme | null
  }

  function read(name: 'pull' | 'programme'): unknown {
    const value = kept.get(name)
    return value === undefined ? null : JSON.parse(value)
  }
}
