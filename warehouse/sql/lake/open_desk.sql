-- A database in memory, in which names of tables are looked for from now on.
attach ':memory:' as desk;
use desk;
