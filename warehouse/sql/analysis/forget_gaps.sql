-- empties the desk's gaps, before those that were kept are laid down
delete from gaps;
