import type { Migration } from '../migrate.ts'

// `op` is made anew because a CHECK cannot be taken off: its list of kinds would refuse those of a later version,
// and `tag` must let a moved operation come back. Rows, places and numbering stay. The connection that migrates
// holds foreign keys back meanwhile, as SQLite asks for a table that others point to.
const schema = `
-- A random id of this file: a copy that goes on elsewhere, or is put back, is told by it. Null until the first run.
alter table meta add column file_id text;
-- Salted hash of the machine that the file last ran on; null where the machine does not tell one.
alter table meta add column machine text;

create table op_new (
  seq           integer primary key autoincrement, -- order of making; never used again
  id            text not null unique,              -- ULID
  intent        text not null unique,              -- minted when the cashier's sheet opened: a second tap adds nothing
  connection_id text not null references connection (id),
  store         text not null,                     -- base URL and store, frozen: a changed connection never gets it
  kind          text not null,                     -- what it does; an unknown one waits for a person
  v             integer not null,                  -- version of the payload's shape
  target_kind   text not null check (target_kind in ('member', 'code')),
  target        text not null,                     -- member key or code
  lane          text not null,                     -- member key, or card:<code>
  lane2         text,                              -- card:<code> for operations that move a card
  payload       text,                              -- JSON with personal data; null once stripped
  salt          blob,                              -- of the payload's hash in op_event; goes with the payload
  tag           text not null,                     -- our mark at the provider; unique among what was not moved away
  live          integer not null check (live in (0, 1)),
  state         text not null check (state in ('held', 'queued', 'sending', 'unknown', 'attention', 'done', 'cancelled', 'discarded')),
  reason        text,                              -- JSON, why a person must choose (may name another member)
  proof         text check (proof in ('response', 'tag', 'key', 'natural-key', 'counter', 'person')),
  note          text,                              -- a person's reason for dropping it
  insist        integer not null default 0 check (insist in (0, 1)), -- a person chose to overwrite another's change
  due_at        integer not null,                  -- UTC ms: end of undo, next try, next look
  undo_ms       integer not null,                  -- length of the undo window
  attempts      integer not null default 0 check (attempts >= 0), -- how often bytes may have left
  answered      integer not null default 0,        -- answers that were neither a success nor a definite refusal
  tries         integer not null default 0,        -- waits in a row, for the length of the next one
  negatives     integer not null default 0,        -- looks that found nothing, after the settle time
  negative_at   integer,                           -- the last of them, UTC ms
  lost_at       integer,                           -- when its outcome became unknown, UTC ms
  rev           integer not null default 1,        -- grows when a person changes the payload
  created_at    integer not null,                  -- UTC ms
  created_by    text,                              -- cashier's name, for the queue screen
  actor         text,                              -- cashier's id
  business_day  text not null,                     -- the shop's own day when it was made, YYYY-MM-DD
  changed_at    integer not null,                  -- UTC ms
  into_seq      integer references op (seq),       -- what absorbed or replaced it, or came back in its place
  suspect       integer not null default 0 check (suspect in (0, 1)), -- a copy of this record may have sent it
  origin        text,                              -- id that it was made with, where it came from another file
  arrived_with  text,                              -- export or copy that it came with
  moved_to      text references moved_out (id),    -- export that it left with
  moved_at      integer,                           -- UTC ms
  check (live = (state in ('held', 'queued', 'sending', 'unknown', 'attention'))),
  check (state <> 'done' or proof is not null),
  check (state <> 'attention' or reason is not null),
  check (state <> 'cancelled' or attempts = 0),
  check (state <> 'unknown' or lost_at is not null),
  check ((origin is null) = (arrived_with is null)),
  check ((moved_to is null) = (moved_at is null)),
  check (moved_to is null or state in ('cancelled', 'discarded'))
) strict;
insert into op_new (seq, id, intent, connection_id, store, kind, v, target_kind, target, lane, lane2, payload, salt,
    tag, live, state, reason, proof, note, insist, due_at, undo_ms, attempts, answered, tries, negatives, negative_at,
    lost_at, rev, created_at, created_by, actor, business_day, changed_at, into_seq)
  select seq, id, intent, connection_id, store, kind, v, target_kind, target, lane, lane2, payload, salt,
    tag, live, state, reason, proof, note, insist, due_at, undo_ms, attempts, answered, tries, negatives, negative_at,
    lost_at, rev, created_at, created_by, actor, business_day, changed_at, into_seq from op;
delete from sqlite_sequence where name = 'op_new';
insert into sqlite_sequence (name, seq) select 'op_new', seq from sqlite_sequence where name = 'op';
drop table op;
alter table op_new rename to op;

create unique index op_tag on op (tag) where moved_to is null;
create unique index op_arrived on op (origin, arrived_with) where origin is not null;
create index op_moved on op (moved_to, seq) where moved_to is not null;
create index op_live on op (connection_id, lane, seq) where live = 1;
create index op_live2 on op (connection_id, lane2, seq) where live = 1 and lane2 is not null;
create index op_due on op (connection_id, state, due_at, seq) where live = 1;
create index op_open on op (connection_id, seq) where live = 1;
create index op_lane on op (connection_id, lane, seq);
-- What is on the wire, or is being checked, of a lane, however long the lane is and however many wait to be checked.
create index op_wire on op (connection_id, lane) where live = 1 and state in ('sending', 'unknown');

-- Tills that share the shop's key, and so its limit on requests.
alter table connection add column tills integer not null default 1 check (tills between 1 and 99);

-- One row for each time that unsent work left for another till. Written before its file is.
create table moved_out (
  id            text primary key,            -- ULID, also in the file
  connection_id text not null references connection (id),
  made_at       integer not null,            -- UTC ms
  written_at    integer                      -- when its file was last written whole, UTC ms; null until then
) strict, without rowid;

create trigger op_starts_unsent before insert on op
when new.state not in ('held', 'queued') or new.attempts <> 0
begin select raise(abort, 'an operation starts unsent'); end;
create trigger op_live_stays before delete on op when old.live = 1
begin select raise(abort, 'a live operation cannot be deleted'); end;
create trigger op_terminal_stays before update of state, live, proof, attempts, rev, moved_to, moved_at on op
when old.live = 0 and (new.state is not old.state or new.live is not old.live or new.proof is not old.proof
  or new.attempts is not old.attempts or new.rev is not old.rev or new.moved_to is not old.moved_to
  or new.moved_at is not old.moved_at)
begin select raise(abort, 'a settled operation does not change'); end;
create trigger op_identity_stays before update of seq, id, intent, connection_id, store, kind, tag, created_at, actor, business_day, origin, arrived_with on op
when new.seq is not old.seq or new.id is not old.id or new.intent is not old.intent
  or new.connection_id is not old.connection_id or new.store is not old.store or new.kind is not old.kind
  or new.tag is not old.tag or new.created_at is not old.created_at or new.actor is not old.actor
  or new.business_day is not old.business_day or new.origin is not old.origin
  or new.arrived_with is not old.arrived_with
begin select raise(abort, 'what an operation is does not change'); end;
create trigger op_payload_stays before update of payload on op when new.payload is null and old.live = 1
begin select raise(abort, 'a live operation keeps its payload'); end;
-- Until its file is written, what was moved away lies here alone.
create trigger op_moved_payload_stays before update of payload on op
when new.payload is null and old.moved_to is not null
  and exists (select 1 from moved_out where id = old.moved_to and written_at is null)
begin select raise(abort, 'what was moved and not written keeps its payload'); end;
create trigger op_moved_stays before delete on op when old.moved_to is not null
  and exists (select 1 from moved_out where id = old.moved_to and written_at is null)
begin select raise(abort, 'what was moved and not written cannot be deleted'); end;
`

/** Operations that leave for another till and arrive from one; files that tell a copy from themselves. */
export const movingSchema: Migration = {
  version: 2,
  name: 'moving',
  up: (db) => db.exec(schema),
}
