-- Warnings as the server may hold them: slots and texts that only cards and desks can open, and drafts that only the desk
-- can. When something appears and when it goes is all that can be seen.


-- The public header of a feed epoch (complete-subtree broadcast): the same bytes for everyone.
create table warnings.feed_epoch (
  area_id text not null references kit.area (id),
  number integer not null check (number > 0),
  header bytea storage external not null,
  day date not null,
  primary key (area_id, number)
);
grant select, insert on warnings.feed_epoch to waymark_support;
grant select on warnings.feed_epoch to waymark_sweep;

-- The one file that every device downloads, as it was signed.
create table warnings.bundle (
  area_id text primary key references kit.area (id),
  counter integer not null,
  /* SHA-256 of what it was made from: where nothing changed it is not made again. */
  made_from bytea not null,
  body bytea storage external not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$')
);
grant select on warnings.bundle to waymark_support;
grant select, insert, update on warnings.bundle to waymark_sweep;

create table warnings.warning (
  area_id text not null,
  id bytea not null check (length(id) = 16),
  desk_id text not null,
  state text not null check (state in ('waiting', 'published', 'withdrawn', 'expired')),
  feed_epoch integer not null,
  slots bytea not null check (length(slots) = 256),
  nonce bytea not null check (length(nonce) = 12),
  sealed bytea storage external not null,
  publish_on date not null,
  expires date not null,
  primary key (area_id, id),
  foreign key (area_id, desk_id) references desks.desk (area_id, id),
  foreign key (area_id, feed_epoch) references warnings.feed_epoch (area_id, number)
);

-- A draft is sealed to its desk. The record is named so that a colleague finds what it was written from.
create table warnings.draft (
  area_id text not null,
  id uuid not null,
  desk_id text not null,
  record_id uuid not null,
  epoch integer not null,
  state text not null check (state in ('writing', 'asked', 'to-approve', 'sent-back', 'approved', 'dropped')),
  author uuid not null,
  sealed bytea not null,
  warning_id bytea check (length(warning_id) = 16),
  day date not null,
  asked_day date,
  primary key (area_id, id),
  foreign key (area_id, desk_id) references desks.desk (area_id, id)
);

-- HMAC of an evaluated identifier under a secret of the desk: says that two opened reports name the same, never what.
create table warnings.repeat_tag (
  area_id text not null,
  desk_id text not null,
  tag bytea not null check (length(tag) = 16),
  record_id uuid not null,
  primary key (area_id, desk_id, tag, record_id),
  foreign key (area_id, desk_id) references desks.desk (area_id, id)
);

do $$
declare one text;
begin
  foreach one in array array['warning', 'draft', 'repeat_tag'] loop
    execute format('alter table warnings.%I enable row level security', one);
    execute format('alter table warnings.%I force row level security', one);
    execute format('grant select, insert, update, delete on warnings.%I to waymark_support', one);
    execute format('grant select, update, delete on warnings.%I to waymark_sweep', one);
    execute format($p$create policy of_desk on warnings.%I to waymark_support
      using (desk_id = any (string_to_array(current_setting('app.desks', true), ',')))$p$, one);
    execute format('create policy nightly on warnings.%I to waymark_sweep using (true) with check (true)', one);
  end loop;
end $$;
