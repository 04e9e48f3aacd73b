import { z } from 'zod'

/**
 * What one function reads, as a step of a schema. A list comes by the hundred thousand rows, and a row of unions with
 * their turns costs a hundred steps and objects where this costs one.
 *
 * @param read Throws `Unreadable` where the answer cannot be read as a whole.
 */
export function readBy<T>(read: (value: unknown) => T) {
  return z
    .unknown()
    .optional()
    .transform((value, context): T => {
      try {
        return read(value)
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error
        context.addIssue({ code: 'custom', message: error.message })
        return z.NEVER
      }
    })
}

/** Thrown by `readBy`'s function. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'

  constructor() {
    super('not of the expected shape')
  }
}

/** A JSON object, which no list is. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
