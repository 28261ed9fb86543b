-- An assignment to a category that is gone is gone with it.
update records.product_categories set valid_to = $moment
where site = $site and valid_to is null
      and category_id not in (select category_id from records.categories where site = $site and valid_to is null);
