import { maxCodeRules, maxPrefixLength, meaningOfCode } from '../../../shared/scan/code-meaning.ts'
import type {
  CodeCheck,
  CodeMeaning,
  CodeRule,
  CodeRules,
  CodeUse,
} from '../../../shared/scan/code-meaning.ts'
import { readPattern } from '../../../shared/scan/code-pattern.ts'
import { readScan } from '../../../shared/scan/scanned-code.ts'
import { phrase } from '../../i18n/phrase.ts'
import type { Phrase } from '../../i18n/phrase.ts'

/** A rule as it is being written: its text may still be none that can be read. */
export interface DraftRule {
  /** Tells rows apart while they are moved. */
  readonly id: number
  readonly kind: 'prefix' | 'pattern'
  readonly text: string
  readonly use: CodeUse
  readonly check: CodeCheck
}

/** The shop's rules as they are being written. */
export interface RulesDraft extends Omit<CodeRules, 'rules'> {
  readonly rules: readonly DraftRule[]
}

/** Opens the shop's rules for writing. */
export function draftOf(rules: CodeRules): RulesDraft {
  return {
    ...rules,
    rules: rules.rules.map(({ match, use, check }, id) => ({
      ...{ id, use, check, kind: match.kind },
      text: match.kind === 'prefix' ? match.prefix : match.pattern,
    })),
  }
}

/** One more rule, behind the others; none where there are as many as there may be. */
export function withOneMore(draft: RulesDraft): RulesDraft {
  if (draft.rules.length >= maxCodeRules) return draft
  const id = Math.max(-1, ...draft.rules.map((rule) => rule.id)) + 1
  return { ...draft, rules: [...draft.rules, { id, kind: 'prefix', text: '', use: 'coupon', check: 'none' }] }
}

/** The rule one place further up (-1) or down (1). */
export function moved(draft: RulesDraft, at: number, by: -1 | 1): RulesDraft {
  const rule = draft.rules[at]
  if (rule === undefined || at + by < 0 || at + by >= draft.rules.length) return draft
  const rest = draft.rules.toSpliced(at, 1)
  return { ...draft, rules: rest.toSpliced(at + by, 0, rule) }
}

/** What is wrong with the text of a rule; null where nothing is. */
export function problemOf({ kind, text }: Pick<DraftRule, 'kind' | 'text'>): Phrase | null {
  if (kind === 'prefix') {
    if (text.trim() === '') return phrase('rules.problem.prefix.empty')
    const isTooLong = text.trim().length > maxPrefixLength
    return isTooLong ? phrase('rules.problem.prefix.too-long', { limit: maxPrefixLength }) : null
  }
  const reading = readPattern(text.trim())
  if (reading.ok) return null
  const { problem } = reading
  switch (problem.kind) {
    case 'empty':
      return phrase('rules.problem.pattern.empty')
    case 'too-long':
      return phrase('rules.problem.pattern.too-long', { limit: problem.limit })
    case 'bad-count':
    case 'unfinished':
      return phrase(`rules.problem.pattern.${problem.kind}`, { at: problem.at + 1 })
  }
}

/** The rules as they would be saved: what cannot be read yet fits nothing. */
export function rulesOf(draft: RulesDraft): CodeRules {
  return {
    ...draft,
    rules: draft.rules.map(({ kind, text, use, check }): CodeRule => ({
      match:
        kind === 'prefix'
          ? { kind: 'prefix', prefix: text.trim() }
          : { kind: 'pattern', pattern: text.trim() },
      ...{ use, check },
    })),
  }
}

/** What a code would be by these rules, and which of them says so; null where there is nothing to say. */
export function triedOut(draft: RulesDraft, code: string): Phrase | null {
  if (code.trim() === '') return null
  return meaningPhrase(meaningOfCode(readScan(code), rulesOf(draft)))
}

/** What a code is to the shop, and which of its rules says so. */
export function meaningPhrase(meaning: CodeMeaning): Phrase {
  switch (meaning.kind) {
    case 'member-card':
    case 'coupon':
    case 'staff-badge':
    case 'not-ours':
      return said(phrase(`rules.use.${meaning.kind}`), meaning.rule, 'rest')
    case 'misread':
      return said(
        phrase('rules.try.misread', { check: phrase(`rules.check.${meaning.check}`) }),
        meaning.rule,
        'rest',
      )
    case 'no-check-digit':
      return said(
        phrase('rules.try.no-check-digit', { check: phrase(`rules.check.${meaning.check}`) }),
        meaning.rule,
        'rest',
      )
    case 'goods':
      return said(phrase(`rules.try.goods.${meaning.label}`), null, 'itself')
    case 'web-address':
      return said(phrase(`rules.try.${meaning.what}`), null, 'itself')
    case 'unreadable':
      return said(phrase(`rules.try.unreadable.${meaning.problem.kind}`), null, 'itself')
  }
}

function said(what: Phrase, rule: number | null, otherwise: 'rest' | 'itself'): Phrase {
  return rule === null
    ? phrase(`rules.try.${otherwise}`, { what })
    : phrase('rules.try.rule', { what, number: rule + 1 })
}
