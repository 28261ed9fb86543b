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
