-- Tokens that were spent, so that none is spent twice. A token was issued blind: its nonce names no card. The
-- hash is of the random blinded elements that it was spent on, so that a retry of one request costs nothing.

create schema evaluator;
grant usage on schema evaluator to waymark_evaluator;

create table evaluator.spent_token (
  area_id text not null references kit.area (id),
  week integer not null,
  nonce bytea not null check (length(nonce) = 32),
  request_hash bytea not null check (length(request_hash) = 32),
  primary key (area_id, week, nonce)
);
grant select, insert, delete on evaluator.spent_token to waymark_evaluator;
