import { z } from 'zod'
import { tourSteps } from '../domain/tour.ts'

const asked = {
  day: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .nullable(),
  cashier: z
    .string()
    .regex(/^[0-9A-HJKMNP-TV-Z]{26}$/)
    .nullable(),
}
const heading = z.string().max(100)

/** What main accepts of the shift summary's requests. */
export const shiftRequestSchemas = {
  shift: z.strictObject(asked),
  tour: z.strictObject({ step: z.literal(tourSteps) }),
  exportShift: z.strictObject({
    ...asked,
    title: z.string().max(300),
    button: z.string().max(100),
    files: z.string().max(100),
    columns: z.strictObject({
      day: heading,
      hour: heading,
      stamps: heading,
      changes: heading,
      added: heading,
      taken: heading,
      rewards: heading,
      enrolments: heading,
      undone: heading,
      done: heading,
      offline: heading,
    }),
  }),
}
