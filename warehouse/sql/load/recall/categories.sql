-- A row: a category that a crawl saw, as far as the store still tells; its folder is gone.
create temp table if not exists recalled_categories as
select valid_from as moment, site, category_id, parent_id, path, name, depth, url, product_count, seen_by, page_url
from records.categories limit 0;
insert into recalled_categories
select cast($moment as timestamp), site, category_id, parent_id, path, name, depth, url, product_count, seen_by, page_url
from records.categories
where site = $site
      -- what a crawl that did not count saw was never valid
      and if($counted, valid_from <= $moment and (valid_to is null or valid_to > $moment), valid_from = $moment and valid_to = $moment)
      and (unseen_since is null or unseen_since >= $moment);
