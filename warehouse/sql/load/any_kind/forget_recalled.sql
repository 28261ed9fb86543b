-- Nothing is kept any longer of crawls whose folders are gone.
drop table if exists recalled_{kind};
