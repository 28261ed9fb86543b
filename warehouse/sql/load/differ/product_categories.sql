-- A row: a product in a category that came and is not known, or one known that did not come.
-- What was not seen by the crawl before counts as different: it begins anew when it is seen again.
-- Pairs are told by two hashes, which takes half the time that texts take.
create or replace temp table differing_product_categories as
select found.* exclude (pair, product), kept.kept_row
from (
    select *, hash(product_id, category_id) as pair, hash(product_id) as product from incoming_product_categories
) as found
full join (
    select rowid as kept_row, hash(product_id) as kept_product,
           if(unseen_since is null, hash(product_id, category_id), null) as kept_pair
    from records.product_categories
    where site = $site and valid_to is null
) as kept
    on found.pair = kept.kept_pair and found.product = kept.kept_product
where found.product_id is null or kept.kept_row is null;
