-- A row: a product that a crawl saw, as far as the store still tells; its folder is gone.
create temp table if not exists recalled_products as
select valid_from as moment, site, product_id, title, brand, sku, gtin, price, currency, availability, url, seen_by, page_url
from records.products limit 0;
insert into recalled_products
select cast($moment as timestamp), site, product_id, title, brand, sku, gtin, price, currency, availability, url, seen_by, page_url
from records.products
where site = $site
      -- what a crawl that did not count saw was never valid
      and if($counted, valid_from <= $moment and (valid_to is null or valid_to > $moment), valid_from = $moment and valid_to = $moment)
      and (unseen_since is null or unseen_since >= $moment)
      -- a crawl of the structure only leaves no mark on a product that it saw unchanged
      and (not $structure_only or valid_from = $moment);
