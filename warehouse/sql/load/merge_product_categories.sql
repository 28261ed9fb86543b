-- An assignment known before is seen once more; a new one is added.
merge into records.product_categories as kept
using incoming_product_categories as found
on kept.site = found.site and kept.product_id = found.product_id and kept.category_id = found.category_id
when matched then update set seen_at = list_append(kept.seen_at, $moment)
when not matched then insert (site, product_id, category_id, seen_at)
    values (found.site, found.product_id, found.category_id, [$moment]);
