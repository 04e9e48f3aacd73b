/** Masks for lists: enough to tell two people apart, too little to write down. */

/** Last four digits, `•••• 0142`; dots alone where there are no more than five digits. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '')
  return digits.length <= 5 ? '••••' : `•••• ${digits.slice(-4)}`
}

/** First character and domain, `a•••@example.com`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@')
  const [first] = email
  return at < 1 || first === undefined ? '•••' : `${first}•••${email.slice(at)}`
}

/** Last four characters of a card's code, `•• 4711`; dots alone where the code is hardly longer. */
export function maskCode(code: string): string {
  const characters = Array.from(code)
  return characters.length <= 5 ? '••' : `•• ${characters.slice(-4).join('')}`
}

/** First letters and dots, `A••• S•••`. */
export function maskName(name: string): string {
  return name
    .split(/\s+/u)
    .flatMap((word) => Array.from(word).slice(0, 1))
    .map((first) => `${first}•••`)
    .join(' ')
}

/** Ends of a member's codes, at most two of them; null without any. */
export function cardEnds(codes: readonly string[]): string | null {
  return codes.length === 0 ? null : codes.slice(0, 2).map(maskCode).join(', ')
}
