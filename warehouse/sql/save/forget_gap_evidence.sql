-- No row of one engagement is left: all are replaced.
delete from records.gap_evidence where engagement = $engagement;
