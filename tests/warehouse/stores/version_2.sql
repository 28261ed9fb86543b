-- A store as the second version of the tables left it: every statement that made it, and what it held.

-- One row: what the file's tables and views were made by.
create schema if not exists records;
create table if not exists records.versions (tables integer not null, views varchar not null);
-- What is kept. No primary keys: they make the file three times larger, and the loads are set-based.
-- All timestamps are UTC. `seen_at` lists the crawls (by their `moment`) that saw a row, so that folders may come in any order.

create table records.crawls (
    crawl_id varchar not null,
    site varchar not null,
    moment timestamp not null,
    url varchar,
    industry varchar,
    platform varchar,
    started_at timestamp not null,
    finished_at timestamp,
    outcome varchar not null,
    coverage varchar not null,
    coverage_reason varchar not null,
    requests bigint,
    responses bigint,
    errors bigint,
    bytes bigint,
    categories bigint not null,
    products bigint not null,
    robots varchar,
    delay double,
    refusals bigint
);

create table records.categories (
    site varchar not null,
    category_id varchar not null,
    parent_id varchar,
    path varchar[],
    name varchar,
    depth integer,
    url varchar,
    product_count bigint,
    seen_by varchar,
    page_url varchar,
    seen_at timestamp[] not null
);

create table records.products (
    site varchar not null,
    product_id varchar not null,
    title varchar,
    brand varchar,
    sku varchar,
    gtin varchar,
    price decimal(18, 4),
    currency varchar,
    availability varchar,
    url varchar,
    seen_by varchar,
    page_url varchar,
    seen_at timestamp[] not null
);

create table records.product_categories (
    site varchar not null,
    product_id varchar not null,
    category_id varchar not null,
    seen_at timestamp[] not null
);

create table records.changes (
    site varchar not null,
    kind varchar not null,
    subject varchar not null,
    subject_id varchar not null,
    name varchar,
    field varchar,
    old varchar,
    new varchar,
    crawl_id varchar not null,
    moment timestamp not null
);

create table records.members (
    engagement varchar not null,
    site varchar not null,
    role varchar not null,
    industry varchar,
    url varchar
);

create table records.concepts (
    concept_id varchar not null,
    label varchar not null
);

create table records.category_concepts (
    site varchar not null,
    category_id varchar not null,
    concept_id varchar not null,
    score double,
    method varchar,
    evidence varchar,
    decided_by varchar
);

create table records.offer_sightings (
    site varchar not null,
    offer_model varchar not null,
    category_id varchar,
    product_id varchar,
    evidence varchar
);

create table records.presence (
    engagement varchar not null,
    subject_kind varchar not null,
    subject_id varchar not null,
    label varchar,
    site varchar not null,
    role varchar,
    presence varchar not null,
    products bigint,
    share double,
    evidence varchar
);

create table records.gaps (
    engagement varchar not null,
    rank bigint not null,
    kind varchar not null,
    subject_kind varchar not null,
    subject_id varchar not null,
    label varchar,
    score double,
    adoption double,
    absence double,
    fit double,
    strength double,
    reference_sites bigint,
    references_observed bigint,
    industries bigint,
    competitors_absent bigint,
    competitors_observed bigint,
    confidence varchar,
    related varchar[]
);

create table records.gap_evidence (
    engagement varchar not null,
    subject_id varchar not null,
    site varchar not null,
    role varchar,
    presence varchar,
    category_path varchar,
    url varchar,
    crawled_at timestamp,
    note varchar
);
-- What a crawl says of how it asked, and whether it asked for the tree of categories only; null for crawls from before.
alter table records.crawls add column structure_only boolean;
alter table records.crawls add column user_agent varchar;
alter table records.crawls add column crawl_delay double;
alter table records.crawls add column concurrency bigint;
alter table records.crawls add column ignores_crawl_delay boolean;
alter table records.crawls add column retries bigint;
alter table records.crawls add column throttled bigint;
alter table records.crawls add column noindex_pages bigint;
alter table records.crawls add column nofollow_pages bigint;

