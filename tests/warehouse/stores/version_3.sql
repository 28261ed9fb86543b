-- A store as the third version of the tables left it: every statement that made it, and what it held.

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

-- Versions take the place of lists of sightings: a row says from when until when a record was like this.
-- `valid_to` is null while it is; `unseen_since` is the last crawl that saw it, where the latest one that counts did not.
-- `first_seen` is the first crawl that saw the record, whatever it was like then. Crawls are told by their `moment`.
-- A row that was never valid (`valid_to` = `valid_from`) is what a crawl that does not count saw, of stores from before.

drop view if exists records.current_categories;
drop view if exists records.current_products;
drop view if exists records.current_product_categories;
drop view if exists records.timeline;

alter table records.crawls rename to crawls_before;

-- A complete crawl that held less than a tenth of the complete one before it did not count until the next confirmed it.
create table records.crawls as
with
complete as (
    select crawl_id,
           if(coalesce(structure_only, false) or lag(coalesce(structure_only, false)) over before,
              10 * categories < lag(categories) over before,
              10 * (categories + products) < lag(categories + products) over before) as shrunk
    from records.crawls_before
    where coverage = 'complete'
    window before as (partition by site order by moment)
)
select crawls.*,
       case
           when crawls.coverage not in ('complete', 'capped') or coalesce(complete.shrunk, false) then 'held back'
           else 'counts'
       end as verdict,
       case
           when crawls.coverage not in ('complete', 'capped') then 'is ' || crawls.coverage
           when complete.shrunk then concat('shrank to ', crawls.categories + crawls.products, ' records')
           else ''
       end as verdict_reason,
       cast(null as varchar) as accepted_by,
       cast(null as timestamp) as accepted_at
from records.crawls_before as crawls
left join complete on complete.crawl_id = crawls.crawl_id;

drop table records.crawls_before;
alter table records.crawls alter column crawl_id set not null;
alter table records.crawls alter column site set not null;
alter table records.crawls alter column moment set not null;
alter table records.crawls alter column started_at set not null;
alter table records.crawls alter column outcome set not null;
alter table records.crawls alter column coverage set not null;
alter table records.crawls alter column coverage_reason set not null;
alter table records.crawls alter column categories set not null;
alter table records.crawls alter column products set not null;
alter table records.crawls alter column verdict set not null;
alter table records.crawls alter column verdict_reason set not null;

-- A row: a crawl whose records were kept, with the end of the time for which its sightings hold.
create temp table sighting_crawls as
select site, moment, counts,
       coalesce(structure_only, false) as structure_only,
       min(if(counts and coverage = 'complete', moment, null)) over later as tree_until,
       min(if(counts and coverage = 'complete' and not coalesce(structure_only, false), moment, null)) over later as goods_until,
       min(if(counts, moment, null)) over later as next_tree,
       min(if(counts and not coalesce(structure_only, false), moment, null)) over later as next_goods,
       sum(cast(counts and coverage = 'complete' and not coalesce(structure_only, false) as integer)) over so_far as goods_epoch
from (select *, verdict = 'counts' as counts from records.crawls where coverage in ('complete', 'capped'))
window later as (partition by site order by moment rows between 1 following and unbounded following),
       so_far as (partition by site order by moment rows between unbounded preceding and current row);

