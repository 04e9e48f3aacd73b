import type { Migration } from '../migrate.ts'

const schema = `
-- What tells who waits and by what name, asked for at each key that a cashier types: an index of its own, since a
-- hundred thousand stamps may wait beside.
create index op_details on op (connection_id, lane, seq)
  where live = 1 and kind in ('member.create', 'member.edit', 'card.attach');
`

/** Enrolments, changes of details and cards that wait are found without going through all that waits. */
export const detailsSchema: Migration = {
  version: 3,
  name: 'details',
  up: (db) => db.exec(schema),
}
