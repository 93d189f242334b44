"""What user tokens and service tokens have in common."""

MAX_LENGTH = 8_192


class InvalidToken(Exception):
    """The token proves nothing. Which check failed is for the log, not for the caller."""