create table records.categories_anew as
with
sightings as (
    select kept.rowid as kept_row, kept.site, kept.category_id,
           crawls.moment, crawls.counts, crawls.goods_epoch, crawls.tree_until as fresh_at, crawls.next_tree as next_crawl
    from (select *, rowid, unnest(list_distinct(seen_at)) as moment from records.categories) as kept
    join sighting_crawls as crawls on crawls.site = kept.site and crawls.moment = kept.moment
),
lasting as (
    select *, if(counts, least(lead(moment) over seen, fresh_at), moment) as until
    from sightings
    window seen as (partition by site, category_id, counts order by moment)
),
lapsing as (
    select *, if(counts and next_crawl < coalesce(until, timestamp '9999-01-01'), moment, null) as unseen_since from lasting
),
begun as (
    select *,
           not counts
               or lag(until) over before is distinct from moment
               or lag(unseen_since) over before is not null
               or lag(kept_row) over before is distinct from kept_row as begins
    from lapsing
    window before as (partition by site, category_id, counts order by moment)
),
numbered as (
    select *,
           sum(cast(begins as integer)) over so_far as span,
           min(if(counts, moment, null)) over (partition by site, category_id) as first_counted
    from begun
    window so_far as (
        partition by site, category_id, counts order by moment rows between unbounded preceding and current row
    )
),
spans as (
    select kept_row, min(coalesce(first_counted, moment)) as first_seen, min(moment) as valid_from,
           arg_max(struct_pack(until, unseen_since), moment) as ending
    from numbered
    group by kept_row, counts, span
)
select kept.site, kept.category_id, kept.parent_id, kept.path, kept.name, kept.depth, kept.url, kept.product_count,
       kept.seen_by, kept.page_url,
       spans.first_seen, spans.valid_from, spans.ending.until as valid_to, spans.ending.unseen_since
from spans
join records.categories as kept on kept.rowid = spans.kept_row
order by kept.site, spans.valid_from, kept.category_id;

drop table records.categories;
alter table records.categories_anew rename to categories;
alter table records.categories alter column site set not null;
alter table records.categories alter column category_id set not null;
alter table records.categories alter column first_seen set not null;
alter table records.categories alter column valid_from set not null;

create table records.products_anew as
with
sightings as (
    select kept.rowid as kept_row, kept.site, kept.product_id, kept.brand, kept.sku, kept.gtin,
           crawls.moment, crawls.counts, crawls.goods_epoch, crawls.goods_until as fresh_at, crawls.next_goods as next_crawl
    from (select *, rowid, unnest(list_distinct(seen_at)) as moment from records.products) as kept
    join sighting_crawls as crawls on crawls.site = kept.site and crawls.moment = kept.moment
),
known as (
    -- what only a product's page tells stayed known where a later crawl read none
    select * replace (
        last_value(brand ignore nulls) over known as brand,
        last_value(sku ignore nulls) over known as sku,
        last_value(gtin ignore nulls) over known as gtin
    )
    from sightings
    window known as (
        partition by site, product_id, goods_epoch, counts order by moment rows between unbounded preceding and current row
    )
),
lasting as (
    select *, if(counts, least(lead(moment) over seen, fresh_at), moment) as until
    from known
    window seen as (partition by site, product_id, counts order by moment)
),
lapsing as (
    select *, if(counts and next_crawl < coalesce(until, timestamp '9999-01-01'), moment, null) as unseen_since from lasting
),
begun as (
    select *,
           not counts
               or lag(until) over before is distinct from moment
               or lag(unseen_since) over before is not null
               or lag(kept_row) over before is distinct from kept_row
               or lag(brand) over before is distinct from brand
               or lag(sku) over before is distinct from sku
               or lag(gtin) over before is distinct from gtin as begins
    from lapsing
    window before as (partition by site, product_id, counts order by moment)
),
numbered as (
    select *,
           sum(cast(begins as integer)) over so_far as span,
           min(if(counts, moment, null)) over (partition by site, product_id) as first_counted
    from begun
    window so_far as (
        partition by site, product_id, counts order by moment rows between unbounded preceding and current row
    )
),
spans as (
    select kept_row, min(coalesce(first_counted, moment)) as first_seen, min(moment) as valid_from,
           arg_max(struct_pack(until, unseen_since), moment) as ending, any_value(brand) as brand, any_value(sku) as sku, any_value(gtin) as gtin
    from numbered
    group by kept_row, counts, span
)
select kept.site, kept.product_id, kept.title, spans.brand, spans.sku, spans.gtin, kept.price, kept.currency,
       kept.availability, kept.url, kept.seen_by, kept.page_url,
       spans.first_seen, spans.valid_from, spans.ending.until as valid_to, spans.ending.unseen_since
