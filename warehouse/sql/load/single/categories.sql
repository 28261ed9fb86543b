-- A row: a category that came, each id once.
create or replace temp table single_categories as
from incoming_categories
qualify row_number() over (
    partition by category_id order by depth, path, name, parent_id, url, product_count, seen_by, page_url
) = 1;
create or replace temp view incoming_categories as from single_categories;
