-- A row: a word that queries are written with: a keyword of SQL, or a function that needs no looking up.
select keyword_name as word, true as is_keyword
from duckdb_keywords()
where keyword_category in ('reserved', 'type_function')
      or keyword_name in ('by', 'first', 'last', 'nulls', 'filter', 'over', 'partition', 'explain', 'exclude', 'replace',
                          'values', 'within', 'recursive', 'materialized', 'rows', 'range', 'between', 'exists')
union
select function_name, false
from duckdb_functions()
where internal and function_type in ('scalar', 'aggregate', 'macro') and regexp_full_match(function_name, '[a-z]\w{2,}')
order by all;