from spans
join records.products as kept on kept.rowid = spans.kept_row
order by kept.site, spans.valid_from, kept.product_id;

drop table records.products;
alter table records.products_anew rename to products;
alter table records.products alter column site set not null;
alter table records.products alter column product_id set not null;
alter table records.products alter column first_seen set not null;
alter table records.products alter column valid_from set not null;

create table records.product_categories_anew as
with
sightings as (
    select kept.rowid as kept_row, kept.site, kept.product_id, kept.category_id,
           crawls.moment, crawls.counts, crawls.goods_epoch, crawls.goods_until as fresh_at, crawls.next_goods as next_crawl
    from (select *, rowid, unnest(list_distinct(seen_at)) as moment from records.product_categories) as kept
    join sighting_crawls as crawls on crawls.site = kept.site and crawls.moment = kept.moment
),
lasting as (
    select *, if(counts, least(lead(moment) over seen, fresh_at), moment) as until
    from sightings
    window seen as (partition by site, product_id, category_id, counts order by moment)
),
lapsing as (
    select *, if(counts and next_crawl < coalesce(until, timestamp '9999-01-01'), moment, null) as unseen_since from lasting
),
begun as (
    select *,
           not counts
               or lag(until) over before is distinct from moment
               or lag(unseen_since) over before is not null
               or lag(kept_row) over before is distinct from kept_row as begins
    from lapsing
    window before as (partition by site, product_id, category_id, counts order by moment)
),
numbered as (
    select *,
           sum(cast(begins as integer)) over so_far as span,
           min(if(counts, moment, null)) over (partition by site, product_id, category_id) as first_counted
    from begun
    window so_far as (
        partition by site, product_id, category_id, counts order by moment rows between unbounded preceding and current row
    )
),
spans as (
    select kept_row, min(coalesce(first_counted, moment)) as first_seen, min(moment) as valid_from,
           arg_max(struct_pack(until, unseen_since), moment) as ending
    from numbered
    group by kept_row, counts, span
)
select kept.site, kept.product_id, kept.category_id,
       spans.first_seen, spans.valid_from, spans.ending.until as valid_to, spans.ending.unseen_since
from spans
join records.product_categories as kept on kept.rowid = spans.kept_row
order by kept.site, spans.valid_from, kept.product_id, kept.category_id;

drop table records.product_categories;
alter table records.product_categories_anew rename to product_categories;
alter table records.product_categories alter column site set not null;
alter table records.product_categories alter column product_id set not null;
alter table records.product_categories alter column category_id set not null;
alter table records.product_categories alter column first_seen set not null;
alter table records.product_categories alter column valid_from set not null;

-- Assignments did not count for categories that were gone, or never there.
update records.product_categories as assigned
set valid_to = greatest(coalesce(
    (
        select max(valid_to)
        from records.categories as gone
        where gone.site = assigned.site and gone.category_id = assigned.category_id
    ),
    assigned.valid_from
), assigned.valid_from)
where valid_to is null and not exists (
    select 1
    from records.categories as known
    where known.site = assigned.site and known.category_id = assigned.category_id and known.valid_to is null
);

drop table sighting_crawls;

insert into records.versions values (3, '');

