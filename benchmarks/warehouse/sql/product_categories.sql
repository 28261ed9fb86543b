-- A row: a made-up product in a category of its shop; each is in one, and every third in two. The last
-- twenty categories hold nothing.
copy (
    select products.site, products.product_id,
           concat('https://', $site, '.example/c/', (products.place + 13 * extra.more) % ($categories - 20)) as category_id
    from (select *, row_number() over () - 1 as place from read_parquet('PRODUCTS')) as products
    join (values (0), (1)) as extra (more) on extra.more = 0 or products.place % 3 = 0
    order by products.place, extra.more
) to 'FILE' (format parquet, compression zstd);
