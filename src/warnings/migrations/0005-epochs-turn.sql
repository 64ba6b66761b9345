-- The feed's key turns: cards that were stopped read nothing new. A header is signed by a member of a desk, a warning keeps
-- (sealed to desks) what its tags are made from, and cards know the sheet they were printed on.
--
-- Nothing of this was released before: what an earlier start put into the feed cannot be tagged anew and goes.
delete from warnings.warning;
delete from warnings.feed_epoch;

alter table warnings.warning drop constraint warning_area_id_feed_epoch_fkey;
alter table warnings.feed_epoch add column envelope text not null;
alter table warnings.warning add column kept bytea storage external not null check (length(kept) = 285);

-- The sheet on which a card was printed, so that a lost one can be stopped whole.
alter table warnings.card add column batch integer not null default 0 check (batch between 0 and 99999);
alter table warnings.card alter column batch drop default;
alter table warnings.card_at_night add column batch integer not null check (batch between 0 and 99999);

grant insert, update, delete, truncate on warnings.feed_epoch to waymark_sweep;
grant insert, truncate on warnings.warning to waymark_sweep;
grant truncate on warnings.bundle to waymark_sweep;

-- What was withdrawn, is over or was sealed anew leaves the disk in the night.
create table warnings.warning_at_night (like warnings.warning including all);
create table warnings.bundle_at_night (like warnings.bundle including all);
create table warnings.feed_epoch_at_night (like warnings.feed_epoch including all);
grant select, insert, truncate on
  warnings.warning_at_night, warnings.bundle_at_night, warnings.feed_epoch_at_night to waymark_sweep;
