-- Sequence order is commit order. Identity values are drawn before commit, so without a lock a reader that remembers
-- "last seen" would skip a slower writer for ever. The lock must be taken before the number is drawn: a statement trigger
-- runs before, a row trigger would run after. It is held until commit. (docs/decisions/0003)
create function lock_change_log() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(7305804402477687661);
  return null;
end $$;

create trigger changes_lock before insert on changes for each statement execute function lock_change_log();

-- A wake-up only: the payload is empty and the tail polls as the truth.
create function notify_changes() returns trigger language plpgsql as $$
begin
  perform pg_notify('changes', '');
  return null;
end $$;

create trigger changes_notify after insert on changes for each statement execute function notify_changes();

-- The log is only ever added to.
create function refuse_change_log_edit() returns trigger language plpgsql as $$
begin
  raise exception 'the change log is only ever added to';
end $$;

create trigger changes_immutable before update or delete on changes for each statement execute function refuse_change_log_edit();

insert into log_epoch (id, epoch) values (1, gen_random_uuid());

-- The daily sequence of issue numbers: one row per day and prefix, raised by an upsert whose row lock lasts to commit.
create table issue_numbers (
  prefix text primary key,
  last integer not null
);
