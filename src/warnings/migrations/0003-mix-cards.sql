-- Each night the cards are written anew in random order: which was taken up before which is told to nobody.
create table warnings.card_at_night (like warnings.card including all);
grant select, insert, truncate on warnings.card_at_night to waymark_sweep;
grant insert, truncate on warnings.card to waymark_sweep;
