import type { Migration } from '../migrate.ts'
import { outboxSchema } from './0001-outbox.ts'
import { movingSchema } from './0002-moving.ts'
import { detailsSchema } from './0003-details.ts'
import { peopleSchema } from './0004-people.ts'
import { replacedCardsSchema } from './0005-replaced-cards.ts'

/** Every migration, oldest first. A released one is never changed or removed. */
export const migrations: readonly Migration[] = [
  outboxSchema,
  movingSchema,
  detailsSchema,
  peopleSchema,
  replacedCardsSchema,
]
