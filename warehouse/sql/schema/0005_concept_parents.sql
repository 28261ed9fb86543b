-- Under which concepts a concept stands. All rows are made anew with the concepts.
create table records.concept_parents (
    concept_id varchar not null,
    parent_id varchar not null,
    sites bigint not null,
    is_main boolean not null
);