-- A row: a crawl that counts, with the crawls whose sightings make up the catalogue as it was then.
-- A complete crawl starts afresh; a capped one adds to what was known. A complete crawl that holds less than a tenth of
-- what the complete one before it held is more likely a fault than a clearance: it waits for the next to confirm it.
-- A crawl of the structure only starts the categories afresh and adds to the products: `goods_` columns are theirs.
create or replace view records.timeline as
with
sized as (
    select crawl_id, site, moment, categories, categories + products as records,
           coalesce(structure_only, false) as structure_only
    from records.crawls
    where coverage = 'complete'
),
complete as (
    select crawl_id,
           if(structure_only or lag(structure_only) over before,
              10 * categories < lag(categories) over before,
              10 * records < lag(records) over before) as shrunk
    from sized
    window before as (partition by site order by moment)
),
counted as (
    select crawls.crawl_id, crawls.site, crawls.moment, crawls.coverage,
           coalesce(crawls.structure_only, false) as structure_only,
           coalesce(sum(cast(crawls.coverage = 'complete' as integer)) over earlier, 0) as epoch,
           coalesce(sum(cast(crawls.coverage = 'complete' and not coalesce(crawls.structure_only, false) as integer))
                    over earlier, 0) as goods_epoch
    from records.crawls as crawls
    left join complete on complete.crawl_id = crawls.crawl_id
    where crawls.coverage = 'capped' or (crawls.coverage = 'complete' and not coalesce(complete.shrunk, false))
    window earlier as (partition by crawls.site order by crawls.moment rows between unbounded preceding and current row)
)
select crawl_id, site, moment, coverage, epoch, goods_epoch,
       list(moment) over so_far as sightings,
       list(moment) over goods_so_far as goods_sightings,
       last_value(if(structure_only, null, coverage) ignore nulls) over up_to_now as goods_coverage,
       lead(moment) over (partition by site order by moment) is null as is_current
from counted
window so_far as (partition by site, epoch order by moment rows between unbounded preceding and current row),
       goods_so_far as (partition by site, goods_epoch order by moment rows between unbounded preceding and current row),
       up_to_now as (partition by site order by moment rows between unbounded preceding and current row);
-- A row: a category of a site's current catalogue, as the latest crawl that saw it described it.
create or replace view records.current_categories as
with
seen as (
    select categories.*,
           list_max(list_intersect(categories.seen_at, timeline.sightings)) as current_at,
           min(list_min(categories.seen_at)) over (partition by categories.site, categories.category_id) as first_seen_at,
           max(list_max(categories.seen_at)) over (partition by categories.site, categories.category_id) as last_seen_at
    from records.categories as categories
    join records.timeline as timeline on timeline.site = categories.site and timeline.is_current
)
select * exclude (seen_at)
from seen
where current_at is not null
qualify row_number() over (partition by site, category_id order by current_at desc) = 1;
-- A row: a product of a site's current catalogue, as the latest crawl that saw it described it. What only a product's page
-- tells stays known where a later crawl read none.
create or replace view records.current_products as
with
seen as (
    select products.*,
           list_max(list_intersect(products.seen_at, timeline.goods_sightings)) as current_at,
           min(list_min(products.seen_at)) over (partition by products.site, products.product_id) as first_seen_at,
           max(list_max(products.seen_at)) over (partition by products.site, products.product_id) as last_seen_at
    from records.products as products
    join records.timeline as timeline on timeline.site = products.site and timeline.is_current
)
select * exclude (seen_at) replace (
    last_value(brand ignore nulls) over known as brand,
    last_value(sku ignore nulls) over known as sku,
    last_value(gtin ignore nulls) over known as gtin
)
from seen
where current_at is not null
window known as (partition by site, product_id order by current_at rows between unbounded preceding and unbounded following)
qualify row_number() over (partition by site, product_id order by current_at desc) = 1;
-- A row: a product in a category of a site's current catalogue.
create or replace view records.current_product_categories as
select assigned.site, assigned.product_id, assigned.category_id,
       list_min(assigned.seen_at) as first_seen_at, list_max(assigned.seen_at) as last_seen_at
from records.product_categories as assigned
join records.timeline as timeline on timeline.site = assigned.site and timeline.is_current
-- categories may be of a later crawl than products
semi join records.current_categories as known
    on known.site = assigned.site and known.category_id = assigned.category_id
where list_has_any(assigned.seen_at, timeline.goods_sightings);
insert into records.versions values (2, 'views of then');

