import { hasGs1CheckDigit, hasLuhnCheckDigit } from './check-digit.ts'
import { fitsPattern, readPattern } from './code-pattern.ts'
import { readGs1 } from './gs1.ts'
import { formsOfCode, groupSeparator } from './scanned-code.ts'
import type { ScannedCode, ScanProblem } from './scanned-code.ts'

/** What a shop uses codes for. `not-ours`: another shop's, or nothing of this counter's. */
export type CodeUse = 'member-card' | 'coupon' | 'staff-badge' | 'not-ours'

/** Which check digit the shop's codes have: `ean` that of 8, 12 or 13 digits, `gs1` the same of any length. */
export type CodeCheck = 'none' | 'ean' | 'gs1' | 'luhn'

/** One rule of a shop: codes that begin so, or fit so, are used for this. */
export interface CodeRule {
  readonly match:
    | { readonly kind: 'prefix'; readonly prefix: string }
    /** See `CodePattern`. A pattern that cannot be read fits nothing. */
    | { readonly kind: 'pattern'; readonly pattern: string }
  readonly use: CodeUse
  readonly check: CodeCheck
}

/** The longest prefix of a rule. */
export const maxPrefixLength = 100
/** The most rules of a shop. */
export const maxCodeRules = 50

/** How a shop reads codes. */
export interface CodeRules {
  /** The first that fits decides. */
  readonly rules: readonly CodeRule[]
  /** Whether EAN-13 of the range for weights and prices (20 to 29, and 02) are goods, or cards like any other. */
  readonly priceLabels: 'goods' | 'cards'
  /** The check digit and the use of what no rule names. */
  readonly check: CodeCheck
  readonly otherwise: CodeUse
}

/** A shop that said nothing: every code may be a card, but for what a scale prints. */
export const defaultCodeRules: CodeRules = {
  rules: [],
  priceLabels: 'goods',
  check: 'none',
  otherwise: 'member-card',
}

/**
 * What a scanned code is to a shop. `forms` are the texts under which it may be on record, the likeliest first.
 *
 * It is a reading of the text alone. What a till knows to be somebody's card is their card all the same: the register
 * is asked before goods and web addresses are turned away.
 */
export type CodeMeaning =
  | {
      readonly kind: CodeUse
      readonly forms: readonly string[]
      /** Which rule said so; null where none did. */
      readonly rule: number | null
    }
  /** A scale's label with its price or weight, or a GS1 code that names an article. */
  | { readonly kind: 'goods'; readonly label: 'price' | 'article'; readonly forms: readonly string[] }
  /** The check digit does not fit: to be scanned again. */
  | {
      readonly kind: 'misread'
      readonly check: Exclude<CodeCheck, 'none'>
      readonly forms: readonly string[]
      readonly rule: number | null
    }
  /** The check digit that is asked for cannot be in it: it is no such number, however often it is scanned. */
  | {
      readonly kind: 'no-check-digit'
      readonly check: Exclude<CodeCheck, 'none'>
      readonly forms: readonly string[]
      readonly rule: number | null
    }
  /** A link or a piece of program. It is text to be shown, and never followed or run. */
  | { readonly kind: 'web-address'; readonly what: 'link' | 'script'; readonly forms: readonly string[] }
  | { readonly kind: 'unreadable'; readonly problem: ScanProblem }

const link = /^(?:(?:https?|ftps?|file|mailto|tel|sms|intent):|www\.)/i
const script = /^(?:javascript|vbscript|data):|^<[a-z!/?]/i

const numbers = { ean: /^(?:[0-9]{8}|[0-9]{12,13})$/, gs1: /^[0-9]{2,}$/, luhn: /^[0-9]{2,}$/ } as const

/** What the check digit that is asked for says against a code; null where nothing. */
function against(
  check: CodeCheck,
  forms: readonly string[],
  rule: number | null,
  all = forms,
): Extract<CodeMeaning, { readonly kind: 'misread' | 'no-check-digit' }> | null {
  if (check === 'none') return null
  const fitting = check === 'luhn' ? hasLuhnCheckDigit : hasGs1CheckDigit
  const may = forms.map((form) => form.replace(/[ -]/g, '')).filter((digits) => numbers[check].test(digits))
  if (may.some(fitting)) return null
  return { kind: may.length === 0 ? 'no-check-digit' : 'misread', check, forms: all, rule }
}

function fits({ match }: CodeRule, form: string): boolean {
  if (match.kind === 'prefix') return match.prefix !== '' && form.startsWith(match.prefix)
  const reading = readPattern(match.pattern)
  return reading.ok && fitsPattern(reading.pattern, form)
}

/** Whether a scale printed this: an EAN-13 of the ranges 20 to 29 and 02 (UPC-A beginning with 2). */
export function isPriceLabel(form: string): boolean {
  return /^(?:2[0-9]|02)[0-9]{11}$/.test(form) && hasGs1CheckDigit(form)
}

interface Subject {
  readonly forms: readonly string[]
  readonly article: boolean
}

/** The texts of a member's number: without and with its identifier. */
function formsOfGsrn(gsrn: string, text: string): readonly string[] {
  return [...new Set([gsrn, `8018${gsrn}`, text.replaceAll(groupSeparator, '')])]
}

/** What is to be looked at; or the meaning at once, where there is nothing to look at. */
function subjectOf({ text, gs1, problem }: ScannedCode): Subject | CodeMeaning {
  const plain: Subject = { forms: formsOfCode(text), article: false }
  if (problem !== null && problem.kind !== 'control-characters') return { kind: 'unreadable', problem }
  const marked = gs1 || text.includes(groupSeparator) || /^\((?:8018|0[012])\)/.test(text)
  const reading = marked || /^8018[0-9]{18}$/.test(text) ? readGs1(text) : null
  if (reading?.kind === 'read' && reading.gsrn !== null) {
    const forms = formsOfGsrn(reading.gsrn, text)
    // Without any mark these may be 22 digits of the shop's own.
    return { forms: marked ? forms : [...new Set([text, ...forms])], article: false }
  }
  if (marked && reading?.kind === 'misread')
    return { kind: 'misread', check: 'gs1', forms: [text.replaceAll(groupSeparator, '')], rule: null }
  if (reading?.kind === 'read' && marked)
    return { forms: [text.replaceAll(groupSeparator, '')], article: reading.goods }
  return problem === null ? plain : { kind: 'unreadable', problem }
}

/** Says what a scanned code is to a shop. */
export function meaningOfCode(code: ScannedCode, rules: CodeRules = defaultCodeRules): CodeMeaning {
  const subject = subjectOf(code)
  if ('kind' in subject) return subject
  const { forms, article } = subject
  for (const [index, rule] of rules.rules.entries()) {
    const named = forms.filter((form) => fits(rule, form))
    if (named.length === 0) continue
    return against(rule.check, named, index, forms) ?? { kind: rule.use, forms, rule: index }
  }
  const first = forms[0] ?? ''
  if (script.test(first)) return { kind: 'web-address', what: 'script', forms }
  if (link.test(first)) return { kind: 'web-address', what: 'link', forms }
  if (article) return { kind: 'goods', label: 'article', forms }
  // The same digits in another kind of code are no scale's.
  const scales = code.symbology === null || code.symbology === 'ean-13' || code.symbology === 'upc-a'
  if (rules.priceLabels === 'goods' && scales && forms.some(isPriceLabel))
    return { kind: 'goods', label: 'price', forms }
  return against(rules.check, forms, null) ?? { kind: rules.otherwise, forms, rule: null }
}
