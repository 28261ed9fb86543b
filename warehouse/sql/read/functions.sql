-- A row: a function that makes a table for analysts, with what it is for.
select function_name, comment
from duckdb_functions()
where schema_name = 'main' and database_name = current_database() and function_type = 'table_macro' and not internal
order by function_name;
