import type { Migration } from '../migrate.ts'

const schema = `
-- Cards that their members lost and that others took the place of. This till's own word: no loyalty system that it speaks
-- lets go of a code. A card counts as replaced for as long as the operation that brought the other one was not given up.
create table replaced_card (
  connection_id text not null references connection (id),
  code          text not null,                  -- the lost card's code in its canonical form; personal data
  key           text not null,                  -- member key
  new_code      text,                           -- the card that took its place, as it was scanned; null where nobody told
  operation_id  text,                           -- ULID of the card.attach; null where another till told of it
  replaced_at   integer not null,               -- UTC ms
  replaced_by   text,                           -- cashier's id
  primary key (connection_id, code)
) strict, without rowid;
create index replaced_card_key on replaced_card (connection_id, key);
`

/** Which cards were lost and replaced. */
export const replacedCardsSchema: Migration = {
  version: 5,
  name: 'replaced-cards',
  up: (db) => db.exec(schema),
}
