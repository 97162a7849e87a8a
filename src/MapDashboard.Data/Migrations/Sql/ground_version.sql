-- One name for the state of everything by which a report is placed and timed: areas, their levels, categories, working calendars. A server
-- keeps that in memory and compares the name inside the transaction that writes (docs/decisions/0018). Random, so that a restored database
-- never has the name of another state. The row lock is taken before any row of those tables, in every writer: none can deadlock on it.
-- What does not place a report (mode, households, duty phones) is left out, since it changes while the server is busy.
create table ground_version (
  id integer primary key check (id = 1),
  version uuid not null
);

insert into ground_version (id, version) values (1, gen_random_uuid());

create function renew_ground_version() returns trigger language plpgsql as $$
begin
  update ground_version set version = gen_random_uuid();
  return null;
end $$;

create trigger areas_ground before insert or delete or truncate or update of code, level, parent_code, path, geom, valid_from, valid_to on areas
  for each statement execute function renew_ground_version();
create trigger levels_ground before insert or delete or truncate or update on levels for each statement execute function renew_ground_version();
create trigger categories_ground before insert or delete or truncate or update on categories for each statement execute function renew_ground_version();
create trigger working_calendars_ground before insert or delete or truncate or update on working_calendars
  for each statement execute function renew_ground_version();
