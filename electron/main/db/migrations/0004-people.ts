import type { Migration } from '../migrate.ts'

const schema = `
-- A cashier's word that two entries at the provider are one person. This till's own: the provider is told nothing,
-- both entries stay there, and what waits for either goes to the one that it was saved for. Ids only.
create table member_merge (
  id            text primary key,               -- ULID
  connection_id text not null references connection (id),
  kept          text not null,                  -- member key that is opened from then on
  gone          text not null,                  -- member key that leads to it
  cause         text not null,                  -- where the word was given: at an enrolment, after two tills met, asked for
  made_at       integer not null,               -- UTC ms
  made_by       text,                           -- cashier's id
  undone_at     integer,                        -- UTC ms; null while it holds
  undone_by     text,                           -- cashier's id
  check (kept <> gone),
  check (undone_at is not null or undone_by is null)
) strict;
create unique index member_merge_gone on member_merge (connection_id, gone) where undone_at is null;
create index member_merge_kept on member_merge (connection_id, kept);
create index member_merge_was on member_merge (connection_id, gone);

create trigger member_merge_delete before delete on member_merge
begin select raise(abort, 'a merge stays in the history'); end;
create trigger member_merge_undone_stays before update of undone_at, undone_by on member_merge
when old.undone_at is not null
begin select raise(abort, 'a merge that was undone stays undone'); end;

-- Two members that may be one person, and what a person said: asked once for each pair. Ids only.
create table member_pair (
  connection_id text not null references connection (id),
  one           text not null,                  -- member key; of the two the one that sorts first
  other         text not null,                  -- member key
  cause         text not null,                  -- what they have in common
  found_at      integer not null,               -- UTC ms
  answer        text check (answer in ('one', 'two')), -- one person, two people; null while nobody has said
  answered_at   integer,                        -- UTC ms
  answered_by   text,                           -- cashier's id
  primary key (connection_id, one, other),
  check (one < other),
  check ((answer is null) = (answered_at is null))
) strict, without rowid;
create index member_pair_open on member_pair (connection_id, found_at) where answer is null;
create index member_pair_other on member_pair (connection_id, other);

-- Members whose details this till was asked not to keep. Salted hashes: the list itself tells nobody who they are.
create table forgotten_member (
  connection_id text not null references connection (id),
  remote_hash   text not null,
  at            integer not null,               -- UTC ms
  primary key (connection_id, remote_hash)
) strict, without rowid;
`

/** Who is one person with whom, whom to ask about, and who was asked to be forgotten here. */
export const peopleSchema: Migration = {
  version: 4,
  name: 'people',
  up: (db) => db.exec(schema),
}
