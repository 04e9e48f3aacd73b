import { expect, test } from 'vitest'
import { along, beginning } from '../../../electron/main/directory/token-key.ts'
import { createWordFilter } from '../../../electron/main/directory/word-filter.ts'
import type { WordFilter } from '../../../electron/main/directory/word-filter.ts'
import { randomOf } from './made-up-members.ts'

const chance = randomOf(11)
const alphabets = ['ab', 'аб', 'a𠮷', '𠮷𡈽'].map((letters) => Array.from(letters))

/** Words that begin alike, of letters of one unit and of two, some longer than the beginnings that are known. */
const words = Array.from({ length: 3_000 }, () => {
  const letters = alphabets[Math.floor(chance() * alphabets.length)] ?? []
  const length = 1 + Math.floor(chance() * 16)
  return Array.from({ length }, () => letters[Math.floor(chance() * letters.length)] ?? '').join('')
})

function filterOf(some: readonly string[]): WordFilter {
  const filter = createWordFilter()
  for (const word of some) filter.add(word)
  return filter
}

/** All that a filter says. */
function sayings(filter: WordFilter): readonly unknown[] {
  const hashes = Array.from({ length: 200_000 }, (_, at) => Math.imul(at, 0x9e3779b1))
  const letters = ['a', 'а', '𠮷'].map((letter) => [...filter.lettersLike(letter)].toSorted())
  return [
    letters,
    hashes.map((hash) => Number(filter.mayHave(hash)) + 2 * Number(filter.mayBegin(hash, 3))).join(''),
  ]
}

test('every word that was added, and every beginning of it, may be there', () => {
  const filter = filterOf(words)
  const missed = words.filter((word) => {
    const letters = Array.from(word)
    const begun = letters.map((_, at) => along(beginning, letters.slice(0, at + 1).join('')))
    return !filter.mayHave(begun.at(-1) ?? 0) || !begun.every((hash, at) => filter.mayBegin(hash, at + 1))
  })
  expect(missed).toEqual([])
})

test('what it says does not depend on the order in which words were added', () => {
  const said = sayings(filterOf(words))
  expect(sayings(filterOf(words.toSorted()))).toEqual(said)
  // As of one that has nothing in common with the word before it.
  expect(sayings(filterOf(words.toSorted().flatMap((word) => ['ж', word])))).toEqual(
    sayings(filterOf([...words, 'ж'])),
  )
})
