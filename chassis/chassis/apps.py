from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ChassisConfig(AppConfig):
    name = "chassis"
    label = "chassis"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Importing these modules is what registers handlers, restorers, invariants and periodic jobs.
        autodiscover_modules("messages", "corbeille", "invariants", "jobs")
        for name in ("chassis.auth.messages", "chassis.mail"):  # not applications, so not found above
            import_module(name)
