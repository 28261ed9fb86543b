-- One row: whether any product of a site is known.
select exists (from products where site = $site) as known;
