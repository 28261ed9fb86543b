-- Names of tables are looked for in the lake again.
use store;
