-- The schema every zone may look into: which areas are served here. What an area is stands in its pack.
-- The schema itself and kit.migration are made by migrate.ts, which must write down that this file ran.

grant usage on schema kit to waymark_support, waymark_town, waymark_sweep, waymark_evaluator;

create table kit.area (
  id text primary key check (id ~ '^[a-z][a-z0-9-]{1,39}$')
);
grant select on kit.area to waymark_support, waymark_town, waymark_sweep, waymark_evaluator;
grant insert on kit.area to waymark_sweep;

-- The last London day on which a nightly job was done, so that of several processes one does it, and a
-- night that nobody was awake is made up for.
create table kit.nightly (
  name text primary key,
  day date not null
);
grant select, insert, update on kit.nightly to waymark_sweep;

