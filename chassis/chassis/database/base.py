"""The database backend of every service: ENGINE = "chassis.database"."""

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    def is_usable(self) -> bool:
        """Asked once per request. A server that ended the connection has closed its socket: it is readable.

        Django asks the server itself, with a SELECT 1: a round trip before the first query of each request.
        """
        try:
            silent = not select.select([self.connection.fileno()], [], [], 0)[0]
        except (OSError, ValueError, base.Database.Error):
            return False
        return silent or super().is_usable()
