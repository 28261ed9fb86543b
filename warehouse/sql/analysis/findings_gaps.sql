-- a row is one of the best gaps of its kind
select
    gaps.rank,
    gaps.kind,
    gaps.subject_kind,
    gaps.subject_id,
    gaps.label,
    gaps.score,
    gaps.adoption,
    gaps.absence,
    gaps.fit,
    gaps.strength,
    gaps.reference_sites,
    gaps.references_observed,
    gaps.industries,
    gaps.competitors_absent,
    gaps.competitors_observed,
    gaps.confidence,
    gaps.related
from gaps
where gaps.engagement = $engagement and gaps.rank <= $top
order by list_position(['white space', 'assortment gap', 'exclusive'], gaps.kind), gaps.rank;
