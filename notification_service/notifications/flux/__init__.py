"""The process of open streams: asynchronous, without the ORM, one database connection."""
