-- A connection keeps the plan that it made when the intake tables were empty, as each night leaves them. To an empty
-- table every index that begins with the area looks as good as the key, and a walk over all rows as good as any: with
-- each report of the day the next one would cost more. So no other index begins as the key does, and nothing walks.
alter function desks.record_stored set enable_seqscan = off;
alter function desks.message_stored set enable_seqscan = off;
alter function desks.attachment_stored set enable_seqscan = off;

drop index desks.record_by_desk, desks.record_by_locator, desks.intake_record_by_locator;
create index record_by_desk on desks.record (desk_id, area_id, day);
create index record_by_locator on desks.record (locator, area_id);
create index intake_record_by_locator on desks.intake_record (locator, area_id);

drop index desks.attachment_area_id_record_id_idx, desks.intake_attachment_by_record;
create index attachment_by_record on desks.attachment (record_id, area_id);
create index intake_attachment_by_record on desks.intake_attachment (record_id, area_id);

-- The unique index over (area, record, sequence) answers the same.
drop index desks.message_area_id_record_id_idx, desks.intake_message_by_record;
