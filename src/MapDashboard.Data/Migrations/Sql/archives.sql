-- The log is only ever added to. Changes leave it in one way: all of an issue at once, whose anchor says where they lie and how their chain ended
-- (docs/decisions/0024).
drop trigger changes_immutable on changes;
create trigger changes_immutable before update on changes for each statement execute function refuse_change_log_edit();

create function refuse_change_log_loss() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from gone g left join archived_issues a on a.issue_id = g.issue_id
    group by g.issue_id, a.issue_id, a.version, a.head
    having a.issue_id is null or count(*) <> a.version or not bool_or(g.issue_version = a.version and g.hash = a.head))
  then
    raise exception 'the change log is only ever added to; Changes of an issue leave it as a whole and by an archive';
  end if;
  return null;
end $$;

create trigger changes_kept after delete on changes referencing old table as gone for each statement execute function refuse_change_log_loss();

create function refuse_archive_edit() returns trigger language plpgsql as $$
begin
  raise exception 'what was archived stays archived';
end $$;

create trigger archives_immutable before update or delete on archives for each statement execute function refuse_archive_edit();
create trigger archived_issues_immutable before update or delete on archived_issues for each statement execute function refuse_archive_edit();

-- A command that was under way while its issue was archived waits for the row's lock and ends here. Open issues are not asked.
create function refuse_archived_issue() returns trigger language plpgsql as $$
begin
  if exists (select 1 from archived_issues where issue_id = old.id) then
    raise exception 'the history of this issue is archived' using errcode = 'MD409';
  end if;
  return new;
end $$;

create trigger issues_archived before update on issues for each row when (old.ended_at is not null) execute function refuse_archived_issue();
