-- A row: a made-up category of a shop.
copy (
    select $site as site,
           concat('https://', $site, '.example/c/', range) as category_id,
           if(range < 20, null, concat('https://', $site, '.example/c/', range % 20)) as parent_id,
           if(range < 20, [concat('Shelf ', range)], [concat('Shelf ', range % 20), concat('Board ', range)]) as path,
           concat(if(range < 20, 'Shelf ', 'Board '), range) as name,
           if(range < 20, 1, 2) as depth,
           concat('https://', $site, '.example/c/', range) as url,
           cast(null as bigint) as product_count,
           'menu' as seen_by,
           concat('https://', $site, '.example/') as page_url
    from range($categories)
) to 'FILE' (format parquet, compression zstd);
