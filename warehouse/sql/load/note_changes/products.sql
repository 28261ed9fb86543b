-- A row: what a crawl that counts changed in a site's products, compared with the catalogue as it was before that crawl.
-- An appearance is claimed only where a complete crawl had not seen the product; a value that one of two crawls did not
-- read has not changed. A listing may link to a product by another address than the product's own page names, and the id
-- may go with the address: what one crawl knew by a listing and the other by its page has not moved, gone or come by that.
insert into records.changes (site, kind, subject, subject_id, name, field, old, new, crawl_id, moment)
with known_otherwise as (
    select title
    from pending_products
    where outcome = 'new' and (title, seen_by <> 'listing') in (
        select (old_title, old_seen_by = 'listing') from pending_products where outcome = 'gone'
    )
),
differing as (
    select *, coalesce(title, old_title) as name, coalesce(name in (from known_otherwise), false) as is_the_same,
           coalesce((seen_by = 'listing') = (old_seen_by = 'listing'), true) as is_comparable
    from pending_products
    where outcome <> 'same'
),
noted as (
    select product_id, name,
           unnest([
               {kind: if(outcome = 'new' and $complete_before and not is_the_same, 'appearance', null), field: null,
                old: null, new: null},
               {kind: if(outcome = 'gone' and not $adds and not is_the_same, 'disappearance', null), field: null,
                old: null, new: null},
               {kind: if(old_title <> title, 'change', null), field: 'title', old: old_title, new: title},
               {kind: if(old_brand <> brand, 'change', null), field: 'brand', old: old_brand, new: brand},
               {kind: if(old_sku <> sku, 'change', null), field: 'sku', old: old_sku, new: sku},
               {kind: if(old_gtin <> gtin, 'change', null), field: 'gtin', old: old_gtin, new: gtin},
               {kind: if(old_price <> price, 'change', null), field: 'price',
                old: cast(old_price as varchar), new: cast(price as varchar)},
               {kind: if(old_currency <> currency, 'change', null), field: 'currency',
                old: old_currency, new: currency},
               {kind: if(old_availability <> availability, 'change', null), field: 'availability',
                old: old_availability, new: availability},
               {kind: if(old_url <> url and is_comparable, 'change', null), field: 'url', old: old_url, new: url}
           ], recursive := true)
    from differing
)
select $site, kind, 'product', product_id, name, field, old, new, $crawl_id, $moment
from noted
where kind is not null;
