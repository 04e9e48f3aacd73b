import { hasGs1CheckDigit } from './check-digit.ts'
import { readGs1 } from './gs1.ts'
import { canonicalCode, formsOfCode } from './scanned-code.ts'

/** A GS1 member number with its identifier, as it is printed and as it is sent. */
const identified = /^(?:8018|\(8018\))[0-9]{18}$/

/**
 * Every text under which the card of a code may be on record: those of {@link formsOfCode}, and a GS1 member number
 * (AI 8018) with and without its identifier. The code itself first.
 */
export function formsOfCard(text: string): readonly string[] {
  const bare = text.trim()
  const reading = identified.test(bare) ? readGs1(bare) : null
  const gsrn =
    reading?.kind === 'read' ? reading.gsrn : /^[0-9]{18}$/.test(bare) && hasGs1CheckDigit(bare) ? bare : null
  return [...new Set([...formsOfCode(text), ...(gsrn === null ? [] : [gsrn, `8018${gsrn}`])])]
}

/** Whether two codes are those of one card, in whatever forms readers gave them. */
export function isSameCard(one: string, other: string): boolean {
  const forms = new Set(formsOfCard(one).map(canonicalCode))
  return formsOfCard(other).some((form) => forms.has(canonicalCode(form)))
}
