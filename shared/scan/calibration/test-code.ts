/**
 * What the test barcode says. Its letters, digits and punctuation lie on different keys in every layout that this
 * terminal knows (but for those that type ASCII alike), every layout can type them, and some come twice, so that
 * an unknown layout can be told from another code.
 */
export const testCode = 'Aq1-Zy0/m@W2\\iA1-m'

/** Whether this is the test code, whatever a scanner puts before it. */
export function isTestCode(text: string): boolean {
  return text.endsWith(testCode)
}
