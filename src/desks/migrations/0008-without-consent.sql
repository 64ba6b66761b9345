-- What a desk did without her yes: at once, where a child or a life is at risk, or by two, on the order of a court. Ground,
-- recipient and text are sealed to the desk and signed; in the clear stand only who, until when somebody else has to look,
-- and whether she is told.
create table desks.without_consent (
  area_id text not null,
  id uuid not null,
  record_id uuid not null,
  desk_id text not null,
  kind text not null check (kind in ('at-once', 'by-two')),
  state text not null check (state in ('asked', 'done', 'reviewed', 'refused')),
  made_by uuid not null,
  reviewed_by uuid,
  -- Of a worker's act, not of hers: the hour in UTC by which a second has looked.
  due_hour text not null check (due_hour ~ '^\d{4}-\d{2}-\d{2}T\d{2}$'),
  -- What it does to the hold, which keeps a record from being destroyed.
  hold text check (hold in ('set', 'lift')),
  -- She is not told yet: on this day somebody has to ask again whether she can be.
  tell_by date,
  seen_by_lead boolean not null default false,
  sealed bytea not null,
  sealed_review bytea,
  primary key (area_id, id)
);
create index without_consent_by_record on desks.without_consent (record_id, area_id);
alter table desks.without_consent enable row level security;
alter table desks.without_consent force row level security;
grant select, insert, update, delete on desks.without_consent to waymark_support;
grant select, delete on desks.without_consent to waymark_sweep;
create policy of_desk on desks.without_consent to waymark_support
  using (desk_id = any (string_to_array(current_setting('app.desks', true), ',')));
create policy nightly on desks.without_consent to waymark_sweep using (true);
