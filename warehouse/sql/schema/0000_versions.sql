-- One row: what the file's tables and views were made by.
create schema if not exists records;
create table if not exists records.versions (tables integer not null, views varchar not null);
