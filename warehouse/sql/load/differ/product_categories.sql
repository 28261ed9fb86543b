-- A row: a product in a category that came and is not known, or one known that did not come.
-- What was not seen by the crawl before counts as different: it begins anew when it is seen again.
-- Rows are told by one hash of 64 bits: that a million of them mistake one in a load happens once in billions of loads.
create or replace temp table differing_product_categories as
select found.* exclude (mark), kept.kept_row
from (
    select *, hash(product_id, category_id) as mark from incoming_product_categories
) as found
full join (
    select rowid as kept_row, if(unseen_since is null, hash(product_id, category_id), null) as kept_mark
    from records.product_categories
    where site = $site and valid_to is null
) as kept
    on found.mark = kept.kept_mark
where found.product_id is null or kept.kept_row is null;
-- Bits by which a scan passes over nearly all rows that do not differ, before it unpacks them.
set variable rows_of_product_categories = (select bitstring_agg(kept_row % 8388608, 0, 8388607) from differing_product_categories);
