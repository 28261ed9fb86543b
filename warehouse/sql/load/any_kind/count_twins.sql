-- One row: how many of the records that came are there more than once.
select count(*) - count(distinct hash({ids})) as twins from incoming_{kind};
