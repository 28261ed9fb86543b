-- One row: the number of crawls, and how much there is of each thing that only half a load would show.
select
    (select count(*) from crawls) as crawls,
    (select count(*) from sites where last_crawl_id is not null and categories <> (
        select count(*) from categories where categories.site = sites.site)) as miscounted_categories,
    (select count(*) from sites where last_crawl_id is not null and products <> (
        select count(*) from products where products.site = sites.site)) as miscounted_products,
    (select count(*) from sites where last_crawl_id is not null and last_crawl_id not in (
        select crawl_id from crawls)) as unknown_crawls,
    (select count(*) from product_categories as placed
     where not exists (from products where products.site = placed.site and products.product_id = placed.product_id)
        or not exists (from categories where categories.site = placed.site and categories.category_id = placed.category_id)
    ) as loose_assignments,
    (select count(*) - count(distinct (site, product_id)) from products) as twin_products,
    (select count(*) - count(distinct (site, category_id)) from categories) as twin_categories,
    (select count(*) from category_concepts where concept_id not in (select concept_id from concepts)) as loose_matches,
    (select count(*) from gaps where not exists (
        from presence where presence.engagement = gaps.engagement and presence.subject_id = gaps.subject_id)
    ) as loose_gaps,
    (select count(*) from gaps where subject_kind = 'concept' and subject_id not in (select concept_id from concepts)
    ) as gaps_of_nothing;
