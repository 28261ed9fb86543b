-- A row: a made-up product of a shop in a week. One in `one_in` is another than the week before: most have another price,
-- and one in five of them is gone, with a new one in its place. One in ten is of a brand that no other shop has, and one in
-- four has the trade number of a good that others sell as well.
copy (
    with
    shelf as (
        select range as place,
               len(list_filter(range(1, $week + 1), lambda week: hash(range, week, $seed) % $one_in = 0)) as turns,
               len(list_filter(
                   range(1, $week + 1),
                   lambda week: hash(range, week, $seed) % $one_in = 0 and hash(week, range, $seed) % 5 = 0
               )) as goods
        from range($products)
    ),
    named as (
        select *, hash(place, goods, $seed) as draw, concat('https://', $site, '.example/p/', hash(place, goods, $seed) % 100000000, '-', place, '-', goods) as page
        from shelf
    )
    select $site as site, page as product_id,
           concat('Product ', draw % 50000, ' of kind ', place % 977, ' size ', place % 31) as title,
           concat(if(draw % 10 = 0, concat($site, ' brand '), 'Brand '), draw % 300) as brand,
           concat('SKU-', place, '-', goods) as sku,
           lpad(cast(if(draw % 4 = 0, hash(draw % 500000), draw) % 10000000000000 as varchar), 13, '0') as gtin,
           cast(cast((hash(place, turns, $seed) % 100000) / 100.0 as decimal(18, 2)) as varchar) as price,
           'EUR' as currency,
           if(draw % 10 < 8, 'InStock', 'OutOfStock') as availability,
           page as url,
           'listing' as seen_by,
           concat('https://', $site, '.example/c/', place % $categories, '?page=', place % 50) as page_url
    from named
    order by place
) to 'FILE' (format parquet, compression zstd);
