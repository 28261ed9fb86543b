-- A row: what was looked at for a gap on a site.
create or replace temp table made_gap_evidence as
select gaps.subject_id, presence.site, presence.role, presence.presence, matched.evidence as category_path,
       coalesce(matched.category_id, concat('https://', presence.site, '.example/')) as url,
       sites.observed_at as crawled_at, '' as note
from made_gaps as gaps
join made_presence as presence using (subject_id)
join sites using (site)
left join made_category_concepts as matched on matched.site = presence.site and matched.concept_id = gaps.subject_id;
