-- Whether a sign of an offer model is one for sure, or only raises doubt. What was found before was sure.
alter table records.offer_sightings add column is_sure boolean;
update records.offer_sightings set is_sure = true;
