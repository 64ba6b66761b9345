-- People of the desks, their keys as the server may hold them (wrapped, or public), and the signed chain of
-- each desk's epochs. Nothing here opens a record: that takes a phrase or a passkey, which never come here.

-- What every chain of an area stands on: made in the first keeper's browser, pinned by the area pack and on cards.
create table desks.area_root (
  area_id text primary key references kit.area (id),
  verify_key bytea not null check (length(verify_key) = 32),
  statement text not null,
  since_day date not null
);

-- The one link that makes the first desk; only its hash is kept.
create table desks.setup_link (
  area_id text primary key references kit.area (id),
  secret_hash bytea not null check (length(secret_hash) = 32),
  expires timestamptz not null
);

create table desks.worker (
  area_id text not null references kit.area (id),
  id uuid not null,
  organisation_id text not null,
  first_name text not null,
  roles text[] not null,
  recipient text not null,
  verify_key bytea not null check (length(verify_key) = 32),
  -- Ed25519, derived from the ten-word phrase; signs the sign-in challenge.
  sign_in_key bytea not null check (length(sign_in_key) = 32),
  -- The worker's keys as one age file, which the phrase and each passkey open.
  bundle bytea not null,
  bundle_recipient text not null,
  state text not null default 'active' check (state in ('waiting', 'active', 'removed')),
  since_day date not null,
  primary key (area_id, id),
  unique (area_id, sign_in_key),
  unique (area_id, recipient)
);

create table desks.passkey (
  area_id text not null,
  credential_id text not null,
  worker_id uuid not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  bundle_recipient text not null,
  since_day date not null,
  primary key (area_id, credential_id),
  foreign key (area_id, worker_id) references desks.worker (area_id, id) on delete cascade
);

-- tab_key is half of what unlocks a tab: the tab holds keys sealed under it, and it dies with the session.
create table desks.session (
  area_id text not null,
  token_hash bytea not null check (length(token_hash) = 32),
  worker_id uuid not null,
  tab_key bytea not null check (length(tab_key) = 32),
  last_seen timestamptz not null,
  primary key (area_id, token_hash),
  foreign key (area_id, worker_id) references desks.worker (area_id, id) on delete cascade
);

create unlogged table desks.challenge (
  area_id text not null,
  challenge bytea not null,
  expires timestamptz not null,
  primary key (area_id, challenge)
);

create table desks.epoch (
  area_id text not null,
  desk_id text not null,
  number integer not null check (number >= 0),
  state text not null check (state in ('proposed', 'current', 'past')),
  recipient text not null,
  envelope text not null,
  day date not null,
  -- The ISO date to which a page that stood open may still send to this epoch.
  accepted_until date,
  primary key (area_id, desk_id, number),
  foreign key (area_id, desk_id) references desks.desk (area_id, id)
);
create unique index one_current_epoch on desks.epoch (area_id, desk_id) where state = 'current';

-- An epoch's private half, sealed to one member.
create table desks.epoch_key (
  area_id text not null,
  desk_id text not null,
  number integer not null,
  worker_id uuid not null,
  sealed bytea not null,
  primary key (area_id, desk_id, number, worker_id),
  foreign key (area_id, desk_id, number) references desks.epoch (area_id, desk_id, number) on delete cascade,
  foreign key (area_id, worker_id) references desks.worker (area_id, id) on delete cascade
);

-- Who has opened the desk's test record: a desk opens to the public when two have.
create table desks.opening (
  area_id text not null,
  desk_id text not null,
  worker_id uuid not null,
  envelope text not null,
  day date not null,
  primary key (area_id, desk_id, worker_id),
  foreign key (area_id, desk_id) references desks.desk (area_id, id),
  foreign key (area_id, worker_id) references desks.worker (area_id, id) on delete cascade
);

grant select, insert, update, delete on desks.area_root, desks.setup_link, desks.worker, desks.passkey, desks.session,
  desks.challenge, desks.epoch to waymark_support;
grant select, delete on desks.session, desks.challenge, desks.setup_link to waymark_sweep;

-- The chain is public; the wrapped private halves and the openings are the desk's own. Who belongs to a desk is
-- what its current epoch says, so a set-up or a sign-in names the desk it acts for.
do $$
declare one text;
begin
  foreach one in array array['epoch_key', 'opening'] loop
    execute format('alter table desks.%I enable row level security', one);
    execute format('alter table desks.%I force row level security', one);
    execute format('grant select, insert, update, delete on desks.%I to waymark_support', one);
    execute format($p$create policy of_desk on desks.%I to waymark_support
      using (desk_id = any (string_to_array(current_setting('app.desks', true), ',')))$p$, one);
  end loop;
end $$;
