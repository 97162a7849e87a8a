-- Pairs of neighbouring characters of each text, in small letters, each once.
create function text_bigrams(variadic texts text[]) returns text[]
language sql immutable parallel safe cost 1000
as $$
  select coalesce(array_agg(distinct a || b), '{}')
  from unnest(texts) t cross join lateral unnest(string_to_array(lower(t), null), (string_to_array(lower(t), null))[2:]) pairs (a, b)
  where b is not null
$$;

-- A body that the planner puts in place of the call, and finds the index by.
create function issue_may_hold(description text, address text, wanted text) returns boolean
language sql immutable parallel safe
as $$
  select text_bigrams(description, address) @> text_bigrams(wanted)
$$;

create index ix_issues_bigrams on issues using gin (text_bigrams(description, address));
