-- What most sites call a concept; where several are called so, their labels tell them apart. Null until the next analysis.
alter table records.concepts add column name varchar;