insert into records.crawls (crawl_id, site, moment, url, industry, platform, started_at, finished_at, outcome, coverage, coverage_reason, requests, responses, errors, bytes, categories, products, robots, delay, refusals, structure_only, user_agent, crawl_delay, concurrency, ignores_crawl_delay, retries, throttled, noindex_pages, nofollow_pages) values
('acme-20260101T030405Z-0000', 'acme', '2026-01-01 03:04:05', 'https://acme.example/', 'fasteners', null, '2026-01-01 03:04:05', '2026-01-01 03:09:05', 'finished', 'complete', '', 12, 11, 1, 12345, 3, 3, 'allowed', 1.0, 0, null, null, null, null, null, null, null, null, null),
('acme-20260102T030405Z-0001', 'acme', '2026-01-02 03:04:05', 'https://acme.example/', 'fasteners', null, '2026-01-02 03:04:05', '2026-01-02 03:09:05', 'finished', 'complete', '', 12, 11, 1, 12345, 3, 2, 'allowed', 1.0, 0, null, null, null, null, null, null, null, null, null),
('acme-20260103T030405Z-0002', 'acme', '2026-01-03 03:04:05', 'https://acme.example/', 'fasteners', null, '2026-01-03 03:04:05', '2026-01-03 03:09:05', 'finished', 'capped', 'budget', 12, 11, 1, 12345, 1, 2, 'allowed', 1.0, 0, null, null, null, null, null, null, null, null, null),
('acme-20260104T030405Z-0003', 'acme', '2026-01-04 03:04:05', 'https://acme.example/', 'fasteners', null, '2026-01-04 03:04:05', '2026-01-04 03:09:05', 'finished', 'blocked', 'a challenge', 12, 11, 1, 12345, 0, 1, 'allowed', 1.0, 0, null, null, null, null, null, null, null, null, null),
('acme-20260105T030405Z-0004', 'acme', '2026-01-05 03:04:05', 'https://acme.example/', 'fasteners', null, '2026-01-05 03:04:05', '2026-01-05 03:09:05', 'finished', 'complete', '', 12, 11, 1, 12345, 2, 2, 'allowed', 1.0, 0, true, null, null, null, null, null, null, null, null),
('part-20260101T030405Z-0000', 'part', '2026-01-01 03:04:05', 'https://part.example/', 'fasteners', null, '2026-01-01 03:04:05', '2026-01-01 03:09:05', 'finished', 'capped', '', 12, 11, 1, 12345, 1, 2, 'allowed', 1.0, 0, null, null, null, null, null, null, null, null, null),
('part-20260102T030405Z-0001', 'part', '2026-01-02 03:04:05', 'https://part.example/', 'fasteners', null, '2026-01-02 03:04:05', '2026-01-02 03:09:05', 'finished', 'capped', '', 12, 11, 1, 12345, 1, 2, 'allowed', 1.0, 0, null, null, null, null, null, null, null, null, null),
('part-20260103T030405Z-0002', 'part', '2026-01-03 03:04:05', 'https://part.example/', 'fasteners', null, '2026-01-03 03:04:05', '2026-01-03 03:09:05', 'finished', 'capped', '', 12, 11, 1, 12345, 1, 2, 'allowed', 1.0, 0, null, null, null, null, null, null, null, null, null),
('zinc-20260101T030405Z-0000', 'zinc', '2026-01-01 03:04:05', 'https://zinc.example/', 'fasteners', null, '2026-01-01 03:04:05', '2026-01-01 03:09:05', 'finished', 'complete', '', 12, 11, 1, 12345, 1, 30, 'allowed', 1.0, 0, null, null, null, null, null, null, null, null, null),
('zinc-20260102T030405Z-0001', 'zinc', '2026-01-02 03:04:05', 'https://zinc.example/', 'fasteners', null, '2026-01-02 03:04:05', '2026-01-02 03:09:05', 'finished', 'complete', '', 12, 11, 1, 12345, 0, 2, 'allowed', 1.0, 0, null, null, null, null, null, null, null, null, null);

