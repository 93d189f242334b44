"""The lines inside of what a client sends."""

from typing import Any

from rest_framework.fields import empty

from chassis.serializers import StrictSerializer


class LigneStricte(StrictSerializer):
    """One line of a list: never null where the list may be, and whole where the rest may be partial.

    DRF hands both down from the list and from the PATCH around it.
    """

    def run_validation(self, data: Any = empty) -> Any:
        if data is None:
            self.fail("null")
        if getattr(self.root, "partial", False):
            return type(self)().run_validation(data)
        return super().run_validation(data)
