-- A row: a function of DuckDB's own that a query may not call. Of those that stand for tables, all but the ones that only
-- count, unfold or describe what the query can see anyway: others read files, run text as queries, write logs or change
-- how the database works. Of the rest, those that leave something behind or name the machine's surroundings.
-- Beside a lake stands its catalogue, of which nothing may be asked by a name that is put together; and what DuckLake
-- calls ducklake_options('lake') is also lake.options(), which no list of functions has.
select distinct unnest([function_name, regexp_replace(function_name, '^ducklake_', '')])
from duckdb_functions() as functions
where functions.internal
      and (functions.function_name in ('getenv', 'nextval', 'write_log')
           or (functions.function_name in ('pragma_show', 'pragma_table_info', 'query_table', 'show', 'summary')
               and exists (from duckdb_databases() where type = 'ducklake'))
           or (functions.function_type in ('table', 'table_macro')
               and functions.function_name not in (
                   'duckdb_columns', 'duckdb_constraints', 'duckdb_databases', 'duckdb_functions', 'duckdb_indexes',
                   'duckdb_keywords', 'duckdb_memory', 'duckdb_schemas', 'duckdb_settings', 'duckdb_tables',
                   'duckdb_types', 'duckdb_views', 'generate_series', 'histogram', 'histogram_values', 'json_each',
                   'json_tree', 'pg_timezone_names', 'pragma_show', 'pragma_table_info', 'pragma_version',
                   'query_table', 'range', 'repeat', 'repeat_row', 'show', 'show_databases', 'show_tables',
                   'show_tables_expanded', 'summary', 'test_all_types', 'unnest'
               )));
