import { openCache } from '../../../electron/main/directory/cache-db.ts'
import { prepareWrites } from '../../../electron/main/directory/cache-writes.ts'
import { prepareLookUp } from '../../../electron/main/directory/look-up.ts'
import { createWordFilter } from '../../../electron/main/directory/word-filter.ts'
import { createYoungObjects, lookThroughYoung } from '../../../electron/main/directory/young-objects.ts'
import type { SearchResult } from '../../../electron/main/directory/types.ts'
import type { SearchStage } from '../../../shared/domain/views.ts'
import type { Distribution } from '../people/people.ts'
import { rowsThatCount } from './judge.ts'
import type { Judged } from './judge.ts'
import { lookUpKinds } from './look-ups.ts'
import type { LookUpKind } from './look-ups.ts'
import { queryKinds, textsOf } from './queries.ts'

/** Rows that the counter asks for. */
const rows = 50
/** Queries of a kind that are asked before the clock runs, some thousands in all: what a till is asked in an hour. */
const warmUp = 200

/** Times of one kind of query, and of plain SELECTs of as many rows by their number, ms. */
export interface Asked {
  readonly kind: string
  readonly took: readonly number[]
  /** Of the whole searches that followed, since names with a typing error were left. */
  readonly near: readonly number[]
  readonly floor: readonly number[]
  /** Rows of an answer, on average. */
  readonly rows: number
  /** How many of the queries were different ones: there are only so many letters. */
  readonly different: number
}

/** How often the member stood among the first rows. */
export interface Found {
  readonly kind: LookUpKind
  readonly asked: number
  readonly found: number
  /** How often the first typing fitted more than ten, so that more was typed; and how much more at most. */
  readonly lengthened: number
  readonly longest: number
  /** A few that were missed, for whoever mends it: what was typed and the member's number. */
  readonly missed: readonly (readonly [text: string, member: number, fitting: number])[]
}

/** Of the last four digits alone: whether rows are right, and the member among the first. */
export interface LastFour {
  readonly asked: number
  /** Share of the first ten rows whose phone ends so, of those that could be filled so. */
  readonly rightRows: number
  readonly foundInTen: number
  readonly foundInFifty: number
}

/** The file open as the worker has it, in this very thread. */
export interface OpenCopy {
  /**
   * What the worker does while nobody asks, all of it: an hour of a quiet shop in one go. Answers how long it took, and
   * its longest step, for which somebody who types would wait, ms.
   */
  readonly rest: () => { readonly ms: number; readonly longest: number }
  /** One search, as often as wanted; answers how long it took, ms. */
  readonly one: (text: string, stage?: SearchStage) => number
  readonly ask: (distribution: Distribution, members: number, perKind: number) => readonly Asked[]
  readonly find: (look: readonly Judged[]) => readonly Found[]
  readonly lastFour: (distribution: Distribution, members: number, count: number) => LastFour
  readonly close: () => void
}

/** The provider's id of a member of this number (people.ts). */
export function remoteIdOf(number: number): string {
  return String(100_001 + number * 2)
}

