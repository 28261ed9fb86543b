-- One row: whether there is a catalogue of a site.
select count(*) > 0 as is_known from records.crawls where site = $site and verdict <> 'held back';