insert into records.categories (site, category_id, parent_id, path, name, depth, url, product_count, seen_by, page_url, first_seen, valid_from, valid_to, unseen_since) values
('acme', 'Glue', null, ['Glue'], 'Glue', 1, null, null, 'menu', 'https://acme.example/', '2026-01-01 03:04:05', '2026-01-01 03:04:05', '2026-01-05 03:04:05', '2026-01-02 03:04:05'),
('acme', 'Tools', null, ['Tools'], 'Tools', 1, null, null, 'menu', 'https://acme.example/', '2026-01-01 03:04:05', '2026-01-01 03:04:05', null, null),
('acme', 'Tools > Saws', 'Tools', ['Tools', 'Hand saws'], 'Saws', 2, null, null, 'menu', 'https://acme.example/', '2026-01-01 03:04:05', '2026-01-05 03:04:05', null, null),
('acme', 'Tools > Saws', 'Tools', ['Tools', 'Saws'], 'Saws', 2, '/saws', 9, 'menu', 'https://acme.example/', '2026-01-01 03:04:05', '2026-01-01 03:04:05', '2026-01-05 03:04:05', '2026-01-02 03:04:05'),
('part', 'A', null, ['A'], 'A', 1, null, null, 'menu', 'https://part.example/', '2026-01-01 03:04:05', '2026-01-01 03:04:05', null, '2026-01-01 03:04:05'),
('part', 'B', null, ['B'], 'B', 1, null, null, 'menu', 'https://part.example/', '2026-01-02 03:04:05', '2026-01-02 03:04:05', null, null),
('zinc', 'Bolts', null, ['Bolts'], 'Bolts', 1, null, null, 'menu', 'https://zinc.example/', '2026-01-01 03:04:05', '2026-01-01 03:04:05', null, null);

insert into records.changes (site, kind, subject, subject_id, name, field, old, new, crawl_id, moment) values
('acme', 'appearance', 'product', 'Hook', 'Hook', null, null, null, 'acme-20260105T030405Z-0004', '2026-01-05 03:04:05'),
('acme', 'appearance', 'product', 'Rope', 'Rope', null, null, null, 'acme-20260103T030405Z-0002', '2026-01-03 03:04:05'),
('acme', 'change', 'category', 'Tools > Saws', 'Tools > Hand saws', 'path', 'Tools > Saws', 'Tools > Hand saws', 'acme-20260105T030405Z-0004', '2026-01-05 03:04:05'),
('acme', 'change', 'product', 'Axe', 'Axe', 'price', '5.0000', '6.0000', 'acme-20260105T030405Z-0004', '2026-01-05 03:04:05'),
('acme', 'change', 'product', 'Saw', 'Saw', 'price', '9.9000', '10.5000', 'acme-20260102T030405Z-0001', '2026-01-02 03:04:05'),
('acme', 'disappearance', 'category', 'Glue', 'Glue', null, null, null, 'acme-20260105T030405Z-0004', '2026-01-05 03:04:05'),
('acme', 'disappearance', 'product', 'Nail', 'Nail', null, null, null, 'acme-20260102T030405Z-0001', '2026-01-02 03:04:05'),
('part', 'change', 'product', 'x', 'x', 'price', '1.0000', '2.0000', 'part-20260103T030405Z-0002', '2026-01-03 03:04:05');

