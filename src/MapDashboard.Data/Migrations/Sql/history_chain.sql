-- Gives the Changes that are there already their chains, and reporters their seals, as HistoryChain in C# does (docs/decisions/0013).
-- The functions are of this migration only.
create function history_piece(value text) returns bytea language sql immutable as $$
  select case when value is null then '-'::bytea
    else convert_to(octet_length(convert_to(value, 'UTF8')) || ':' || value, 'UTF8') end
$$;

create function history_pieces(texts text[]) returns bytea language sql immutable as $$
  select case when texts is null then history_piece(null)
    else history_piece(cardinality(texts)::text)
      || coalesce((select string_agg(history_piece(each), ''::bytea order by place) from unnest(texts) with ordinality as listed(each, place)), ''::bytea) end
$$;

-- A random UUID has 122 random bits; two of them are the salt.
update reporters set salt = uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());

alter table changes disable trigger changes_immutable;

do $$
declare
  row record;
  issue uuid;
  link bytea;
  said text;
begin
  for row in
    select c.seq, c.issue_id, c.issue_version, c.kind, c.at, c.area_code, c.audiences, c.audiences_before, c.data::text as data,
      case when c.issue_version = 1 and r.issue_id is not null
        then encode(sha256(r.salt || history_piece(r.name) || history_piece(r.phone)), 'hex') end as seal
    from changes c left join reporters r on r.issue_id = c.issue_id
    where c.issue_id is not null order by c.issue_id, c.issue_version
  loop
    if issue is distinct from row.issue_id then
      issue := row.issue_id;
      link := decode(repeat('00', 32), 'hex');
    end if;
    said := case when row.seal is null then row.data else (row.data::jsonb || jsonb_build_object('reporterSeal', row.seal))::text end;
    link := sha256(link
      || history_piece('1') || history_piece(row.issue_id::text) || history_piece(row.issue_version::text) || history_piece(row.kind)
      || history_piece((extract(epoch from row.at) * 1000000)::bigint::text) || history_piece(row.area_code)
      || history_pieces(row.audiences) || history_pieces(row.audiences_before)
      || convert_to(said, 'UTF8'));
    update changes set hash = link, data = said::json where seq = row.seq;
  end loop;
end $$;

alter table changes enable trigger changes_immutable;

update issues set head = coalesce(
  (select hash from changes where changes.issue_id = issues.id order by issue_version desc limit 1), decode(repeat('00', 32), 'hex'));

drop function history_pieces(text[]);
drop function history_piece(text);
