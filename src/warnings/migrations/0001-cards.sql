-- Cards by which members read warnings and check. A card names nobody: a leaf of the broadcast tree, a place that only
-- its ten words lead to, and how long it lives. When it was taken up is not kept.

create schema warnings;
grant usage on schema warnings to waymark_support, waymark_sweep, waymark_evaluator;

create table warnings.card (
  area_id text not null references kit.area (id),
  leaf integer not null check (leaf >= 0 and leaf < 16384),
  locator bytea not null check (length(locator) = 16),
  -- Only the card's words open it. Gone in the night after the card was taken up.
  sealed_path bytea check (length(sealed_path) = 558),
  -- Ed25519 of the device that took the card up; signs its requests for tokens.
  verify_key bytea check (length(verify_key) = 32),
  -- A leaf is never used again: 'expired' and 'revoked' ones are left out of the next epoch.
  state text not null check (state in ('printed', 'redeemed', 'revoked', 'expired')),
  minted_day date not null,
  -- 30 days for paper; then the end of the month a year after the month of its last batch of tokens.
  alive_until date not null,
  -- How often somebody came with words that were used already. A count, nothing else.
  asked_again integer not null default 0 check (asked_again >= 0),
  primary key (area_id, leaf),
  unique (area_id, locator)
);
grant select, insert, update on warnings.card to waymark_support;
grant select, update on warnings.card to waymark_sweep;

-- The evaluator's daily ceiling is cards times twenty; it may know the number and nothing else.
create function warnings.cards_alive(area text) returns integer
  language sql stable security definer set search_path = ''
  as 'select count(*)::integer from warnings.card
    where area_id = area and state = ''redeemed'' and alive_until >= current_date';
revoke execute on function warnings.cards_alive(text) from public;
grant execute on function warnings.cards_alive(text) to waymark_evaluator;
