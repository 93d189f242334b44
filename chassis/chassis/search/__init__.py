"""Any part of any word, in any order, through an index that needs no PostgreSQL extension; the best first."""