insert into records.crawls (crawl_id, site, moment, url, industry, platform, started_at, finished_at, outcome, coverage, coverage_reason, requests, responses, errors, bytes, categories, products, robots, delay, refusals, structure_only, user_agent, crawl_delay, concurrency, ignores_crawl_delay, retries, throttled, noindex_pages, nofollow_pages, verdict, verdict_reason, accepted_by, accepted_at) values
('acme-20260101T030405Z-0000', 'acme', '2026-01-01 03:04:05', 'https://acme.example/', 'fasteners', null, '2026-01-01 03:04:05', '2026-01-01 03:09:05', 'finished', 'complete', '', 12, 11, 1, 12345, 3, 3, 'allowed', 1.0, 0, null, null, null, null, null, null, null, null, null, 'counts', '', null, null),
('acme-20260102T030405Z-0001', 'acme', '2026-01-02 03:04:05', 'https://acme.example/', 'fasteners', null, '2026-01-02 03:04:05', '2026-01-02 03:09:05', 'finished', 'complete', '', 12, 11, 1, 12345, 3, 2, 'allowed', 1.0, 0, null, null, null, null, null, null, null, null, null, 'counts', '', null, null),
('acme-20260103T030405Z-0002', 'acme', '2026-01-03 03:04:05', 'https://acme.example/', 'fasteners', null, '2026-01-03 03:04:05', '2026-01-03 03:09:05', 'finished', 'capped', 'budget', 12, 11, 1, 12345, 1, 2, 'allowed', 1.0, 0, null, null, null, null, null, null, null, null, null, 'counts', '', null, null),
('acme-20260104T030405Z-0003', 'acme', '2026-01-04 03:04:05', 'https://acme.example/', 'fasteners', null, '2026-01-04 03:04:05', '2026-01-04 03:09:05', 'finished', 'blocked', 'a challenge', 12, 11, 1, 12345, 0, 1, 'allowed', 1.0, 0, null, null, null, null, null, null, null, null, null, 'held back', 'is blocked', null, null),
('acme-20260105T030405Z-0004', 'acme', '2026-01-05 03:04:05', 'https://acme.example/', 'fasteners', null, '2026-01-05 03:04:05', '2026-01-05 03:09:05', 'finished', 'complete', '', 12, 11, 1, 12345, 2, 2, 'allowed', 1.0, 0, true, null, null, null, null, null, null, null, null, 'counts', '', null, null),
('part-20260101T030405Z-0000', 'part', '2026-01-01 03:04:05', 'https://part.example/', 'fasteners', null, '2026-01-01 03:04:05', '2026-01-01 03:09:05', 'finished', 'capped', '', 12, 11, 1, 12345, 1, 2, 'allowed', 1.0, 0, null, null, null, null, null, null, null, null, null, 'counts', '', null, null),
('part-20260102T030405Z-0001', 'part', '2026-01-02 03:04:05', 'https://part.example/', 'fasteners', null, '2026-01-02 03:04:05', '2026-01-02 03:09:05', 'finished', 'capped', '', 12, 11, 1, 12345, 1, 2, 'allowed', 1.0, 0, null, null, null, null, null, null, null, null, null, 'counts', '', null, null),
('part-20260103T030405Z-0002', 'part', '2026-01-03 03:04:05', 'https://part.example/', 'fasteners', null, '2026-01-03 03:04:05', '2026-01-03 03:09:05', 'finished', 'capped', '', 12, 11, 1, 12345, 1, 2, 'allowed', 1.0, 0, null, null, null, null, null, null, null, null, null, 'counts', '', null, null),
('zinc-20260101T030405Z-0000', 'zinc', '2026-01-01 03:04:05', 'https://zinc.example/', 'fasteners', null, '2026-01-01 03:04:05', '2026-01-01 03:09:05', 'finished', 'complete', '', 12, 11, 1, 12345, 1, 30, 'allowed', 1.0, 0, null, null, null, null, null, null, null, null, null, 'counts', '', null, null),
('zinc-20260102T030405Z-0001', 'zinc', '2026-01-02 03:04:05', 'https://zinc.example/', 'fasteners', null, '2026-01-02 03:04:05', '2026-01-02 03:09:05', 'finished', 'complete', '', 12, 11, 1, 12345, 0, 2, 'allowed', 1.0, 0, null, null, null, null, null, null, null, null, null, 'held back', 'shrank to 2 records', null, null);

insert into records.product_categories (site, product_id, category_id, first_seen, valid_from, valid_to, unseen_since) values
('acme', 'Axe', 'Tools', '2026-01-01 03:04:05', '2026-01-01 03:04:05', '2026-01-05 03:04:05', '2026-01-02 03:04:05'),
('acme', 'Axe', 'Tools', '2026-01-01 03:04:05', '2026-01-05 03:04:05', null, null),
('acme', 'Nail', 'Glue', '2026-01-01 03:04:05', '2026-01-01 03:04:05', '2026-01-02 03:04:05', null),
('acme', 'Saw', 'Tools', '2026-01-03 03:04:05', '2026-01-03 03:04:05', null, null),
('acme', 'Saw', 'Tools > Saws', '2026-01-01 03:04:05', '2026-01-01 03:04:05', null, '2026-01-02 03:04:05'),
('part', 'x', 'A', '2026-01-01 03:04:05', '2026-01-01 03:04:05', null, '2026-01-01 03:04:05'),
('part', 'y', 'B', '2026-01-02 03:04:05', '2026-01-02 03:04:05', null, '2026-01-02 03:04:05'),
('part', 'z', 'B', '2026-01-03 03:04:05', '2026-01-03 03:04:05', null, null),
('zinc', 'Bolt 1', 'Bolts', '2026-01-01 03:04:05', '2026-01-01 03:04:05', null, null);

