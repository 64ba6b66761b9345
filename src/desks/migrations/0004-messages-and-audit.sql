-- Messages of a record are numbered from 1, both sides together; nobody can put one between two others. New ones of both
-- sides arrive in the day's intake, so this index decides between two that come at once.
create unique index intake_message_sequence on desks.intake_message (area_id, record_id, sequence);
create unique index message_sequence on desks.message (area_id, record_id, sequence);

-- What desk workers did with a record: a chain of commitments. A row itself is sealed to the desk and to her way-back, and
-- goes when the record goes; the chain stays and says nothing.
create table desks.audit_row (
  area_id text not null,
  record_id uuid not null,
  sequence integer not null check (sequence > 0),
  desk_id text not null,
  locator bytea not null check (length(locator) = 16),
  day date not null,
  commitment bytea not null check (length(commitment) = 32),
  hash bytea not null check (length(hash) = 32),
  sealed bytea,
  primary key (area_id, record_id, sequence)
);

-- Asked by one, done by another; the reason is sealed to the desk.
create table desks.destruction (
  area_id text not null,
  record_id uuid not null,
  desk_id text not null,
  asked_by uuid not null,
  sealed_reason bytea not null,
  primary key (area_id, record_id)
);

-- How many bodies a worker opened in an hour: above thirty the desk's lead is told.
create table desks.opened_count (
  area_id text not null,
  desk_id text not null,
  worker_id uuid not null,
  hour text not null check (hour ~ '^\d{4}-\d{2}-\d{2}T\d{2}$'),
  count integer not null,
  primary key (area_id, desk_id, worker_id, hour)
);

do $$
declare one text;
begin
  foreach one in array array['audit_row', 'destruction', 'opened_count'] loop
    execute format('alter table desks.%I enable row level security', one);
    execute format('alter table desks.%I force row level security', one);
    execute format('grant select, insert, update, delete on desks.%I to waymark_support, waymark_sweep', one);
    execute format($p$create policy of_desk on desks.%I to waymark_support
      using (desk_id = any (string_to_array(current_setting('app.desks', true), ',')))$p$, one);
    execute format('create policy nightly on desks.%I to waymark_sweep using (true) with check (true)', one);
  end loop;
end $$;
create policy of_way_back on desks.audit_row to waymark_support
  using (encode(locator, 'hex') = current_setting('app.locator', true));

-- The day's root over the heads of all chains, signed by the service; public.
create table desks.audit_root (
  area_id text not null references kit.area (id),
  day date not null,
  envelope text not null,
  primary key (area_id, day)
);
grant select on desks.audit_root to waymark_support;
grant select, insert on desks.audit_root to waymark_sweep;
