-- A draft names the report that it was written from. Once its warning stands, or it was dropped, nobody needs it any more: it
-- goes, so that no dump joins a report to a warning, and in the night the place where it stood is written anew.
delete from warnings.draft where state in ('approved', 'dropped');
alter table warnings.draft drop column warning_id;
alter table warnings.draft drop constraint draft_state_check;
alter table warnings.draft
  add constraint draft_state_check check (state in ('writing', 'asked', 'to-approve', 'sent-back'));

create table warnings.draft_at_night (like warnings.draft including all);
grant select, insert, truncate on warnings.draft_at_night to waymark_sweep;
grant insert, truncate on warnings.draft to waymark_sweep;
