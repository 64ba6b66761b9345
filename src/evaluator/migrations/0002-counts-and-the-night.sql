-- Tokens spent today wait in an intake table and are moved in random order each night, like everything that nobody
-- signs in for: the order of rows on disk must not tell in which order people checked. No foreign key, as there.
create table evaluator.intake_spent_token (like evaluator.spent_token including all);
grant select, insert, delete, truncate on evaluator.intake_spent_token to waymark_evaluator;

-- How many tokens were given out today, by area: the ceiling that the application cannot lift.
create table evaluator.issued_count (
  area_id text not null references kit.area (id),
  day date not null,
  count integer not null check (count >= 0),
  primary key (area_id, day)
);

-- How many identifiers a desk worker had evaluated today. What they were is never written down.
create table evaluator.desk_count (
  area_id text not null references kit.area (id),
  worker_id text not null check (length(worker_id) <= 80),
  day date not null,
  count integer not null check (count >= 0),
  primary key (area_id, worker_id, day)
);

-- The newest epoch of each desk that was seen here: a chain that has forgotten it is refused.
create table evaluator.chain_pin (
  area_id text not null references kit.area (id),
  desk_id text not null check (length(desk_id) <= 40),
  number integer not null check (number >= 0),
  digest bytea not null check (length(digest) = 32),
  primary key (area_id, desk_id)
);

grant select, insert, update, delete on evaluator.issued_count, evaluator.desk_count to waymark_evaluator;
grant select, insert, update on evaluator.chain_pin to waymark_evaluator;
-- Its nightly job runs in its own process, so that the application needs no right here.
grant select, insert, update on kit.nightly to waymark_evaluator;

-- Public facts only, by which the evaluator itself decides who works at a desk: everyone may read them over HTTP.
grant usage on schema desks to waymark_evaluator;
grant select (area_id, desk_id, number, state, envelope) on desks.epoch to waymark_evaluator;
grant select (area_id, verify_key) on desks.area_root to waymark_evaluator;
