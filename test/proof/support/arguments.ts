import { parseArgs } from 'node:util'

/** What a proof's command line said. */
export interface Given {
  number(name: string, otherwise: number): number
  flag(name: string): boolean
}

/** Reads `--name 5` and `--flag`. Throws on anything that the proof does not know: a typo must not run the default. */
export function readArguments(
  args: readonly string[],
  known: { readonly numbers?: readonly string[]; readonly flags?: readonly string[] },
): Given {
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...Object.fromEntries((known.numbers ?? []).map((name) => [name, { type: 'string' as const }])),
      ...Object.fromEntries((known.flags ?? []).map((name) => [name, { type: 'boolean' as const }])),
    },
  })
  const given: Readonly<Record<string, unknown>> = values
  return {
    number: (name, otherwise) => {
      const text = given[name]
      if (text === undefined) return otherwise
      const value = Number(text)
      if (!Number.isInteger(value) || value < 0) throw new Error(`--${name} needs a whole number.`)
      return value
    },
    flag: (name) => given[name] === true,
  }
}
