-- A row: a sign of an offer model on a site.
insert into records.offer_sightings (site, offer_model, category_id, product_id, is_sure, evidence)
select site, offer_model, category_id, product_id, is_sure, evidence from incoming;
