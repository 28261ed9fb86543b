-- A row: a current category of a site.
select site, category_id, parent_id, path, name, depth, url, product_count, seen_by, page_url, first_seen_at, last_seen_at
from categories
order by site, path, category_id;
