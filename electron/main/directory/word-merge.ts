import { countTold } from './told-words.ts'
import type { ToldWords } from './told-words.ts'
import type { WordSource } from './word-block.ts'
import type { WordRun, WordRuns, WordWriter } from './word-runs.ts'

/** Words on their way into one run. */
export interface WordMerge {
  /** Goes on with so many words or some more, in a transaction; answers how many it took. */
  work(most: number): number
}

/**
 * Sorts words as they were told, and makes them a run, which counts once it is done: one that is given up is begun anew.
 *
 * @param told Is not changed meanwhile.
 * @param see Is told each word as it is written.
 * @param done In the transaction in which the run begins to count.
 */
export function mergeTold(
  runs: WordRuns,
  told: readonly ToldWords[],
  see: (word: string) => void,
  done: () => void,
): WordMerge {
  const waiting = [...told]
  const heap = new WordHeap()
  let sorted: WordSource | null = null
  let writer: WordWriter | null = null

  return {
    work(most) {
      let taken = 0
      for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
        countTold(one, (word, members) => heap.add(word, members))
        taken += one.members.length
        if (taken >= most) return taken
      }
      sorted ??= heap.inOrder()
      writer ??= runs.begin()
      for (; taken < most; taken += 1) {
        if (!sorted.next()) {
          writer.save()
          writer.finish()
          done()
          return taken
        }
        see(sorted.word)
        writer.add(sorted.word, sorted.members)
      }
      return taken
    },
  }
}

/**
 * Makes some runs one, which counts as far as it has come: of one that is given up nothing is done again.
 *
 * @param areAll Whether nothing else is counted anywhere.
 */
export function mergeWordRuns(
  runs: WordRuns,
  inputs: readonly WordRun[],
  areAll: boolean,
  done: () => void,
): WordMerge {
  const words = runs.take(inputs)
  const writer = runs.begin()
  return {
    work(most) {
      let taken = 0
      while (taken < most && words.next()) {
        taken += 1
        // Fewer than nobody have a word where those who had it are counted elsewhere.
        if (words.members > 0 || (words.members < 0 && !areAll)) writer.add(words.word, words.members)
      }
      // What is in both is in both, or in neither, of them with the commit.
      writer.save()
      if (!words.save()) {
        writer.finish()
        done()
      }
      return taken
    },
  }
}

/** Words in no order, some of them several times. */
class WordHeap {
  readonly #byLetter = new Map<number, string[]>()
  /** Of those that some have: what is not 1 for each time that they are there. */
  readonly #beside = new Map<string, number>()

  add(word: string, members: number): void {
    const letter = word.charCodeAt(0)
    const there = this.#byLetter.get(letter)
    if (there === undefined) this.#byLetter.set(letter, [word])
    else there.push(word)
    if (members !== 1) this.#beside.set(word, (this.#beside.get(word) ?? 0) + members - 1)
  }

  /** Sorted letter by letter as they are taken: all of them at once take longer than a keystroke may wait. */
  inOrder(): WordSource {
    const letters = [...this.#byLetter.keys()].toSorted((one, other) => one - other)
    const beside = this.#beside
    let line: readonly string[] = []
    let at = 0
    const open = (): boolean => {
      const letter = letters.shift()
      line = letter === undefined ? [] : (this.#byLetter.get(letter) ?? []).toSorted()
      at = 0
      return letter !== undefined
    }
    const source = {
      word: '',
      members: 0,
      next() {
        if (at >= line.length && !open()) return false
        const word = line[at] ?? ''
        const from = at
        while (at < line.length && line[at] === word) at += 1
        source.word = word
        source.members = at - from + (beside.get(word) ?? 0)
        return true
      },
    }
    return source
  }
}
