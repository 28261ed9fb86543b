-- A row: a site in the engagement `case`: one prospect, nine competitors, and references of a dozen industries.
create or replace temp table made_members as
select site,
       case when number = 0 then 'prospect' when number < 10 then 'competitor' else 'reference' end as role,
       if(number < 10, 'fasteners', concat('industry ', number % 12)) as industry
from (select site, row_number() over (order by site = 'acme' desc, site = 'boltco' desc, site) - 1 as number from sites);