/** Opens the copy with the worker's own code. */
export function openCopy(file: string): OpenCopy {
  const { db, fresh } = openCache(file)
  if (fresh !== null) throw new Error(`the copy is begun anew: ${fresh}`)
  const filter = createWordFilter()
  const reads = prepareLookUp(db, filter)
  const { merge, settle } = prepareWrites(db, filter)
  let endings: Map<string, number> | null = null
  const rowOf = db.prepare('SELECT * FROM member WHERE rowid = ?')
  const search = (text: string): ReturnType<typeof reads.search>['hits'] => reads.search(text, rows).hits
  // As the worker does between two answers.
  const young = createYoungObjects({
    soon: (work) => {
      work()
    },
    isStoring: () => false,
    look: lookThroughYoung,
  })
  const timed = (text: string, stage: SearchStage): { readonly ms: number; readonly found: SearchResult } => {
    const started = performance.now()
    const found = reads.search(text, rows, stage)
    const ms = performance.now() - started
    young.answered()
    return { ms, found }
  }
  /** Members came in the order of their numbers. */
  const rowNumber = (remoteId: string): number => (Number(remoteId) - 100_001) / 2 + 1

  function askKind(
    kind: (typeof queryKinds)[number],
    distribution: Distribution,
    members: number,
    count: number,
  ): Asked {
    const texts = textsOf(kind, distribution, members, warmUp + count)
    if (texts.length < 200) throw new Error(`only ${texts.length} queries: ${kind.title}`)
    const took: number[] = []
    const near: number[] = []
    const answers: (readonly number[])[] = []
    for (const text of texts.slice(warmUp)) {
      const { ms, found } = timed(text, kind.stage)
      took.push(ms)
      answers.push(found.hits.map(({ remoteId }) => rowNumber(remoteId)))
      if (found.nearLeft === true) near.push(timed(text, 'whole').ms)
    }
    // Where a query and its floor took turns, the floor would find the pages in memory that the query has just read.
    const floor = answers.map((numbers) => {
      const started = performance.now()
      for (const number of numbers) rowOf.get(number)
      const ms = performance.now() - started
      young.answered()
      return ms
    })
    return {
      kind: kind.id,
      took,
      near,
      floor,
      rows: answers.reduce((sum, { length }) => sum + length, 0) / answers.length,
      different: new Set(texts.slice(warmUp)).size,
    }
  }

  return {
    rest() {
      let [ms, longest] = [0, 0]
      for (let more = true; more;) {
        const started = performance.now()
        more = reads.rehearse() || settle() || reads.warmUp() || merge.step()
        const took = performance.now() - started
        ms += took
        longest = Math.max(longest, took)
      }
      return { ms, longest }
    },
    one: (text, stage = 'whole') => timed(text, stage).ms,
    ask(distribution, members, perKind) {
      // Of all kinds first: the engine compiles what they share while the first ones are asked, and their times would be its own.
      for (const kind of queryKinds) {
        for (const text of textsOf(kind, distribution, members, warmUp)) {
          const { found } = timed(text, kind.stage)
          if (found.nearLeft === true) timed(text, 'whole')
        }
      }
      return queryKinds.map((kind) => askKind(kind, distribution, members, perKind))
    },
    find: (look) =>
      lookUpKinds.map((kind) => {
        const ofKind = look.filter((one) => one.kind === kind)
        const missed = ofKind.filter(
          ({ text, member }) =>
            !search(text)
              .slice(0, rowsThatCount)
              .some(({ remoteId }) => remoteId === remoteIdOf(member)),
        )
        return {
          kind,
          asked: ofKind.length,
          found: ofKind.length - missed.length,
          lengthened: ofKind.filter(({ lengthened }) => lengthened > 0).length,
          longest: Math.max(0, ...ofKind.map(({ lengthened }) => lengthened)),
          missed: missed.slice(0, 12).map(({ text, member, fitting }) => [text, member, fitting]),
        }
      }),
    lastFour(distribution, members, count) {
      const kind = queryKinds.find(({ id }) => id === 'last4')
      if (kind === undefined) throw new Error('nobody asks for the last four')
      const texts = textsOf(kind, distribution, members, count)
      let right = 0
      let shown = 0
      let foundInTen = 0
      let foundInFifty = 0
      for (const text of texts) {
        const hits = search(text)
        const first = hits.slice(0, rowsThatCount)
        right += first.filter(({ details }) => details.phone?.endsWith(text) === true).length
        // Whoever they meant has such a phone: among so many that fit, each is as likely as the other.
        const fitting = countOf(text)
        shown += Math.min(rowsThatCount, fitting)
        foundInTen += Math.min(1, first.length / fitting)
        foundInFifty += Math.min(1, hits.length / fitting)
      }
      return {
        asked: texts.length,
        rightRows: right / shown,
        foundInTen: foundInTen / texts.length,
        foundInFifty: foundInFifty / texts.length,
      }
    },
    close: () => {
      db.close()
    },
  }

  /** How many phones end so: counted once for all endings. */
  function countOf(ending: string): number {
    endings ??= countEndings()
    return endings.get(ending) ?? 1
  }

  function countEndings(): Map<string, number> {
    const counts = new Map<string, number>()
    const all = db.prepare<[], string>('SELECT substr(phone, -4) FROM member WHERE phone IS NOT NULL').pluck()
    for (const ending of all.iterate()) counts.set(ending, (counts.get(ending) ?? 0) + 1)
    return counts
  }
}
