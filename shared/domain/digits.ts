/** Zeros of the digits that people type at a counter: Arabic, Persian and Urdu, Devanagari, Bengali, Thai, full width. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10] as const

const others = new RegExp(
  `[${zeros.map((zero) => `${String.fromCharCode(zero)}-${String.fromCharCode(zero + 9)}`).join('')}]`,
  'gu',
)

/** The text with every digit as 0-9, as numbers, phones and codes are kept: ٠١٢ becomes 012. Its length stays. */
export function latinDigits(text: string): string {
  return text.replace(others, (digit) => {
    const code = digit.charCodeAt(0)
    const zero = zeros.findLast((one) => one <= code) ?? code
    return String(code - zero)
  })
}
