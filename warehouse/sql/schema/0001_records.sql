-- What is kept. No primary keys: they make the file three times larger, and the loads are set-based.
-- All timestamps are UTC. `seen_at` lists the crawls (by their `moment`) that saw a row, so that folders may come in any order.

create table records.crawls (
    crawl_id varchar not null,
    site varchar not null,
    moment timestamp not null,
    url varchar,
    industry varchar,
    platform varchar,
    started_at timestamp not null,
    finished_at timestamp,
    outcome varchar not null,
    coverage varchar not null,
    coverage_reason varchar not null,
    requests bigint,
    responses bigint,
    errors bigint,
    bytes bigint,
    categories bigint not null,
    products bigint not null,
    robots varchar,
    delay double,
    refusals bigint
);

create table records.categories (
    site varchar not null,
    category_id varchar not null,
    parent_id varchar,
    path varchar[],
    name varchar,
    depth integer,
    url varchar,
    product_count bigint,
    seen_by varchar,
    page_url varchar,
    seen_at timestamp[] not null
);

create table records.products (
    site varchar not null,
    product_id varchar not null,
    title varchar,
    brand varchar,
    sku varchar,
    gtin varchar,
    price decimal(18, 4),
    currency varchar,
    availability varchar,
    url varchar,
    seen_by varchar,
    page_url varchar,
    seen_at timestamp[] not null
);

create table records.product_categories (
    site varchar not null,
    product_id varchar not null,
    category_id varchar not null,
    seen_at timestamp[] not null
);

create table records.changes (
    site varchar not null,
    kind varchar not null,
    subject varchar not null,
    subject_id varchar not null,
    name varchar,
    field varchar,
    old varchar,
    new varchar,
    crawl_id varchar not null,
    moment timestamp not null
);

create table records.members (
    engagement varchar not null,
    site varchar not null,
    role varchar not null,
    industry varchar,
    url varchar
);

create table records.concepts (
    concept_id varchar not null,
    label varchar not null
);

create table records.category_concepts (
    site varchar not null,
    category_id varchar not null,
    concept_id varchar not null,
    score double,
    method varchar,
    evidence varchar,
    decided_by varchar
);

create table records.offer_sightings (
    site varchar not null,
    offer_model varchar not null,
    category_id varchar,
    product_id varchar,
    evidence varchar
);

create table records.presence (
    engagement varchar not null,
    subject_kind varchar not null,
    subject_id varchar not null,
    label varchar,
    site varchar not null,
    role varchar,
    presence varchar not null,
    products bigint,
    share double,
    evidence varchar
);

create table records.gaps (
    engagement varchar not null,
    rank bigint not null,
    kind varchar not null,
    subject_kind varchar not null,
    subject_id varchar not null,
    label varchar,
    score double,
    adoption double,
    absence double,
    fit double,
    strength double,
    reference_sites bigint,
    references_observed bigint,
    industries bigint,
    competitors_absent bigint,
    competitors_observed bigint,
    confidence varchar,
    related varchar[]
);

create table records.gap_evidence (
    engagement varchar not null,
    subject_id varchar not null,
    site varchar not null,
    role varchar,
    presence varchar,
    category_path varchar,
    url varchar,
    crawled_at timestamp,
    note varchar
);
