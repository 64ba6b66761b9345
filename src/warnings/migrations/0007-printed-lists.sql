-- Warnings on paper, for readers without a phone: how many copies went out and came back, and by when they are destroyed. What
-- stands on them is not kept; `list` is a keyed hash of it, by which a desk sees that the list has changed since.
create table warnings.printed_list (
  area_id text not null,
  desk_id text not null,
  number integer not null check (number > 0),
  list bytea not null check (length(list) = 16),
  printed_day date not null,
  destroy_by date not null check (destroy_by >= printed_day),
  copies integer not null check (copies between 1 and 50),
  came_back integer not null default 0 check (came_back >= 0),
  lost integer not null default 0 check (lost >= 0),
  primary key (area_id, desk_id, number),
  foreign key (area_id, desk_id) references desks.desk (area_id, id),
  check (came_back + lost <= copies)
);
alter table warnings.printed_list enable row level security;
alter table warnings.printed_list force row level security;
grant select, insert, update on warnings.printed_list to waymark_support;
grant select, delete on warnings.printed_list to waymark_sweep;
create policy of_desk on warnings.printed_list to waymark_support
  using (desk_id = any (string_to_array(current_setting('app.desks', true), ',')));
create policy nightly on warnings.printed_list to waymark_sweep using (true) with check (true);
