-- A picture is put before the report or message that names it inside its seal. Whoever stores that report claims it:
-- past the policies, since until then it belongs to nobody and so can be seen by nobody.
do $$
declare one text;
begin
  foreach one in array array['intake_attachment', 'attachment'] loop
    execute format('create policy claim on desks.%I for update to waymark_owner
      using (record_id is null) with check (record_id is not null)', one);
  end loop;
end $$;

-- Raises no_data_found when one of them is not there, or belongs to another record: then nothing is stored.
create function desks.claim_attachments(area text, holder uuid, its_desk text, its_locator bytea, wanted uuid[])
  returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update desks.intake_attachment set record_id = holder, desk_id = its_desk, locator = its_locator
    where area_id = area and id = any (wanted) and record_id is null;
  update desks.attachment set record_id = holder, desk_id = its_desk, locator = its_locator
    where area_id = area and id = any (wanted) and record_id is null;
  if (select count(*) from desks.every_attachment
      where area_id = area and id = any (wanted) and record_id = holder and desk_id = its_desk) < cardinality(wanted) then
    raise no_data_found;
  end if;
end $$;
revoke all on function desks.claim_attachments from public;
grant execute on function desks.claim_attachments to waymark_support;
