-- A product in a category that changed, or that is gone for certain, is no longer like this.
update records.product_categories set valid_to = $moment
where site = $site and rowid in (
    select kept_row from pending_product_categories where outcome = 'changed' or (outcome = 'gone' and not $adds)
);
