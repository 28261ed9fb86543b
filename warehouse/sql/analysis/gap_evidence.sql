-- a row is what one site says about one gap: up to three categories where it is carried, else what was looked at
with shown as (
    select
        carried.subject_kind,
        carried.subject_id,
        carried.site,
        categories.path,
        categories.url,
        categories.last_seen_at,
        carried.note,
        row_number() over (
            partition by carried.subject_kind, carried.subject_id, carried.site
            order by carried.score desc, categories.depth, carried.category_id
        ) as place
    from carried
    join categories on categories.site = carried.site and categories.category_id = carried.category_id
    qualify place <= 3
)
select
    presence.subject_id,
    presence.site,
    presence.role,
    presence.presence,
    show_path(shown.path) as category_path,
    coalesce(shown.url, sites.url) as url,
    coalesce(shown.last_seen_at, looked_at.crawled_at) as crawled_at,
    case when shown.place is null then presence.evidence else coalesce(nullif(shown.note, ''), 'named so') end as note
from gaps
join presence on presence.subject_kind = gaps.subject_kind and presence.subject_id = gaps.subject_id
join looked_at on looked_at.site = presence.site
left join sites on sites.site = presence.site
left join shown
    on shown.subject_kind = presence.subject_kind and shown.subject_id = presence.subject_id and shown.site = presence.site
order by presence.subject_id, presence.role, presence.site, shown.place;
