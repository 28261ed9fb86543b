-- One row more for each category that is new or changed.
insert into records.categories by name
select $site as site, category_id, parent_id, path, name, depth, url, product_count, seen_by, page_url,
       first_seen, cast($moment as timestamp) as valid_from
from pending_categories
where outcome in ('new', 'changed');
