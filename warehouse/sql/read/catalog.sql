-- A row: a column of a view, or a macro of the warehouse's own with null for its column, with what it is for.
select views.view_name as name, views.comment as about, [] as parameters,
       columns.column_name, columns.data_type, columns.comment as column_about, columns.column_index
from duckdb_views() as views
join duckdb_columns() as columns
    on columns.database_name = views.database_name
       and columns.schema_name = views.schema_name
       and columns.table_name = views.view_name
where views.database_name = current_database() and views.schema_name = 'main' and not views.internal
union all
select function_name, comment, parameters, null, null, null, null
from duckdb_functions()
where database_name = current_database() and schema_name = 'main' and not internal and function_type = 'table_macro'
order by name, column_index;
