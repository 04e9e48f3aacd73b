/** Why somebody at the till cannot be called that. */
export type NameProblem = 'missing' | 'there' | 'too-long'

/** Names longer than this do not fit on a button; nobody is called so. */
export const longestName = 60

/** Judges a cashier's name: two that differ in nothing but case and accents would be told apart by nobody. */
export function nameProblem(name: string, others: readonly { readonly name: string }[]): NameProblem | null {
  const wanted = name.trim()
  if (wanted === '') return 'missing'
  if (Array.from(wanted).length > longestName) return 'too-long'
  const same = others.some(
    (other) => other.name.localeCompare(wanted, undefined, { sensitivity: 'base' }) === 0,
  )
  return same ? 'there' : null
}
