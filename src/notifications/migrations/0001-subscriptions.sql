-- Who is told that there is something new, and how. No column names a card, and no address stands here in the clear: it
-- is sealed to the notifier, whose key is given at start and is on no disk.

create schema notifications;
grant usage on schema notifications to waymark_support, waymark_sweep, waymark_notifier;

create table notifications.subscription (
  area_id text not null references kit.area (id),
  id uuid not null,
  channel text not null check (channel in ('push', 'email', 'sms')),
  -- asked: waits for the code that was sent to the address.
  state text not null check (state in ('asked', 'active')),
  -- An age file at first; once the notifier has opened it, the same under a key that only the notifier can derive.
  sealed bytea not null check (length(sealed) between 64 and 8192),
  -- SHA-256 of a code that only the subscriber and the sealed address hold.
  stop_hash bytea not null check (length(stop_hash) = 32),
  confirm_hash bytea check (length(confirm_hash) = 32),
  -- Until it is confirmed, so that what nobody confirms goes; then nothing tells when somebody subscribed.
  asked_day date,
  check ((state = 'asked') = (asked_day is not null)),
  primary key (area_id, id)
);
create unique index subscription_stop on notifications.subscription (stop_hash, area_id);
create index subscription_confirm on notifications.subscription (confirm_hash, area_id) where confirm_hash is not null;
-- Where the rows wait while a table is written anew in random order at night.
create table notifications.subscription_at_night (like notifications.subscription);

create table notifications.message (
  area_id text not null references kit.area (id),
  id uuid not null,
  -- No foreign key: the table of subscriptions is written anew each night.
  subscription uuid not null,
  channel text not null check (channel in ('push', 'email', 'sms')),
  kind text not null check (kind in ('news', 'confirm')),
  state text not null check (state in ('queued', 'handed-over', 'receipt', 'failed', 'expired')),
  due timestamptz not null,
  valid_until timestamptz not null,
  tries smallint not null default 0,
  -- Whoever claims it adds one; an answer under an older number counts for nothing.
  fence integer not null default 0,
  leased_until timestamptz,
  done_day date,
  check ((state = 'queued') = (done_day is null)),
  primary key (area_id, id)
);
-- A member has one waiting message at most.
create unique index message_waiting on notifications.message (subscription, area_id, kind) where state = 'queued';
create index message_due on notifications.message (due) where state = 'queued';
create table notifications.message_at_night (like notifications.message);
create index message_of on notifications.message (subscription, area_id);

grant insert, delete on notifications.subscription, notifications.message to waymark_support;
grant select (area_id, id, channel, state, stop_hash, confirm_hash, asked_day), update (state, confirm_hash, asked_day)
  on notifications.subscription to waymark_support;
grant select (area_id, id, subscription, channel, kind, state, valid_until, done_day), update (state, done_day)
  on notifications.message to waymark_support;

grant select, insert, delete, truncate on notifications.subscription, notifications.subscription_at_night to waymark_sweep;
grant select, insert, update, delete, truncate on notifications.message, notifications.message_at_night to waymark_sweep;

grant select, delete, update (sealed, confirm_hash) on notifications.subscription to waymark_notifier;
grant select, update on notifications.message to waymark_notifier;
