-- A row: a sign of an offer model on a site.
select site, offer_model, category_id, product_id, is_sure, evidence
from records.offer_sightings
order by site, offer_model, category_id, product_id;
