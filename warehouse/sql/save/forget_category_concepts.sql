-- No row is left: all are replaced.
delete from records.category_concepts;
