-- No row is left: all are replaced.
delete from records.concept_parents;
