-- A category as described before is seen once more; any other description is a row of its own.
-- The count and the page it was seen on vary from crawl to crawl and follow the latest one.
merge into records.categories as kept
using incoming_categories as found
on kept.site = found.site and kept.category_id = found.category_id
   and kept.parent_id is not distinct from found.parent_id
   and kept.path is not distinct from found.path
   and kept.name is not distinct from found.name
   and kept.url is not distinct from found.url
when matched then update set
    seen_at = list_append(kept.seen_at, $moment),
    depth = if($moment > list_max(kept.seen_at), found.depth, kept.depth),
    product_count = if($moment > list_max(kept.seen_at), found.product_count, kept.product_count),
    seen_by = if($moment > list_max(kept.seen_at), found.seen_by, kept.seen_by),
    page_url = if($moment > list_max(kept.seen_at), found.page_url, kept.page_url)
when not matched then insert
    (site, category_id, parent_id, path, name, depth, url, product_count, seen_by, page_url, seen_at)
    values (found.site, found.category_id, found.parent_id, found.path, found.name, found.depth, found.url,
            found.product_count, found.seen_by, found.page_url, [$moment]);
