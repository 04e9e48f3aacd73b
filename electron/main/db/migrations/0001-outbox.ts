import type { Migration } from '../migrate.ts'

// `live` is a plain column, not computed from `state`: a partial index on `state in (...)` is not used by
// `state = 'queued'`. A CHECK keeps the two in agreement.
const schema = `
-- One row: who works with this file.
create table meta (
  one         integer primary key check (one = 1),
  -- Times that the file was opened; written at each opening to prove that writes are durable.
  openings    integer not null default 0,
  -- The till that this file belongs to; another one means a copied or restored file. Null until the first run.
  till_id     text,
  -- The run of the program that may send; checked inside each claim.
  boot_id     text,
  boot_at     integer
) strict;
insert into meta (one) values (1);

-- One shop at one provider.
create table connection (
  id            text primary key,               -- ULID
  name          text not null,                  -- as the cashier knows the shop
  provider      text not null,                  -- adapter
  mode          text not null check (mode in ('practice', 'live')),
  base_url      text not null,                  -- without a trailing slash
  store         text not null,                  -- store or organisation at the provider
  zone          text not null,                  -- IANA
  single_till   integer not null check (single_till in (0, 1)),
  read_lag_ms   integer not null check (read_lag_ms >= 0),
  late_bound_ms integer not null check (late_bound_ms >= 0),
  created_at    integer not null                -- UTC ms
) strict;

create table op (
  seq           integer primary key autoincrement, -- order of making; never used again
  id            text not null unique,              -- ULID
  intent        text not null unique,              -- minted when the cashier's sheet opened: a second tap adds nothing
  connection_id text not null references connection (id),
  store         text not null,                     -- base URL and store, frozen: a changed connection never gets it
  kind          text not null check (kind in ('member.create', 'card.attach', 'stamps.add', 'reward.redeem', 'member.edit')),
  v             integer not null,                  -- version of the payload's shape
  target_kind   text not null check (target_kind in ('member', 'code')),
  target        text not null,                     -- member key or code
  lane          text not null,                     -- member key, or card:<code>
  lane2         text,                              -- card:<code> for operations that move a card
  payload       text,                              -- JSON with personal data; null once stripped
  salt          blob,                              -- of the payload's hash in op_event; goes with the payload
  tag           text not null unique,              -- our mark at the provider
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
  into_seq      integer references op (seq),       -- what absorbed or replaced it
  check (live = (state in ('held', 'queued', 'sending', 'unknown', 'attention'))),
  check (state <> 'done' or proof is not null),
  check (state <> 'attention' or reason is not null),
  check (state <> 'cancelled' or attempts = 0),
  check (state <> 'unknown' or lost_at is not null)
) strict;
create index op_live on op (connection_id, lane, seq) where live = 1;
create index op_live2 on op (connection_id, lane2, seq) where live = 1 and lane2 is not null;
create index op_due on op (connection_id, state, due_at, seq) where live = 1;
create index op_open on op (connection_id, seq) where live = 1;
create index op_lane on op (connection_id, lane, seq);

-- Payloads that a person replaced. Personal data: stripped with the operation's own.
create table op_revision (
  op_seq  integer not null references op (seq),
  rev     integer not null,
  payload text not null,
  at      integer not null,
  primary key (op_seq, rev)
) strict, without rowid;

-- One row each time that bytes may leave. Ids and figures only.
create table attempt (
  op_seq      integer not null references op (seq),
  n           integer not null,
  boot        text not null,                 -- the run that made it
  started_at  integer not null,
  remote_id   text,                          -- the provider's id of the member, as resolved
  card_id     text,                          -- the provider's id of the card, as resolved
  base        integer,                       -- stamps before it, where a counter may be asked afterwards
  base_fresh  integer not null check (base_fresh in (0, 1)), -- whether that figure can be trusted as proof
  request_sha text not null,                 -- salted hash of what was asked
  ended_at    integer,
  outcome     text,
  http        integer,
  request_id  text,                          -- the provider's
  evidence    text,                          -- JSON
  primary key (op_seq, n)
) strict;

-- Everything that ever happened, each row holding the hash of the one before. Ids and figures only.
create table op_event (
  n            integer primary key autoincrement,
  op_seq       integer not null,
  at           integer not null,
  boot         text not null,
  actor        text,                         -- cashier's id; null for the machine
  event        text not null,
  from_state   text,                         -- null when it was made
  to_state     text not null,
  rev          integer not null,
  payload_hash text,                         -- salted; only where the payload is new
  evidence     text not null,                -- canonical JSON
  prev_hash    text not null,
  hash         text not null
) strict;
create index op_event_op on op_event (op_seq, n);

-- Members that were enrolled here, and what the provider calls them.
create table id_map (
  connection_id text not null references connection (id),
  local_id      text not null,
  remote_id     text not null,
  at            integer not null,
  primary key (connection_id, local_id),
  unique (connection_id, remote_id)
) strict, without rowid;

-- Enrolments that turned out to be a member with another local id.
create table member_alias (
  connection_id text not null references connection (id),
  alias         text not null,               -- member key
  key           text not null,               -- member key that it became
  at            integer not null,
  primary key (connection_id, alias)
) strict, without rowid;

-- What stands between the queue and the provider. A gate shuts the whole connection, no row is rewritten.
create table connection_gate (
  connection_id text primary key references connection (id),
  gate          text not null,               -- JSON
  changed_at    integer not null
) strict, without rowid;

-- Codes learned on this till; kept when the member copy is rebuilt.
create table card_register (
  connection_id text not null references connection (id),
  code          text not null,
  key           text not null,               -- member key
  learned_at    integer not null,
  primary key (connection_id, code, key)
) strict, without rowid;
create index card_register_key on card_register (connection_id, key);

create table cashier (
  id         text primary key,               -- ULID
  name       text not null,
  created_at integer not null,
  active     integer not null check (active in (0, 1))
) strict;
create unique index cashier_name on cashier (name) where active = 1;

create table setting (
  key   text primary key,
  value text not null                        -- JSON
) strict, without rowid;

create trigger op_starts_unsent before insert on op
when new.state not in ('held', 'queued') or new.attempts <> 0
begin select raise(abort, 'an operation starts unsent'); end;
create trigger op_live_stays before delete on op when old.live = 1
begin select raise(abort, 'a live operation cannot be deleted'); end;
create trigger op_terminal_stays before update of state, live, proof, attempts, rev on op
when old.live = 0 and (new.state is not old.state or new.live is not old.live or new.proof is not old.proof
  or new.attempts is not old.attempts or new.rev is not old.rev)
begin select raise(abort, 'a settled operation does not change'); end;
create trigger op_identity_stays before update of seq, id, intent, connection_id, store, kind, tag, created_at, actor, business_day on op
when new.seq is not old.seq or new.id is not old.id or new.intent is not old.intent
  or new.connection_id is not old.connection_id or new.store is not old.store or new.kind is not old.kind
  or new.tag is not old.tag or new.created_at is not old.created_at or new.actor is not old.actor
  or new.business_day is not old.business_day
begin select raise(abort, 'what an operation is does not change'); end;
create trigger op_payload_stays before update of payload on op when new.payload is null and old.live = 1
begin select raise(abort, 'a live operation keeps its payload'); end;
create trigger op_event_update before update on op_event
begin select raise(abort, 'the audit cannot be changed'); end;
create trigger op_event_delete before delete on op_event
begin select raise(abort, 'the audit cannot be deleted'); end;
create trigger attempt_ended_stays before update on attempt when old.ended_at is not null
begin select raise(abort, 'an attempt that has ended does not change'); end;
create trigger attempt_delete before delete on attempt
begin select raise(abort, 'attempts cannot be deleted'); end;
`

/** The outbox, its audit, and the till's own small tables. */
export const outboxSchema: Migration = {
  version: 1,
  name: 'outbox',
  up: (db) => db.exec(schema),
}
