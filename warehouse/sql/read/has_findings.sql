-- One row: whether presence was found for some engagement.
select exists (from records.presence) as found;
