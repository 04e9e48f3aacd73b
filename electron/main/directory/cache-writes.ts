import type { RemoteMember } from '../../../shared/domain/member.ts'
import type { CardTemplate } from '../../../shared/domain/programme.ts'
import type { CacheFile } from '../db/open-cache.ts'
import { prepareRowsBeside } from './blank-rows.ts'
import { cardKindsOf } from './card-kinds.ts'
import type { CardKind } from './card-kinds.ts'
import { prepareIndexMerge } from './index-merge.ts'
import type { IndexMerge } from './index-merge.ts'
import { prepareKept } from './kept.ts'
import { callingCode } from './member-keys.ts'
import { cardsAtOf, contentOf, indexedOf, nameWords } from './member-row.ts'
import type { MemberRecord } from './member-row.ts'
import { prepareNewMembers } from './new-members.ts'
import { createPreparer, remoteIdOf } from './prepared-portion.ts'
import type { PreparedPortion } from './prepared-portion.ts'
import { tokenIndexOf } from './token-index.ts'
import { createTokens, remoteHash } from './tokens.ts'
import type { PullState } from './types.ts'
import { wordCountOf } from './word-count.ts'
import { createWordFilter } from './word-filter.ts'

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

/** Provider's ids of those of a portion who were not seen, and where the next portion begins; null after the last. */
export interface UnseenStep {
  readonly remoteIds: readonly string[]
  readonly next: number | null
}

/** Why members cannot be stored as they were prepared: some are known already, or kinds of cards have other numbers. */
export type NotAsPrepared = 'known' | 'other-kinds'

/** Changes of the member copy. Each call is one transaction, but for those of a pull's pages. */
export interface CacheWrites {
  apply(members: readonly RemoteMember[], readAt: number): void
  /** Stores members of a page in a transaction that stays open; reads see them at once. */
  storePart(members: readonly RemoteMember[], readAt: number): void
  /**
   * As `storePart`, of members who were prepared without the file. Answers why they could not be stored so: then none of
   * them is.
   */
  storePrepared(portion: PreparedPortion): NotAsPrepared | null
  /** Kinds of cards that there are, in the order of their numbers. */
  cardKinds(): readonly CardKind[]
  /** Ends that transaction, with the place after the last of its pages. */
  commitParts(state: PullState): void
  /** As if nothing had been stored since the last commit. Also where the engine has given the transaction up itself. */
  dropParts(): void
  /** Of those who were not seen since, only these go, where it is said who. */
  sweepStep(unseenSince: number, from: number, only?: readonly string[]): SweepStep
  /** Whom a `sweepStep` would take. */
  unseenStep(unseenSince: number, from: number): UnseenStep
  remove(remoteId: string): void
  /** As `remove`; what is left in the file's bytes goes with the erasing steps that follow. */
  forget(remoteId: string): void
  /** A few milliseconds of erasing; answers whether there is more. In no transaction. */
  eraseStep(): boolean
  /** Whether somebody was forgotten whose erasing has not ended; also by a run before this one. */
  isErasing(): boolean
  readonly merge: IndexMerge
  /** Writes some of what was gathered of many members; answers whether there is more. In no transaction. */
  settle(): boolean
  /** Writes what is gathered, so that only a kill leaves it to the next opening. In no transaction. */
  flush(): void
  saveProgramme(programme: KeptProgramme): void
  programme(): KeptProgramme | null
  pullState(): PullState
  /** Whether what is in memory is what the file has; not where that could not be read after a transaction was given up. */
  isSound(): boolean
  /** How often the index was told of a member since the copy was opened. */
  indexed(): number
  count(): number
}

/** Words that are written for each member that is told, where many are gathered: nobody's name has more in the mean. */
const wordsOfOne = 3

/** Rows that one step of a sweep looks at: should all of them go, a keystroke waits for that. */
const sweepPortion = 500

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
type Indexed = Pick<RemoteMember, 'details' | 'codes'>

