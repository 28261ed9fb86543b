-- One row: how many decisions there are.
select count(*) as decisions from records.decisions;