insert into records.categories (site, category_id, parent_id, path, name, depth, url, product_count, seen_by, page_url, seen_at) values
('acme', 'Glue', null, ['Glue'], 'Glue', 1, null, null, 'menu', 'https://acme.example/', ['2026-01-01 03:04:05', '2026-01-02 03:04:05']),
('acme', 'Tools', null, ['Tools'], 'Tools', 1, null, null, 'menu', 'https://acme.example/', ['2026-01-01 03:04:05', '2026-01-02 03:04:05', '2026-01-03 03:04:05', '2026-01-05 03:04:05']),
('acme', 'Tools > Saws', 'Tools', ['Tools', 'Hand saws'], 'Saws', 2, null, null, 'menu', 'https://acme.example/', ['2026-01-05 03:04:05']),
('acme', 'Tools > Saws', 'Tools', ['Tools', 'Saws'], 'Saws', 2, '/saws', 9, 'menu', 'https://acme.example/', ['2026-01-01 03:04:05', '2026-01-02 03:04:05']),
('part', 'A', null, ['A'], 'A', 1, null, null, 'menu', 'https://part.example/', ['2026-01-01 03:04:05']),
('part', 'B', null, ['B'], 'B', 1, null, null, 'menu', 'https://part.example/', ['2026-01-02 03:04:05', '2026-01-03 03:04:05']),
('zinc', 'Bolts', null, ['Bolts'], 'Bolts', 1, null, null, 'menu', 'https://zinc.example/', ['2026-01-01 03:04:05']);