/** What a telling can change, times apart. */
const told = [
  ...['first_name', 'last_name', 'email', 'phone', 'birthday', 'cards', 'codes', 'tags', 'facts'],
  'updated_at',
] as const satisfies readonly (keyof Content)[]
/** What the tokens of a member are made of. */
const indexed = [
  'first_name',
  'last_name',
  'email',
  'phone',
  'birthday',
  'codes',
] as const satisfies readonly (keyof Content)[]
const columns = [
  'remote_id',
  ...told,
  'cards_at',
  'fetched_at',
  'seen_at',
] as const satisfies readonly (keyof Content)[]

/**
 * Prepares the changes of an open member copy.
 *
 * @param beAlone Returns once no other thread brings the log into the file.
 */
export function prepareWrites(
  db: CacheFile,
  filter = createWordFilter(),
  beAlone: () => void = () => undefined,
): CacheWrites {
  const rewriteBeside = prepareRowsBeside(db)
  const update = db.prepare<MemberRecord>(
    `UPDATE member SET ${columns.map((column) => `${column} = @${column}`).join(', ')} WHERE id = @id`,
  )
  const touch = db.prepare<[cardsAt: number | null, fetchedAt: number, seenAt: number | null, id: number]>(
    'UPDATE member SET cards_at = ?, fetched_at = ?, seen_at = ? WHERE id = ?',
  )
  const erase = db.prepare<[number]>('DELETE FROM member WHERE id = ?')
  const dropRemote = db.prepare<[number, number]>('DELETE FROM remote WHERE hash = ? AND member = ?')
  const addCallingCode = db.prepare<[string, number]>(
    'INSERT INTO calling_code VALUES (?, ?) ON CONFLICT DO UPDATE SET members = members + excluded.members',
  )
  const portionEnd = db
    .prepare<[number, number], number>('SELECT id FROM member WHERE id > ? ORDER BY id LIMIT 1 OFFSET ?')
    .pluck()
  const unseen = db.prepare<[number, number, number], MemberRecord>(
    'SELECT * FROM member WHERE id > ? AND id <= ? AND coalesce(seen_at, fetched_at) < ?',
  )
  const unseenIds = db
    .prepare<[number, number, number], string>(
      'SELECT remote_id FROM member WHERE id > ? AND id <= ? AND coalesce(seen_at, fetched_at) < ?',
    )
    .pluck()
  const kept = prepareKept(db)

  const tokensOf = createTokens()
  const kinds = cardKindsOf(db)
  const prepare = createPreparer(kinds, tokensOf)
  const index = tokenIndexOf(db)
  // Written once for many members, as the words are.
  const callingCodes = new Map<string, number>()
  const words = wordCountOf(db, filter)
  const newMembers = prepareNewMembers(db, words)
  const merge = prepareIndexMerge(db)
  const begin = db.prepare('BEGIN IMMEDIATE')
  const commit = db.prepare('COMMIT')
  const rollback = db.prepare('ROLLBACK')
  let hasParts = false
  /** Whether the index was told of nobody since the last commit but of new members. */
  let areNew = true
  let timesIndexed = 0
  let isErasing = false
  let isSound = true
  const beginParts = (): void => {
    // The engine also gives a transaction up where something else in it fails, be it a search. Without what was stored
    // before, no place after it may be kept.
    if (hasParts && !db.inTransaction) throw new Error('The parts since the last commit are gone.')
    if (!hasParts) begin.run()
    hasParts = true
  }

  // One entry for each member, in a fifteenth of the pages.
  const countAll = db.prepare<[], number>('SELECT count(*) FROM remote').pluck()
  // Counting a million rows takes longer than a keystroke may, and more of the file is read for it than for all else of
  // an opening: the number is kept with the rows.
  let keptMembers: number | null
  let members = readMembers()
  const counted = (change: () => number): number => {
    // Words that were gathered before are too many to be written between two keystrokes.
    const all = !words.isBehind()
    try {
      const difference = db
        .transaction(() => {
          const more = change()
          index.keepUp()
          writeGathered(all)
          noteMembers(members + more)
          return more
        })
        .immediate()
      members += difference
      return difference
    } catch (error) {
      undoGathered()
      throw error
    }
  }

  function readMembers(): number {
    const value: unknown = JSON.parse(kept.text('members') ?? 'null')
    if (value !== null && (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0))
      throw new SyntaxError('how many members there are is something else')
    keptMembers = value
    return value ?? countAll.get() ?? 0
  }

  function noteMembers(count: number): void {
    if (count !== keptMembers) kept.put('members', String(count))
    keptMembers = count
  }

  /** Answers how many members there are more. */
  function store(member: RemoteMember, readAt: number): number {
    const old = newMembers.find(remoteHash(member.remoteId), member.remoteId)
    if (old === undefined) {
      addNew(prepare([member], readAt))
      return 1
    }
    const content = contentOf(member, kinds)
    const newerBy = old.fetched_at - readAt
    if (newerBy > 0 && newerBy <= longestRaceMs) return 0
    const seenAt = newerBy > 0 ? readAt : Math.max(old.seen_at ?? old.fetched_at, readAt)
    // A list row without cards says nothing about them: those that are known stay, with their age.
    const cards = content.cards ?? old.cards
    const cardsAt = content.cards === null ? cardsAtOf(old) : readAt
    const times = {
      cards_at: unlessAt(cardsAt, readAt),
      fetched_at: readAt,
      seen_at: unlessAt(seenAt, readAt),
    }
    const row = { ...content, id: old.id, cards, ...times }
    if (told.every((column) => row[column] === old[column])) {
      touch.run(times.cards_at, readAt, times.seen_at, old.id)
      return 0
    }
    update.run(row)
    if (indexed.some((column) => row[column] !== old[column])) {
      const before = indexedOf(old)
      retell(old.id, before, member)
      words.drop(nameWords(before.details), old.id)
      words.add(nameWords(member.details), old.id)
    }
    if (row.phone !== old.phone) countCallingCode(row.phone)
    return 0
  }

  function addNew(portion: PreparedPortion): void {
    newMembers.store(portion)
    timesIndexed += portion.size
    for (const [code, count] of portion.callingCodes) addCallingCodes(code, count)
  }

  function storeNew(portion: PreparedPortion): void {
    addNew(portion)
    members += portion.size
    words.step(portion.size * wordsOfOne)
  }

  /** Of what changed, and of nothing else. */
  function retell(id: number, before: Indexed, after: Indexed): void {
    const had = new Set(tokensOf(before))
    const has = new Set(tokensOf(after))
    areNew = false
    index.tell(Uint32Array.from([...had].filter((key) => !has.has(key))), id, true)
    index.tell(Uint32Array.from([...has].filter((key) => !had.has(key))), id, false)
    timesIndexed += 1
  }

  function countCallingCode(phone: string | null): void {
    const code = callingCode(phone)
    if (code !== null) addCallingCodes(code, 1)
  }

  function addCallingCodes(code: string, count: number): void {
    callingCodes.set(code, (callingCodes.get(code) ?? 0) + count)
  }

  /** What is gathered for many members, before it is committed. */
  function writeGathered(all: boolean): void {
    index.write(areNew)
    areNew = true
    words.write(all)
    for (const [code, count] of callingCodes) addCallingCode.run(code, count)
    callingCodes.clear()
  }

  /** After the transaction was given up. */
  function undoGathered(): void {
    isSound = false
    callingCodes.clear()
    areNew = true
    // Not what the file has any more: it is written again.
    keptMembers = null
    kinds.reread()
    index.reread()
    words.undo()
    isSound = true
  }

  function forget(old: MemberRecord): void {
    const member = indexedOf(old)
    areNew = false
    index.tell(tokensOf(member), old.id, true)
    words.drop(nameWords(member.details), old.id)
    dropRemote.run(remoteHash(old.remote_id), old.id)
    erase.run(old.id)
  }

  /** Answers how many members there are more. */
  function remove(remoteId: string): number {
    const old = newMembers.find(remoteHash(remoteId), remoteId)
    if (old === undefined) return 0
    forget(old)
    return -1
  }

  /**
   * Until its runs are brought together the index keeps the tokens, beside the note that they are gone.
   */
  function beginErasing(): void {
    db.pragma('secure_delete = ON')
    isErasing = true
    merge.ask()
  }

  function settle(): boolean {
    // The engine has given the parts up, and nobody has asked for the next one yet.
    if (hasParts && !db.inTransaction) undoGathered()
    if (!words.isBehind()) return false
    try {
      db.transaction(() => words.rest()).immediate()
    } catch (error) {
      undoGathered()
      throw error
    }
    return words.isBehind()
  }

  function storeAll(list: readonly RemoteMember[], readAt: number): number {
    const more = list.reduce((sum, member) => sum + store(member, readAt), 0)
    words.step(list.length * wordsOfOne)
    return more
  }

  if (kept.text('erase') !== undefined) beginErasing()

  return {
    apply(list, readAt) {
      counted(() => storeAll(list, readAt))
    },
    storePart(list, readAt) {
      beginParts()
      const hashes = list.map(({ remoteId }) => remoteHash(remoteId))
      const areNew = newMembers.areUnknown(hashes, (at) => list[at]?.remoteId ?? '')
      if (areNew) storeNew(prepare(list, readAt))
      else members += storeAll(list, readAt)
      index.keepUp()
    },
    storePrepared(portion) {
      beginParts()
      const { hashes, kinds: foreseen } = portion
      if (!newMembers.areUnknown(hashes, (at) => remoteIdOf(portion, at))) return 'known'
      if (foreseen.some((kind) => kinds.numberOf(kind) !== kind.number)) return 'other-kinds'
      storeNew(portion)
      index.keepUp()
      return null
    },
    cardKinds: () => kinds.all(),
    commitParts(state) {
      beginParts()
      writeGathered(false)
      kept.put('pull', JSON.stringify(state))
      noteMembers(members)
      commit.run()
      hasParts = false
    },
    dropParts() {
      hasParts = false
      if (db.inTransaction) rollback.run()
      undoGathered()
      members = readMembers()
    },
    sweepStep(unseenSince, from, only) {
      const go = only === undefined ? null : new Set(only)
      const end = portionEnd.get(from, sweepPortion - 1) ?? null
      const removed = -counted(() => {
        const gone = unseen
          .all(from, end ?? Number.MAX_SAFE_INTEGER, unseenSince)
          .filter(({ remote_id: id }) => go === null || go.has(id))
        gone.forEach(forget)
        return -gone.length
      })
      return { removed, next: end }
    },
    unseenStep(unseenSince, from) {
      const end = portionEnd.get(from, sweepPortion - 1) ?? null
      return { remoteIds: unseenIds.all(from, end ?? Number.MAX_SAFE_INTEGER, unseenSince), next: end }
    },
    remove(remoteId) {
      counted(() => remove(remoteId))
    },
    forget(remoteId) {
      beginErasing()
      counted(() => {
        // A run that is killed before the last step leaves the rest of them to the next one.
        kept.put('erase', 'true')
        const old = newMembers.find(remoteHash(remoteId), remoteId)
        const more = remove(remoteId)
        if (old !== undefined) rewriteBeside(old.id)
        return more
      })
    },
    eraseStep() {
      if (settle() || merge.step()) return true
      db.pragma('secure_delete = FAST')
      beAlone()
      db.pragma('wal_checkpoint(TRUNCATE)')
      if (isErasing) kept.drop('erase')
      isErasing = false
      return false
    },
    isErasing: () => isErasing,
    merge,
    settle,
    flush() {
      db.transaction(() => {
        index.flush()
        while (words.isBehind()) words.rest()
      }).immediate()
    },
    saveProgramme(programme) {
      const older = keptProgramme()
      if (older === null || older.fetchedAt <= programme.fetchedAt)
        kept.put('programme', JSON.stringify(programme))
    },
    programme: keptProgramme,
    pullState: () => ({ ...noPull, ...(kept.record('pull') as PullState | null) }),
    count: () => members,
    isSound: () => isSound,
    indexed: () => timesIndexed,
  }

  function keptProgramme(): KeptProgramme | null {
    return kept.record('programme') as KeptProgramme | null
  }
}

/** A time that is the row's own anyway takes no room. */
function unlessAt(time: number | null, rowsOwn: number): number | null {
  return time === rowsOwn ? null : time
}
