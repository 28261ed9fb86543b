-- What people decided of pairs of categories. Rows are only ever added: the last one on a pair counts.
create table records.decisions (
    decided_at timestamp not null,
    decided_by varchar not null,
    verdict varchar not null,
    site varchar not null,
    category_id varchar not null,
    path varchar[] not null,
    other_site varchar not null,
    other_category_id varchar not null,
    other_path varchar[] not null,
    reason varchar not null,
    joined boolean not null,
    by_chance boolean not null
);