insert into records.products (site, product_id, title, brand, sku, gtin, price, currency, availability, url, seen_by, page_url, seen_at) values
('acme', 'Axe', 'Axe', null, null, null, 5.0000, null, null, null, 'listing', 'https://acme.example/', ['2026-01-01 03:04:05', '2026-01-02 03:04:05']),
('acme', 'Axe', 'Axe', null, null, null, 6.0000, null, null, null, 'listing', 'https://acme.example/', ['2026-01-05 03:04:05']),
('acme', 'Hook', 'Hook', null, null, null, null, null, null, null, 'listing', 'https://acme.example/', ['2026-01-05 03:04:05']),
('acme', 'Nail', 'Nail', null, null, null, null, null, null, null, 'listing', 'https://acme.example/', ['2026-01-01 03:04:05']),
('acme', 'Rope', 'Rope', null, null, null, null, null, null, null, 'listing', 'https://acme.example/', ['2026-01-03 03:04:05']),
('acme', 'Saw', 'Saw', 'Acme', 'S-1', null, 9.9000, 'EUR', null, null, 'listing', 'https://acme.example/', ['2026-01-01 03:04:05']),
('acme', 'Saw', 'Saw', 'Zinc', null, null, 10.5000, 'EUR', null, null, 'listing', 'https://acme.example/', ['2026-01-03 03:04:05']),
('acme', 'Saw', 'Saw', null, null, null, 10.5000, 'EUR', null, null, 'listing', 'https://acme.example/', ['2026-01-02 03:04:05']),
('part', 'x', 'x', null, null, null, 1.0000, null, null, null, 'listing', 'https://part.example/', ['2026-01-01 03:04:05']),
('part', 'x', 'x', null, null, null, 2.0000, null, null, null, 'listing', 'https://part.example/', ['2026-01-03 03:04:05']),
('part', 'y', 'y', null, null, null, 1.0000, null, null, null, 'listing', 'https://part.example/', ['2026-01-01 03:04:05', '2026-01-02 03:04:05']),
('part', 'z', 'z', null, null, null, 1.0000, null, null, null, 'listing', 'https://part.example/', ['2026-01-02 03:04:05', '2026-01-03 03:04:05']),
('zinc', 'Bolt 0', 'Bolt 0', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', ['2026-01-01 03:04:05']),
('zinc', 'Bolt 1', 'Bolt 1', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', ['2026-01-01 03:04:05', '2026-01-02 03:04:05']),
('zinc', 'Bolt 10', 'Bolt 10', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', ['2026-01-01 03:04:05']),
('zinc', 'Bolt 11', 'Bolt 11', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', ['2026-01-01 03:04:05']),
('zinc', 'Bolt 12', 'Bolt 12', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', ['2026-01-01 03:04:05']),
('zinc', 'Bolt 13', 'Bolt 13', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', ['2026-01-01 03:04:05']),
('zinc', 'Bolt 14', 'Bolt 14', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', ['2026-01-01 03:04:05']),
('zinc', 'Bolt 15', 'Bolt 15', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', ['2026-01-01 03:04:05']),
('zinc', 'Bolt 16', 'Bolt 16', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', ['2026-01-01 03:04:05']),
('zinc', 'Bolt 17', 'Bolt 17', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', ['2026-01-01 03:04:05']),
('zinc', 'Bolt 18', 'Bolt 18', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', ['2026-01-01 03:04:05']),
('zinc', 'Bolt 19', 'Bolt 19', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', ['2026-01-01 03:04:05']),
('zinc', 'Bolt 2', 'Bolt 2', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', ['2026-01-01 03:04:05']),
('zinc', 'Bolt 20', 'Bolt 20', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', ['2026-01-01 03:04:05']),
('zinc', 'Bolt 21', 'Bolt 21', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', ['2026-01-01 03:04:05']),
('zinc', 'Bolt 22', 'Bolt 22', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', ['2026-01-01 03:04:05']),
('zinc', 'Bolt 23', 'Bolt 23', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', ['2026-01-01 03:04:05']),
('zinc', 'Bolt 24', 'Bolt 24', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', ['2026-01-01 03:04:05']),
('zinc', 'Bolt 25', 'Bolt 25', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', ['2026-01-01 03:04:05']),
('zinc', 'Bolt 26', 'Bolt 26', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', ['2026-01-01 03:04:05']),
('zinc', 'Bolt 27', 'Bolt 27', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', ['2026-01-01 03:04:05']),
('zinc', 'Bolt 28', 'Bolt 28', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', ['2026-01-01 03:04:05']),
('zinc', 'Bolt 29', 'Bolt 29', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', ['2026-01-01 03:04:05']),
('zinc', 'Bolt 3', 'Bolt 3', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', ['2026-01-01 03:04:05']),
('zinc', 'Bolt 4', 'Bolt 4', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', ['2026-01-01 03:04:05']),
('zinc', 'Bolt 5', 'Bolt 5', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', ['2026-01-01 03:04:05']),
('zinc', 'Bolt 6', 'Bolt 6', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', ['2026-01-01 03:04:05']),
('zinc', 'Bolt 7', 'Bolt 7', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', ['2026-01-01 03:04:05']),
('zinc', 'Bolt 8', 'Bolt 8', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', ['2026-01-01 03:04:05']),
('zinc', 'Bolt 9', 'Bolt 9', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', ['2026-01-01 03:04:05']),
('zinc', 'Oops', 'Oops', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', ['2026-01-02 03:04:05']);

insert into records.product_categories (site, product_id, category_id, seen_at) values
('acme', 'Axe', 'Tools', ['2026-01-01 03:04:05', '2026-01-02 03:04:05', '2026-01-05 03:04:05']),
('acme', 'Nail', 'Glue', ['2026-01-01 03:04:05']),
('acme', 'Saw', 'Tools', ['2026-01-03 03:04:05']),
('acme', 'Saw', 'Tools > Saws', ['2026-01-01 03:04:05', '2026-01-02 03:04:05']),
('part', 'x', 'A', ['2026-01-01 03:04:05']),
('part', 'y', 'B', ['2026-01-02 03:04:05']),
('part', 'z', 'B', ['2026-01-03 03:04:05']),
('zinc', 'Bolt 1', 'Bolts', ['2026-01-01 03:04:05']);

insert into records.changes (site, kind, subject, subject_id, name, field, old, new, crawl_id, moment) values
('acme', 'appearance', 'product', 'Hook', 'Hook', null, null, null, 'acme-20260105T030405Z-0004', '2026-01-05 03:04:05'),
('acme', 'appearance', 'product', 'Rope', 'Rope', null, null, null, 'acme-20260103T030405Z-0002', '2026-01-03 03:04:05'),
('acme', 'change', 'category', 'Tools > Saws', 'Tools > Hand saws', 'path', 'Tools > Saws', 'Tools > Hand saws', 'acme-20260105T030405Z-0004', '2026-01-05 03:04:05'),
('acme', 'change', 'product', 'Axe', 'Axe', 'price', '5.0000', '6.0000', 'acme-20260105T030405Z-0004', '2026-01-05 03:04:05'),
('acme', 'change', 'product', 'Saw', 'Saw', 'price', '9.9000', '10.5000', 'acme-20260102T030405Z-0001', '2026-01-02 03:04:05'),
('acme', 'disappearance', 'category', 'Glue', 'Glue', null, null, null, 'acme-20260105T030405Z-0004', '2026-01-05 03:04:05'),
('acme', 'disappearance', 'product', 'Nail', 'Nail', null, null, null, 'acme-20260102T030405Z-0001', '2026-01-02 03:04:05'),
('part', 'change', 'product', 'x', 'x', 'price', '1.0000', '2.0000', 'part-20260103T030405Z-0002', '2026-01-03 03:04:05');
