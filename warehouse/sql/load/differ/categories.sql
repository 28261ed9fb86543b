-- A row: a category that came and is not known to be like this, or one known that did not come like this.
-- What was not seen by the crawl before counts as different: it begins anew when it is seen again.
create or replace temp table differing_categories as
select found.* exclude (mark), kept.kept_row
from (select *, hash(parent_id, path, name, url, product_count) as mark from incoming_categories) as found
full join (
    select rowid as kept_row, category_id as kept_id,
           if(unseen_since is null, hash(parent_id, path, name, url, product_count), null) as kept_mark
    from records.categories
    where site = $site and valid_to is null
) as kept
    on found.category_id = kept.kept_id and found.mark = kept.kept_mark
where found.category_id is null or kept.kept_row is null;
