-- A product as described before is seen once more; any other description is a row of its own.
merge into records.products as kept
using incoming_products as found
on kept.site = found.site and kept.product_id = found.product_id
   and kept.title is not distinct from found.title
   and kept.brand is not distinct from found.brand
   and kept.sku is not distinct from found.sku
   and kept.gtin is not distinct from found.gtin
   and kept.price is not distinct from found.price
   and kept.currency is not distinct from found.currency
   and kept.availability is not distinct from found.availability
   and kept.url is not distinct from found.url
when matched then update set
    seen_at = list_append(kept.seen_at, $moment),
    seen_by = if($moment > list_max(kept.seen_at), found.seen_by, kept.seen_by),
    page_url = if($moment > list_max(kept.seen_at), found.page_url, kept.page_url)
when not matched then insert
    (site, product_id, title, brand, sku, gtin, price, currency, availability, url, seen_by, page_url, seen_at)
    values (found.site, found.product_id, found.title, found.brand, found.sku, found.gtin, found.price, found.currency,
            found.availability, found.url, found.seen_by, found.page_url, [$moment]);
