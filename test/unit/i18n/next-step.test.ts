import { describe, expect, test } from 'vitest'
import { en } from '../../../renderer/i18n/messages/en.ts'

/** What a cashier or the owner can do now, or when it goes on by itself. */
const step =
  /\b(?:allow|ask|bring|change|check|choose|close|copy|correct|do|drop|enter|free|give|go on|install|let|look|open|paste|plug|press|remove|say|scan|search|split|start|tell|tells|try|use|wait|waits|write)\b|\bplease\b|\b(?:at most|at least|needed)\b|\buntil\b|the owner does that|is this computer online|for the owner/iu

/** Questions, which have their answers on buttons. */
const asked: readonly string[] = ['failure.just-done', 'failure.day-cap']

describe('whoever is told that something was not done is told what to do', () => {
  for (const [id, sentence] of Object.entries(en)) {
    if (!id.startsWith('failure.') || asked.includes(id)) continue
    test(id, () => {
      // Without what stands in for a name or a figure.
      expect(sentence.replaceAll(/\{\w+\}/gu, '')).toMatch(step)
    })
  }
})

test('where work may be in doubt, the sentence says that what was saved is safe', () => {
  for (const id of [
    'failure.internal',
    'failure.blocked',
    'failure.file-not-written.refused',
    'failure.file-not-written.disk-full',
    'crashed.body',
    'shift.failed',
  ] as const)
    expect(en[id]).toMatch(/safe|lost/u)
})
