"""The database in a browser: Datasette on the SQLite file, with our pages and queries."""
