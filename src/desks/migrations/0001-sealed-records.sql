-- The one idea that carries most of Waymark: the sealed record. Reports, complaints, contests and later
-- concerns and referrals are rows of desks.record; what a person wrote is only ever an age file here.

create schema desks;
grant usage on schema desks to waymark_support, waymark_sweep;

-- A desk is a team's mailbox. Its name, purpose and hours live in the area pack, never here.
create table desks.desk (
  area_id text not null references kit.area (id),
  id text not null check (id ~ '^[a-z][a-z0-9-]{1,39}$'),
  organisation_id text not null,
  opened_day date,
  primary key (area_id, id)
);
grant select, insert, update on desks.desk to waymark_support;
grant select on desks.desk to waymark_sweep;

-- What arrives in a day waits in an intake table and is moved, in random order, each night: the order of
-- rows on disk must not tell in which order people wrote. Intake has no foreign keys: a key-share lock on
-- one desk's row by every concurrent report would queue strangers behind each other.
create table desks.intake_record (
  area_id text not null,
  id uuid not null,
  desk_id text not null,
  kind text not null,
  day date not null,
  epoch integer not null,
  length_bucket integer not null,
  summary_key bytea storage external not null,
  summary_body bytea storage external not null,
  sealed_key bytea storage external not null,
  sealed_body bytea storage external not null,
  body_hash bytea not null check (length(body_hash) = 32),
  locator bytea not null check (length(locator) = 16),
  way_back_recipient text not null,
  way_back_verify_key bytea not null check (length(way_back_verify_key) = 32),
  quarantined boolean not null default false,
  opened_day date,
  waiting_on text not null default 'desk' check (waiting_on in ('desk', 'reporter', 'nobody')),
  waiting_since date not null,
  hidden_day date,
  hold boolean not null default false,
  primary key (area_id, id)
);

create table desks.record (
  like desks.intake_record including all,
  foreign key (area_id, desk_id) references desks.desk (area_id, id)
);
create index record_by_desk on desks.record (area_id, desk_id, day);
create index record_by_locator on desks.record (area_id, locator);
create index intake_record_by_locator on desks.intake_record (area_id, locator);

create table desks.intake_message (
  area_id text not null,
  id uuid not null,
  record_id uuid not null,
  desk_id text not null,
  from_desk boolean not null,
  sequence integer not null,
  day date not null,
  epoch integer not null,
  locator bytea not null check (length(locator) = 16),
  sealed_key bytea storage external not null,
  sealed_body bytea storage external not null,
  body_hash bytea not null check (length(body_hash) = 32),
  primary key (area_id, id)
);
create index intake_message_by_record on desks.intake_message (area_id, record_id);
create table desks.message (like desks.intake_message including all);

-- record_id is null until a stored report names the picture; what nobody claims is gone after a day.
create table desks.intake_attachment (
  area_id text not null,
  id uuid not null,
  record_id uuid,
  desk_id text,
  day date not null,
  locator bytea,
  sealed_key bytea storage external not null,
  sealed_body bytea storage external not null,
  body_hash bytea not null check (length(body_hash) = 32),
  primary key (area_id, id)
);
create index intake_attachment_by_record on desks.intake_attachment (area_id, record_id);
create table desks.attachment (like desks.intake_attachment including all);

-- A signed act of a way-back holder may be done once; kept for a day, never in the write-ahead log.
create unlogged table desks.spent_nonce (
  area_id text not null,
  nonce bytea not null,
  day date not null,
  primary key (area_id, nonce)
);
grant select, insert on desks.spent_nonce to waymark_support;
grant select, delete on desks.spent_nonce to waymark_sweep;

create view desks.every_record with (security_invoker = true) as
  select * from desks.record union all select * from desks.intake_record;
create view desks.every_message with (security_invoker = true) as
  select * from desks.message union all select * from desks.intake_message;
create view desks.every_attachment with (security_invoker = true) as
  select * from desks.attachment union all select * from desks.intake_attachment;
grant select on desks.every_record, desks.every_message, desks.every_attachment to waymark_support, waymark_sweep;

-- Row-level security. A handle sees rows of the desks named in app.desks, of the way-back code whose
-- locator is app.locator; '' (a finished transaction's setting) and null both mean nobody. Anyone may put a
-- sealed record in; nobody may read it back by that.
do $$
declare one text;
begin
  foreach one in array array['intake_record', 'record', 'intake_message', 'message', 'intake_attachment', 'attachment'] loop
    execute format('alter table desks.%I enable row level security', one);
    execute format('alter table desks.%I force row level security', one);
    execute format('grant select, insert, update, delete on desks.%I to waymark_support', one);
    execute format('grant select, insert, update, delete, truncate on desks.%I to waymark_sweep', one);
    execute format('create policy put on desks.%I for insert to waymark_support with check (true)', one);
    execute format($p$create policy of_desk on desks.%I to waymark_support
      using (desk_id = any (string_to_array(current_setting('app.desks', true), ',')))$p$, one);
    execute format($p$create policy of_way_back on desks.%I to waymark_support
      using (encode(locator, 'hex') = current_setting('app.locator', true))$p$, one);
    execute format('create policy nightly on desks.%I to waymark_sweep using (true) with check (true)', one);
  end loop;
end $$;

-- The same record sent again must be known as such, on the same day and after the night has moved it, by somebody
-- who may read no record. So one question is answered past the policies: the hash stored under this id, or null.
do $$
declare one text;
begin
  foreach one in array array['intake_record', 'record', 'intake_message', 'message', 'intake_attachment', 'attachment'] loop
    execute format('create policy of_owner on desks.%I for select to waymark_owner using (true)', one);
  end loop;
end $$;

create function desks.record_stored(area text, wanted uuid, out body_hash bytea, out day date)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    select body_hash, day from desks.intake_record where area_id = area and id = wanted
    union all
    select body_hash, day from desks.record where area_id = area and id = wanted
    limit 1;
  end;
create function desks.message_stored(area text, wanted uuid, out body_hash bytea, out day date)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    select body_hash, day from desks.intake_message where area_id = area and id = wanted
    union all
    select body_hash, day from desks.message where area_id = area and id = wanted
    limit 1;
  end;
create function desks.attachment_stored(area text, wanted uuid, out body_hash bytea, out day date)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    select body_hash, day from desks.intake_attachment where area_id = area and id = wanted
    union all
    select body_hash, day from desks.attachment where area_id = area and id = wanted
    limit 1;
  end;
revoke all on function desks.record_stored, desks.message_stored, desks.attachment_stored from public;
grant execute on function desks.record_stored, desks.message_stored, desks.attachment_stored to waymark_support;
