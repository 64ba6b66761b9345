-- A proposal says which fact it is about, and of what kind the new value is; `said` holds what was typed.
alter table directory.proposal
  -- Null: something new, or words about the service as a whole.
  add column fact text,
  add column kind text not null default 'words'
    check (kind in ('phone', 'text', 'email', 'web', 'address', 'hours', 'words', 'still-right'));
alter table directory.proposal alter column kind drop default;

-- One link for each service: a new one ends the old one.
alter table directory.self_check add constraint self_check_one_each unique (area_id, service_id);

-- The last day on which a desk was told by mail what will be hidden. No address: that stands in the area pack.
create table directory.told (
  area_id text not null references kit.area (id),
  desk_id text not null,
  day date,
  primary key (area_id, desk_id)
);
grant select, insert, update, delete on directory.told to waymark_town;
