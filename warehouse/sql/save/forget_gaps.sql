-- No row of one engagement is left: all are replaced.
delete from records.gaps where engagement = $engagement;