insert into records.products (site, product_id, title, brand, sku, gtin, price, currency, availability, url, seen_by, page_url, first_seen, valid_from, valid_to, unseen_since) values
('acme', 'Axe', 'Axe', null, null, null, 5.0000, null, null, null, 'listing', 'https://acme.example/', '2026-01-01 03:04:05', '2026-01-01 03:04:05', '2026-01-05 03:04:05', '2026-01-02 03:04:05'),
('acme', 'Axe', 'Axe', null, null, null, 6.0000, null, null, null, 'listing', 'https://acme.example/', '2026-01-01 03:04:05', '2026-01-05 03:04:05', null, null),
('acme', 'Hook', 'Hook', null, null, null, null, null, null, null, 'listing', 'https://acme.example/', '2026-01-05 03:04:05', '2026-01-05 03:04:05', null, null),
('acme', 'Nail', 'Nail', null, null, null, null, null, null, null, 'listing', 'https://acme.example/', '2026-01-01 03:04:05', '2026-01-01 03:04:05', '2026-01-02 03:04:05', null),
('acme', 'Rope', 'Rope', null, null, null, null, null, null, null, 'listing', 'https://acme.example/', '2026-01-03 03:04:05', '2026-01-03 03:04:05', null, null),
('acme', 'Saw', 'Saw', 'Acme', 'S-1', null, 9.9000, 'EUR', null, null, 'listing', 'https://acme.example/', '2026-01-01 03:04:05', '2026-01-01 03:04:05', '2026-01-02 03:04:05', null),
('acme', 'Saw', 'Saw', 'Zinc', null, null, 10.5000, 'EUR', null, null, 'listing', 'https://acme.example/', '2026-01-01 03:04:05', '2026-01-03 03:04:05', null, null),
('acme', 'Saw', 'Saw', null, null, null, 10.5000, 'EUR', null, null, 'listing', 'https://acme.example/', '2026-01-01 03:04:05', '2026-01-02 03:04:05', '2026-01-03 03:04:05', null),
('part', 'x', 'x', null, null, null, 1.0000, null, null, null, 'listing', 'https://part.example/', '2026-01-01 03:04:05', '2026-01-01 03:04:05', '2026-01-03 03:04:05', '2026-01-01 03:04:05'),
('part', 'x', 'x', null, null, null, 2.0000, null, null, null, 'listing', 'https://part.example/', '2026-01-01 03:04:05', '2026-01-03 03:04:05', null, null),
('part', 'y', 'y', null, null, null, 1.0000, null, null, null, 'listing', 'https://part.example/', '2026-01-01 03:04:05', '2026-01-01 03:04:05', null, '2026-01-02 03:04:05'),
('part', 'z', 'z', null, null, null, 1.0000, null, null, null, 'listing', 'https://part.example/', '2026-01-02 03:04:05', '2026-01-02 03:04:05', null, null),
('zinc', 'Bolt 0', 'Bolt 0', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', '2026-01-01 03:04:05', '2026-01-01 03:04:05', null, null),
('zinc', 'Bolt 1', 'Bolt 1', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', '2026-01-01 03:04:05', '2026-01-01 03:04:05', null, null),
('zinc', 'Bolt 1', 'Bolt 1', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', '2026-01-01 03:04:05', '2026-01-02 03:04:05', '2026-01-02 03:04:05', null),
('zinc', 'Bolt 10', 'Bolt 10', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', '2026-01-01 03:04:05', '2026-01-01 03:04:05', null, null),
('zinc', 'Bolt 11', 'Bolt 11', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', '2026-01-01 03:04:05', '2026-01-01 03:04:05', null, null),
('zinc', 'Bolt 12', 'Bolt 12', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', '2026-01-01 03:04:05', '2026-01-01 03:04:05', null, null),
('zinc', 'Bolt 13', 'Bolt 13', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', '2026-01-01 03:04:05', '2026-01-01 03:04:05', null, null),
('zinc', 'Bolt 14', 'Bolt 14', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', '2026-01-01 03:04:05', '2026-01-01 03:04:05', null, null),
('zinc', 'Bolt 15', 'Bolt 15', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', '2026-01-01 03:04:05', '2026-01-01 03:04:05', null, null),
('zinc', 'Bolt 16', 'Bolt 16', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', '2026-01-01 03:04:05', '2026-01-01 03:04:05', null, null),
('zinc', 'Bolt 17', 'Bolt 17', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', '2026-01-01 03:04:05', '2026-01-01 03:04:05', null, null),
('zinc', 'Bolt 18', 'Bolt 18', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', '2026-01-01 03:04:05', '2026-01-01 03:04:05', null, null),
('zinc', 'Bolt 19', 'Bolt 19', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', '2026-01-01 03:04:05', '2026-01-01 03:04:05', null, null),
('zinc', 'Bolt 2', 'Bolt 2', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', '2026-01-01 03:04:05', '2026-01-01 03:04:05', null, null),
('zinc', 'Bolt 20', 'Bolt 20', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', '2026-01-01 03:04:05', '2026-01-01 03:04:05', null, null),
('zinc', 'Bolt 21', 'Bolt 21', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', '2026-01-01 03:04:05', '2026-01-01 03:04:05', null, null),
('zinc', 'Bolt 22', 'Bolt 22', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', '2026-01-01 03:04:05', '2026-01-01 03:04:05', null, null),
('zinc', 'Bolt 23', 'Bolt 23', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', '2026-01-01 03:04:05', '2026-01-01 03:04:05', null, null),
('zinc', 'Bolt 24', 'Bolt 24', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', '2026-01-01 03:04:05', '2026-01-01 03:04:05', null, null),
('zinc', 'Bolt 25', 'Bolt 25', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', '2026-01-01 03:04:05', '2026-01-01 03:04:05', null, null),
('zinc', 'Bolt 26', 'Bolt 26', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', '2026-01-01 03:04:05', '2026-01-01 03:04:05', null, null),
('zinc', 'Bolt 27', 'Bolt 27', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', '2026-01-01 03:04:05', '2026-01-01 03:04:05', null, null),
('zinc', 'Bolt 28', 'Bolt 28', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', '2026-01-01 03:04:05', '2026-01-01 03:04:05', null, null),
('zinc', 'Bolt 29', 'Bolt 29', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', '2026-01-01 03:04:05', '2026-01-01 03:04:05', null, null),
('zinc', 'Bolt 3', 'Bolt 3', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', '2026-01-01 03:04:05', '2026-01-01 03:04:05', null, null),
('zinc', 'Bolt 4', 'Bolt 4', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', '2026-01-01 03:04:05', '2026-01-01 03:04:05', null, null),
('zinc', 'Bolt 5', 'Bolt 5', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', '2026-01-01 03:04:05', '2026-01-01 03:04:05', null, null),
('zinc', 'Bolt 6', 'Bolt 6', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', '2026-01-01 03:04:05', '2026-01-01 03:04:05', null, null),
('zinc', 'Bolt 7', 'Bolt 7', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', '2026-01-01 03:04:05', '2026-01-01 03:04:05', null, null),
('zinc', 'Bolt 8', 'Bolt 8', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', '2026-01-01 03:04:05', '2026-01-01 03:04:05', null, null),
('zinc', 'Bolt 9', 'Bolt 9', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', '2026-01-01 03:04:05', '2026-01-01 03:04:05', null, null),
('zinc', 'Oops', 'Oops', null, null, null, null, null, null, null, 'listing', 'https://zinc.example/', '2026-01-02 03:04:05', '2026-01-02 03:04:05', '2026-01-02 03:04:05', null);
