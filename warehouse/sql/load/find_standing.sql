-- One row: what was known of a site before a moment.
with counted as (
    select moment, coverage, structure_only, goods_coverage, goods_moment
    from records.timeline
    where site = $site and moment < $moment
)
select max(moment) as previous,
       max(goods_moment) as previous_goods,
       max_by(coverage, moment) as coverage,
       max_by(goods_coverage, moment) as goods_coverage,
       coalesce(bool_or(coverage = 'complete'), false) as tree_known,
       coalesce(bool_or(coverage = 'complete' and not structure_only), false) as goods_known,
       (
           select count(*)
           from records.categories
           where site = $site and valid_from < $moment and (valid_to is null or valid_to >= $moment)
       ) as categories,
       (
           select count(*)
           from records.products
           where site = $site and valid_from < $moment and (valid_to is null or valid_to >= $moment)
       ) as products
from counted;
