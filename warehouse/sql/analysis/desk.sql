-- the desk an analysis works on: typed tables for the frames it is given and for what its steps find

-- `sells_by` are the offer models that the industry's name is of
create table members (site varchar, role varchar, industry varchar, sells_by varchar[]);
create table sites (
    site varchar, url varchar, industry varchar, coverage varchar, coverage_reason varchar,
    last_crawled_at timestamp, observed boolean, observed_coverage varchar, products_coverage varchar
);
create table categories (
    site varchar, category_id varchar, parent_id varchar, path varchar[], name varchar, depth integer, url varchar,
    product_count bigint, last_seen_at timestamp
);
-- `is_telling` says whether a title says anything; a model's code does not. `names_goods` says whether it names what is sold,
-- `names_own` whether that may be of the fields of its categories: "cherry red" says nothing of guitars
create table products (site varchar, product_id varchar, title varchar, is_telling boolean, names_goods boolean, names_own boolean);
create table product_categories (site varchar, product_id varchar, category_id varchar);
create table concepts (concept_id varchar, label varchar);
create table category_concepts (
    site varchar, category_id varchar, concept_id varchar, score double, method varchar, evidence varchar
);
-- `is_near` says whether a category's own name or place lets it hold the concept, not only what others like it have
create table broader (site varchar, category_id varchar, concept_id varchar, score double, evidence varchar, is_near boolean);
create table title_hints (
    site varchar, concept_id varchar, products bigint, sure bigint, whole bigint, named bigint, example_title varchar
);
-- a row is a category that is called like a concept and is surely of other goods, or that a person told apart from it
create table namesakes (site varchar, category_id varchar, concept_id varchar, decided_by varchar, reason varchar);
-- `language` is null where a site's names are in several, `titles` are the languages of its product titles; `is_read` says whether word lists know all of them
create table site_languages (site varchar, language varchar, titles varchar[], is_read boolean);
create table offer_models (offer_model varchar, label varchar, is_one boolean);
create table offer_sightings (
    site varchar, offer_model varchar, category_id varchar, product_id varchar, is_sure boolean default true,
    evidence varchar
);

create table lineage (site varchar, category_id varchar, ancestor_id varchar);
create table looked_at (
    site varchar, role varchar, industry varchar, observed boolean, complete boolean, categories bigint,
    products bigint, titles bigint, crawled_at timestamp, reason varchar
);
create table subjects (subject_kind varchar, subject_id varchar, label varchar);
create table carried (
    subject_kind varchar, subject_id varchar, site varchar, category_id varchar, score double, note varchar
);
create table titled (
    subject_kind varchar, subject_id varchar, site varchar, products bigint, sure bigint, whole bigint, named bigint,
    example_title varchar
);
create table inside (concept_id varchar, upper_id varchar, site varchar);
create table made_of (concept_id varchar, offer_model varchar);
create table doubts (
    subject_kind varchar, subject_id varchar, site varchar, weight double, reason varchar, passes double
);
create table presence (
    subject_kind varchar, subject_id varchar, label varchar, site varchar, role varchar, presence varchar,
    products bigint, share double, evidence varchar
);
create table gaps (kind varchar, subject_kind varchar, subject_id varchar);

create macro tell_count(number, noun, nouns) as format('{:,} ', number) || if(number = 1, noun, nouns);
create macro join_lines(words) as trim(regexp_replace(words, '[\s[:cntrl:]]+', ' ', 'g'));
create macro one_line(words) as if(
    length(join_lines(words)) <= 160, join_lines(words),
    regexp_replace(left(join_lines(words), 159), '\s\S*$', '') || '…'
);
create macro tell_titles(products, telling) as case
    when products = 0 then 'no product titles are known'
    when telling = 0 then 'its product titles do not say what is sold'
    else 'too few product titles say what is sold'
end;
create macro show_path(path) as one_line(array_to_string(path, ' > '));
