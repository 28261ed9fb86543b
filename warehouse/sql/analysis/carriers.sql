-- a row is a site that carries the subject of a gap
select presence.subject_id, presence.site
from presence
semi join gaps on gaps.subject_kind = presence.subject_kind and gaps.subject_id = presence.subject_id
where presence.presence = 'present'
order by presence.subject_id, presence.site;
