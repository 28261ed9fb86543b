-- A row: a price of a product, over the time for which it held.
create or replace view prices as
with
versions as (
    select site, product_id, title, price, currency, valid_from, valid_to, unseen_since,
           lag(valid_to) over before is distinct from valid_from
               or lag(price) over before is distinct from price
               or lag(currency) over before is distinct from currency as begins
    from records.products
    where valid_to is null or valid_to > valid_from
    window before as (partition by site, product_id order by valid_from)
),
numbered as (
    select *, count_if(begins) over (
        partition by site, product_id order by valid_from rows between unbounded preceding and current row
    ) as span
    from versions
),
spans as (
    select site, product_id, span,
           max_by(title, valid_from) as title, any_value(price) as price, any_value(currency) as currency,
           min(valid_from) as since, max(valid_from) as last_from,
           if(bool_or(valid_to is null), null, max(valid_to)) as until,
           max_by({held: unseen_since}, valid_from).held as unseen_since
    from numbered
    group by site, product_id, span
)
select spans.site, spans.product_id, spans.title, spans.price, spans.currency, spans.since, spans.until,
       spans.since as first_seen_at,
       coalesce(spans.unseen_since, greatest(spans.last_from, seen.moment)) as last_seen_at,
       latest.names[spans.since] as first_seen_crawl_id,
       latest.names[coalesce(spans.unseen_since, greatest(spans.last_from, seen.moment))] as last_seen_crawl_id
from spans
join records.current_crawls as latest on latest.site = spans.site
asof left join (
    select site, moment from records.timeline where not structure_only
) as seen
    on seen.site = spans.site and seen.moment < coalesce(spans.until, timestamp '9999-01-01')
where spans.price is not null;

comment on view prices is 'A price of a product, over the time for which it held';
comment on column prices.site is 'Name of the site';
comment on column prices.product_id is 'Id of the product';
comment on column prices.title is 'Title of the product, as last known while the price held';
comment on column prices.price is 'Price in the currency''s main unit';
comment on column prices.currency is 'ISO 4217 code';
comment on column prices.since is 'Start of the crawl since which it holds or held (UTC)';
comment on column prices.until is 'Start of the crawl that saw another price, or the product no longer (UTC); null while it holds';
comment on column prices.first_seen_at is 'Start of the first crawl that saw it (UTC), the same as since';
comment on column prices.last_seen_at is 'Start of the last crawl that saw it (UTC)';
comment on column prices.first_seen_crawl_id is 'First crawl that saw it';
comment on column prices.last_seen_crawl_id is 'Last crawl that saw it';
