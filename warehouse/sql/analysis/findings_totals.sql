-- a row is a kind of gap
select kind, count(*) as gaps
from gaps
where engagement = $engagement
group by kind
order by kind;
