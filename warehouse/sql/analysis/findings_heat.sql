-- a row is a subject on a site: the best gaps of each kind, then what most sites carry, for contrast
with best as (
    select
        subject_kind,
        subject_id,
        kind,
        list_position(['white space', 'assortment gap', 'exclusive'], kind) as shelf,
        rank as place
    from gaps
    where engagement = $engagement and rank <= case kind when 'white space' then 15 else 8 end
),
usual as (
    select
        presence.subject_kind,
        presence.subject_id,
        null as kind,
        9 as shelf,
        row_number() over (
            order by count(*) filter (presence.presence = 'present') desc, any_value(presence.label), presence.subject_id
        ) as place
    from presence
    anti join best on best.subject_kind = presence.subject_kind and best.subject_id = presence.subject_id
    where presence.engagement = $engagement
    group by presence.subject_kind, presence.subject_id
    having count(*) filter (presence.presence = 'present' and presence.role <> 'reference') > 0
    qualify place <= 10
),
shown as (
    from best
    union all
    from usual
)
select
    presence.subject_kind,
    presence.subject_id,
    presence.label,
    shown.kind,
    presence.site,
    presence.presence,
    presence.products,
    presence.share,
    presence.evidence
from presence
join shown on shown.subject_kind = presence.subject_kind and shown.subject_id = presence.subject_id
where presence.engagement = $engagement
order by shown.shelf, shown.place, presence.subject_kind, presence.subject_id, presence.site;
