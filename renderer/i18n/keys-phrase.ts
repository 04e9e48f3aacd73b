import { phrase } from './phrase.ts'
import type { Phrase } from './phrase.ts'

const named: Readonly<Record<string, Phrase>> = {
  '\r': phrase('scanner-setup.key.enter'),
  '\t': phrase('scanner-setup.key.tab'),
  '\n': phrase('scanner-setup.key.line-feed'),
}

/** What a scanner sends before or after a code, so that it can be read: keys by their names, characters as they are. */
export function keysPhrases(text: string): readonly Phrase[] {
  return (text.match(/[\u0000-\u001f]|[^\u0000-\u001f]+/gu) ?? []).map((part) => {
    const number = part.charCodeAt(0)
    const plain = phrase('scanner-setup.key.text', { text: part })
    return named[part] ?? (number < 32 ? phrase('scanner-setup.key.control', { number }) : plain)
  })
}
