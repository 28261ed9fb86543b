-- A row: a product that came and is not known to be like this, or one known that did not come like this.
-- What was not seen by the crawl before counts as different: it begins anew when it is seen again.
create or replace temp table differing_products as
select found.* exclude (mark), kept.kept_row
from (select *, hash(title, brand, sku, gtin, price, currency, availability, url) as mark from incoming_products) as found
full join (
    select rowid as kept_row, product_id as kept_id,
           if(unseen_since is null, hash(title, brand, sku, gtin, price, currency, availability, url), null) as kept_mark
    from records.products
    where site = $site and valid_to is null
) as kept
    on found.product_id = kept.kept_id and found.mark = kept.kept_mark
where found.product_id is null or kept.kept_row is null;
