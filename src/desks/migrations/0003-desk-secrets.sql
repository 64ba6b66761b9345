-- What a desk shares among its members beside its epoch keys (the feed's secret, the cards' tree), invitations, the test
-- record by which a desk proves that it can read, and the sealed halves that only people can open.

-- The area's root key, sealed to its keeper and to the printed recovery identity; the server can open neither.
create table desks.root_key (
  area_id text primary key references desks.area_root (area_id),
  sealed bytea not null
);
grant select, insert, update on desks.root_key to waymark_support;

create table desks.desk_secret (
  area_id text not null,
  desk_id text not null,
  name text not null check (name ~ '^[a-z][a-z0-9/-]{0,60}$'),
  epoch integer not null,
  sealed bytea not null,
  primary key (area_id, desk_id, name, epoch),
  foreign key (area_id, desk_id) references desks.desk (area_id, id)
);

-- One for each epoch: random bytes sealed to it, and their hash, so that opening can be proved.
create table desks.test_record (
  area_id text not null,
  desk_id text not null,
  number integer not null,
  sealed bytea not null,
  plain_hash bytea not null check (length(plain_hash) = 32),
  primary key (area_id, desk_id, number),
  foreign key (area_id, desk_id, number) references desks.epoch (area_id, desk_id, number) on delete cascade
);

-- The epoch's private half, sealed to the printed recovery identity.
create table desks.epoch_recovery (
  area_id text not null,
  desk_id text not null,
  number integer not null,
  sealed bytea not null,
  primary key (area_id, desk_id, number),
  foreign key (area_id, desk_id, number) references desks.epoch (area_id, desk_id, number) on delete cascade
);

-- locator: the first 16 bytes of the SHA-256 of the link's secret, which only the link holds.
create table desks.invite (
  area_id text not null,
  id uuid not null,
  desk_id text not null,
  locator bytea not null check (length(locator) = 16),
  first_name text not null,
  organisation_id text not null,
  roles text[] not null,
  invited_by uuid not null,
  worker_id uuid,
  expires date not null,
  primary key (area_id, id),
  foreign key (area_id, desk_id) references desks.desk (area_id, id)
);

do $$
declare one text;
begin
  foreach one in array array['desk_secret', 'test_record', 'epoch_recovery', 'invite'] loop
    execute format('alter table desks.%I enable row level security', one);
    execute format('alter table desks.%I force row level security', one);
    execute format('grant select, insert, update, delete on desks.%I to waymark_support', one);
    execute format($p$create policy of_desk on desks.%I to waymark_support
      using (desk_id = any (string_to_array(current_setting('app.desks', true), ',')))$p$, one);
  end loop;
end $$;
create policy of_invited on desks.invite to waymark_support
  using (encode(locator, 'hex') = current_setting('app.locator', true));

alter table desks.opening add column by_recovery boolean not null default false;
alter table desks.opening drop constraint opening_pkey;
alter table desks.opening add primary key (area_id, desk_id, worker_id, by_recovery);
