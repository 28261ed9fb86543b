-- a row is what one site says about one of the best gaps: carriers first, then who lacks it, then who was not observed
select
    found.subject_id,
    found.site,
    found.role,
    found.presence,
    found.category_path,
    found.url,
    found.crawled_at,
    found.note
from gap_evidence as found
semi join (select subject_id from gaps where engagement = $engagement and rank <= $top) as best
    on best.subject_id = found.subject_id
where found.engagement = $engagement
order by
    found.subject_id,
    list_position(['present', 'absent', 'not observed'], found.presence),
    list_position(['prospect', 'competitor', 'reference'], found.role),
    found.site,
    found.category_path;
