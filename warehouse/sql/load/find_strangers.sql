-- A row: a record that does not belong to the folder's site, or has no id.
select 'categories.jsonl' as file, site from incoming_categories where site is distinct from $site or category_id is null
union all
select 'products.jsonl', site from incoming_products where site is distinct from $site or product_id is null
union all
select 'product_categories.jsonl', site from incoming_product_categories
where site is distinct from $site or product_id is null or category_id is null
limit 1;
