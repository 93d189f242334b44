"""The order of the audit log."""

from chassis.pagination import CursorPagination


class ParSequence(CursorPagination):
    ordering = "-sequence"
