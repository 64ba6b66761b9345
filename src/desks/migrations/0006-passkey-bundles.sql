-- A passkey opens an age file of its own with the worker's keys. One file for all ways in would have to be sealed anew to
-- recipients that this database names, and a recipient put in here would then be given the worker's keys.

alter table desks.passkey drop column bundle_recipient;
alter table desks.passkey add column bundle bytea not null;
create index passkey_by_worker on desks.passkey (area_id, worker_id);
