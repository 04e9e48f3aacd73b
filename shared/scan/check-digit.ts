/**
 * The GS1 mod-10 check digit (EAN-8, UPC-A, EAN-13, GTIN-14, GSRN, SSCC).
 *
 * @param body the digits in front of the check digit
 * @returns 0 to 9, or null where `body` is empty or holds anything but ASCII digits
 */
export function gs1CheckDigit(body: string): number | null {
  if (!/^[0-9]+$/.test(body)) return null
  let sum = 0
  // Weights run from the right, 3 first, so that they fit every length.
  for (let i = 0; i < body.length; i += 1) sum += Number(body.at(-1 - i)) * (i % 2 === 0 ? 3 : 1)
  return (10 - (sum % 10)) % 10
}

/** Whether the last digit is the GS1 check digit of those before it; false for anything but 2 or more digits. */
export function hasGs1CheckDigit(digits: string): boolean {
  const expected = gs1CheckDigit(digits.slice(0, -1))
  return expected !== null && digits.endsWith(String(expected))
}

/** Whether the last digit is the Luhn check digit of those before it, as on bank cards and many gift cards. */
export function hasLuhnCheckDigit(digits: string): boolean {
  if (!/^[0-9]{2,}$/.test(digits)) return false
  let sum = 0
  for (let i = 0; i < digits.length; i += 1) {
    const twice = Number(digits.at(-1 - i)) * (i % 2 === 0 ? 1 : 2)
    sum += twice > 9 ? twice - 9 : twice
  }
  return sum % 10 === 0
}
