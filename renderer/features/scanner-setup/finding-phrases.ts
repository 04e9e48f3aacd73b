import type { CalibrationFinding } from '../../../shared/scan/calibration/calibrate.ts'
import { phrase } from '../../i18n/phrase.ts'
import type { Phrase } from '../../i18n/phrase.ts'

function tooSlow({ averageGap, limit }: Extract<CalibrationFinding, { kind: 'too-slow' }>): Phrase {
  return phrase('scanner-setup.stuck.too-slow', { averageGap: Math.round(averageGap), limit })
}

/** Why a scan did not count, and what to do; null for what is no such reason. */
export function refusalPhrase(finding: CalibrationFinding): Phrase | null {
  switch (finding.kind) {
    case 'nothing':
    case 'typed':
    case 'twice':
    case 'unknown-layout':
    case 'odd-one':
      return phrase(`scanner-setup.scan.${finding.kind}`)
    case 'other-code':
      return phrase('scanner-setup.scan.other-code', { length: finding.length })
    case 'one-case':
      return phrase('scanner-setup.scan.one-case', { letters: finding.letters })
    case 'half':
      return phrase('scanner-setup.scan.half', { missing: finding.missing })
    case 'damaged':
      return phrase('scanner-setup.scan.damaged', { characters: finding.characters })
    case 'disagreement':
      return phrase('scanner-setup.scan.disagreement', {
        about: finding.about.map((aspect) => phrase(`scanner-setup.aspect.${aspect}`)),
      })
    case 'too-slow':
      return tooSlow(finding)
    case 'pace':
    case 'frame-too-long':
    case 'no-end':
    case 'aim':
    case 'caps-lock-on':
    case 'case-exchanged':
    case 'no-releases':
    case 'leading-key':
    case 'trailing-text':
    case 'other-key':
    case 'layout-differs':
    case 'layouts-alike':
    case 'by-number':
    case 'no-physical-keys':
      return null
  }
}

/** What has to change at the scanner before anything can be learned; each said once. */
export function stuckPhrases(findings: readonly CalibrationFinding[]): readonly Phrase[] {
  const phrases = findings.flatMap((finding): readonly Phrase[] => {
    if (finding.kind === 'too-slow') return [tooSlow(finding)]
    if (finding.kind === 'frame-too-long')
      return [phrase('scanner-setup.stuck.frame-too-long', { length: finding.length, limit: finding.limit })]
    if (finding.kind === 'case-exchanged' || finding.kind === 'unknown-layout')
      return [phrase(`scanner-setup.stuck.${finding.kind}`)]
    if (finding.kind === 'one-case')
      return [phrase('scanner-setup.stuck.one-case', { letters: finding.letters })]
    if (finding.kind === 'damaged')
      return [phrase('scanner-setup.stuck.damaged', { characters: finding.characters })]
    return []
  })
  const said = phrases.map((each) => JSON.stringify(each))
  return phrases.filter((_, i) => said.indexOf(said[i] ?? '') === i)
}

/** Something about a scanner that was learned, which its owner had better know. */
export interface Note {
  /** `warn`: something should be changed at the scanner. */
  readonly tone: 'warn' | 'info'
  readonly what: Phrase
}

/** Scanners that name the kind of code with a letter of their own send another before codes of another kind. */
const oneLetter = /^\p{L}$/u

/**
 * What else was found out, the most pressing first.
 *
 * @param prefix what was learned to come before each code
 */
export function notes(findings: readonly CalibrationFinding[], prefix: string): readonly Note[] {
  const warnings: Note[] = []
  const infos: Note[] = []
  const warn = (what: Phrase): void => void warnings.push({ tone: 'warn', what })
  const info = (what: Phrase): void => void infos.push({ tone: 'info', what })
  if (oneLetter.test(prefix)) warn(phrase('scanner-setup.note.code-id', { prefix }))
  for (const finding of findings) {
    if (finding.kind === 'no-end') warn(phrase('scanner-setup.note.no-end'))
    if (finding.kind === 'leading-key')
      warn(phrase('scanner-setup.note.leading-key', { count: finding.count }))
    if (finding.kind === 'trailing-text')
      warn(phrase('scanner-setup.note.trailing-text', { length: finding.length }))
    if (finding.kind === 'other-key') warn(phrase('scanner-setup.note.other-key', { key: finding.key }))
    if (finding.kind === 'caps-lock-on') info(phrase('scanner-setup.note.caps-lock'))
    if (finding.kind === 'no-releases' || finding.kind === 'by-number' || finding.kind === 'no-physical-keys')
      info(phrase(`scanner-setup.note.${finding.kind}`))
  }
  if (prefix !== '' || findings.some(({ kind }) => kind === 'layout-differs'))
    info(phrase('scanner-setup.note.all-alike'))
  return [...warnings, ...infos]
}
