-- Everything in the store, compacted, into the attached file.
copy from database store to published;
