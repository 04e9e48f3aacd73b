import type { CacheFile } from '../../../electron/main/db/open-cache.ts'
import { countTold, toldOfRow } from '../../../electron/main/directory/told-words.ts'
import type { ToldRow } from '../../../electron/main/directory/told-words.ts'
import { prepareWordRuns } from '../../../electron/main/directory/word-runs.ts'

/** Each word that somebody in the file of a copy has, with how many have it, as texts in the order of the alphabet. */
export function wordsOfCopy(db: CacheFile): readonly string[] {
  const counts = new Map<string, number>()
  const count = (word: string, members: number): void => {
    counts.set(word, (counts.get(word) ?? 0) + members)
  }
  const written = prepareWordRuns(db).from('')
  while (written.next()) count(written.word, written.members)
  for (const row of db.prepare<[], ToldRow>('SELECT * FROM word_told').all()) countTold(toldOfRow(row), count)
  return [...counts]
    .filter(([, members]) => members !== 0)
    .map(([word, members]) => `${word} ${members}`)
    .toSorted()
}

/** What of the words in a file is not as it is once everything has been brought together. */
export function restOfWords(db: CacheFile): {
  readonly told: number
  readonly left: number
  readonly gone: number
} {
  const number = (sql: string): number => db.prepare<[], number>(sql).pluck().get() ?? 0
  const words = prepareWordRuns(db).from('')
  let gone = 0
  while (words.next()) if (words.members <= 0) gone += 1
  return {
    told: number('SELECT count(*) FROM word_told'),
    left: number('SELECT count(*) FROM word_block WHERE id / 1048576 NOT IN (SELECT id FROM word_run)'),
    gone,
  }
}
