-- A row: what a crawl that counts changed in a site's categories, compared with the catalogue as it was before that crawl.
-- An appearance is claimed only where a complete crawl had not seen the category; a value that one of two crawls did not
-- read has not changed.
insert into records.changes (site, kind, subject, subject_id, name, field, old, new, crawl_id, moment)
with noted as (
    select category_id, array_to_string(coalesce(path, old_path), ' > ') as name,
           unnest([
               {kind: if(outcome = 'new' and $complete_before, 'appearance', null), field: null, old: null, new: null},
               {kind: if(outcome = 'gone' and not $adds, 'disappearance', null), field: null, old: null, new: null},
               {kind: if(old_path <> path, 'change', null), field: 'path',
                old: array_to_string(old_path, ' > '), new: array_to_string(path, ' > ')},
               {kind: if(old_url <> url, 'change', null), field: 'url', old: old_url, new: url}
           ], recursive := true)
    from pending_categories
    where outcome <> 'same'
)
select $site, kind, 'category', category_id, name, field, old, new, $crawl_id, $moment
from noted
where kind is not null;
