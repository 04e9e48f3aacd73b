import type { RequestFailure } from '../../../shared/ipc/failure.ts'
import { err, ok } from '../../../shared/ipc/result.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import { splitAim } from '../../../shared/scan/aim.ts'

/** What can be wrong with a code. */
export type CodeProblem = Extract<RequestFailure, { kind: 'invalid-code' }>['problem']

/** Longer than any card: a wallet link in a QR code has about 120 characters. */
export const maxCodeLength = 256

const outside = /^[\s\p{Cc}\p{Cf}]+|[\s\p{Cc}\p{Cf}]+$/gu
const garbage = /[\p{Cc}\p{Cs}\ufffd]/u
const meaning = /[\p{L}\p{N}]/u

/**
 * A card's code as scanned or typed, without what surrounds it and without the symbology's name that some scanners
 * put before it; it is otherwise left exactly as it is.
 */
export function validateCode(raw: string): Result<string, CodeProblem> {
  const code = splitAim(raw.replace(outside, '')).data.replace(outside, '')
  if (code === '') return err('empty')
  if (code.length > maxCodeLength) return err('too-long')
  return garbage.test(code) || !meaning.test(code) ? err('unreadable') : ok(code)
}
