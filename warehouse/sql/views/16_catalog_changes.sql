-- A row: an appearance, disappearance or change between two consecutive crawls of a site that count.
create or replace view catalog_changes as
select site, kind, subject, name, old as "from", new as "to", crawl_id, moment as "at", field, subject_id
from records.changes;

comment on view catalog_changes is 'An appearance, disappearance or change between two consecutive crawls of a site that count';
comment on column catalog_changes.site is 'Name of the site';
comment on column catalog_changes.kind is 'appearance, disappearance or change';
comment on column catalog_changes.subject is 'category or product';
comment on column catalog_changes.name is 'Path of the category (joined by " > ") or title of the product, as last known';
comment on column catalog_changes."from" is 'Value before, of a change';
comment on column catalog_changes."to" is 'Value after, of a change';
comment on column catalog_changes.crawl_id is 'Crawl that saw the change';
comment on column catalog_changes."at" is 'When that crawl began (UTC)';
comment on column catalog_changes.field is 'What changed: path or url; title, brand, sku, gtin, price, currency, availability or url';
comment on column catalog_changes.subject_id is 'Id of the category or product';
