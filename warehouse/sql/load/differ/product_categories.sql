-- A row: a product in a category that came and is not known to be like this, or one known that did not come like this.
-- What was not seen by the crawl before counts as different: it begins anew when it is seen again.
-- An assignment to a category that nobody knows is left out.
create or replace temp table differing_product_categories as
select found.* exclude (mark), kept.kept_row
from (
    select incoming.*, true as mark
    from incoming_product_categories as incoming
    semi join records.categories as known
        on known.site = incoming.site and known.category_id = incoming.category_id and known.valid_to is null
) as found
full join (
    select rowid as kept_row, product_id as kept_product_id, category_id as kept_category_id,
           if(unseen_since is null, true, null) as kept_mark
    from records.product_categories
    where site = $site and valid_to is null
) as kept
    on found.product_id = kept.kept_product_id and found.category_id = kept.kept_category_id and found.mark = kept.kept_mark
where found.product_id is null or kept.kept_row is null;
