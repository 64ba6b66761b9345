-- The directory: services and what is known of them. Nothing here is about a person, and the role that serves it can read
-- nothing that is.

create schema directory;
grant usage on schema directory to waymark_town, waymark_sweep;

-- One document for each service (src/directory/rules/service.ts); every fact in it carries its source, state and dates.
create table directory.service (
  area_id text not null references kit.area (id),
  id uuid not null,
  -- Of the area pack; what was made at a desk or imported has none.
  pack_id text,
  document jsonb not null,
  primary key (area_id, id),
  unique (area_id, pack_id)
);
-- Rises with every change, so that each process knows when what it has in memory is old.
create table directory.version (
  area_id text primary key references kit.area (id),
  number integer not null
);
-- How many readers said "this is wrong" of a service since somebody last looked. A count, no day, no words, no reader.
create table directory.doubt (
  area_id text not null,
  service_id uuid not null,
  count integer not null check (count > 0),
  primary key (area_id, service_id),
  foreign key (area_id, service_id) references directory.service (area_id, id)
);
-- A link by which a service says of itself that it is still right, or what is not. Dead once used and after 30 days.
create table directory.self_check (
  area_id text not null,
  service_id uuid not null,
  token_hash bytea not null check (length(token_hash) = 32),
  dies_on date not null,
  primary key (area_id, token_hash),
  foreign key (area_id, service_id) references directory.service (area_id, id)
);
-- What came back by such a link. It changes nothing until somebody of a desk has rung the old number.
create table directory.proposal (
  area_id text not null,
  id uuid not null,
  service_id uuid not null,
  day date not null,
  still_right boolean not null,
  said text not null check (length(said) <= 4000),
  primary key (area_id, id),
  foreign key (area_id, service_id) references directory.service (area_id, id)
);

grant select, insert, update, delete on all tables in schema directory to waymark_town;
