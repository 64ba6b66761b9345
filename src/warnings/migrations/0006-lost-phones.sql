-- Ten recovery words move a card to another phone: the place that they lead to, and what the card holds, sealed to them.
alter table warnings.card add column recovery_locator bytea check (length(recovery_locator) = 16);
alter table warnings.card add column sealed_recovery bytea check (length(sealed_recovery) = 558);
alter table warnings.card add constraint card_recovery_locator_key unique (area_id, recovery_locator);
alter table warnings.card_at_night add column recovery_locator bytea check (length(recovery_locator) = 16);
alter table warnings.card_at_night add column sealed_recovery bytea check (length(sealed_recovery) = 558);
