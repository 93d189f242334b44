"""What every service shares and must not differ in. It knows nothing of what the services are about."""

__version__ = "1.0.0"
