-- No row of one engagement is left: all are replaced.
delete from records.presence where engagement = $engagement;
