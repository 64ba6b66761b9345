-- The heads of all chains as they stood at the end of a day: hashes that name nobody. Whoever comes back is shown by them
-- that their own chain is inside that day's signed root, and may read no other chain for it.
create policy of_owner on desks.audit_row for select to waymark_owner using (true);
create function desks.audit_heads(area text, until date) returns setof bytea
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    select hash from (
      select distinct on (record_id) record_id, hash from desks.audit_row
      where area_id = area and day <= until order by record_id, sequence desc
    ) as heads;
  end;
revoke all on function desks.audit_heads from public;
grant execute on function desks.audit_heads to waymark_support;
