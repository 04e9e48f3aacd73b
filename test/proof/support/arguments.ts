import { parseArgs } from 'node:util'

/** What a person typed is not what the proof understands; `message` says so in one sentence. */
export class UsageError extends Error {}

/** What a proof's command line said. */
export interface Given {
  /** A whole number of at least `least`. Throws a {@link UsageError} on anything else. */
  number(name: string, otherwise: number, least?: number): number
  flag(name: string): boolean
  /** Null where it was not given. */
  text(name: string): string | null
}

/** The options of a proof: `--name 5`, `--flag`, `--name text`. */
export interface Known {
  readonly numbers?: readonly string[]
  readonly flags?: readonly string[]
  readonly texts?: readonly string[]
}

/** Reads a command line. Throws a {@link UsageError} on what the proof does not know: a typo must not run the default. */
export function readArguments(args: readonly string[], known: Known): Given {
  const given = parsed(args, known)
  return {
    number: (name, otherwise, least = 0) => {
      const text = given[name]
      return typeof text === 'string' ? wholeNumber(name, text, least) : otherwise
    },
    flag: (name) => given[name] === true,
    text: (name) => {
      const text = given[name]
      return typeof text === 'string' ? text : null
    },
  }
}

/** `text` as a whole number of at least `least`; `0x1f` is one too. Throws a {@link UsageError}. */
export function wholeNumber(name: string, text: string, least: number): number {
  const value = /^(\d+|0x[0-9a-f]+)$/iu.test(text) ? Number(text) : Number.NaN
  if (!Number.isSafeInteger(value) || value < least) {
    throw new UsageError(`--${name} needs a whole number of at least ${least}, not "${text}".`)
  }
  return value
}

function parsed(args: readonly string[], known: Known): Readonly<Record<string, unknown>> {
  const option = (type: 'string' | 'boolean') => (name: string) => [name, { type }] as const
  try {
    const { values } = parseArgs({
      args: [...args],
      options: Object.fromEntries([
        ...(known.numbers ?? []).map(option('string')),
        ...(known.texts ?? []).map(option('string')),
        ...(known.flags ?? []).map(option('boolean')),
      ]),
    })
    return values
  } catch (error) {
    // Node's own words name the option; what follows them is advice on quoting.
    throw new UsageError(String(error instanceof Error ? error.message : error).split('. ')[0])
  }
}
