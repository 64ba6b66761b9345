-- Whether the report came from a card, as a keyed hash that only the desk can tell from the other one; none on older rows.
alter table warnings.repeat_tag add column mark bytea check (length(mark) = 16);
