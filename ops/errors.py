"""What stops the runner."""


class StackError(Exception):
    """One sentence for the person at the keyboard, printed without a traceback: what is wrong, what to do."""
