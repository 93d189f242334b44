"""Central configuration: values of Consul's KV, followed live, each with a type, a default and bounds.

    CORBEILLE_JOURS = parameter("corbeille_jours", 30, minimum=1, maximum=3650, about="...")
    CORBEILLE_JOURS()        # the value now

The KV holds `config/<service>/<key>` as JSON. A bad value is refused and logged, the one before stays; a
Consul that does not answer changes nothing.

What a service declares is published below `config-schema/<service>`, for whoever changes values.
"""

import logging
import threading
from dataclasses import dataclass, fields
from typing import Any

import orjson
from django.conf import settings

from chassis import registry
from chassis.characters import NOT_IN_A_TEXT

log = logging.getLogger(__name__)

WAIT_SECONDS = 30
PAUSE_SECONDS = 3
VALUES_PREFIX = "config/"
SCHEMA_PREFIX = "config-schema/"
TEXT_MAX = 2_000  # characters
BYTES_MAX = 100_000  # of a list or an object, as JSON; Consul holds little more than 500,000

_values: dict[str, Any] = {}


@dataclass(frozen=True)
class Parameter:
    """Call it for its value now."""

    key: str
    default: Any
    minimum: Any = None
    maximum: Any = None
    about: str = ""
    about_fr: str = ""

    def __call__(self) -> Any:
        return _values.get(self.key, self.default)

    def problem_with(self, value: Any) -> str | None:
        """Why `value` cannot be taken, or None."""
        if type(value) is not type(self.default):
            return f"{self.key} must be of type {type(self.default).__name__}, not {value!r}"
        if self.minimum is not None and value < self.minimum:
            return f"{self.key} must be at least {self.minimum}, not {value!r}"
        if self.maximum is not None and value > self.maximum:
            return f"{self.key} must be at most {self.maximum}, not {value!r}"
        return self._problem_with_size(value)

    def _problem_with_size(self, value: Any) -> str | None:
        if isinstance(value, str) and len(value) > TEXT_MAX:
            return f"{self.key} must have at most {TEXT_MAX} characters, not {len(value)}"
        if isinstance(value, str) and NOT_IN_A_TEXT.search(value):
            return f"{self.key} must hold no control characters"
        if isinstance(value, list | dict) and len(orjson.dumps(value)) > BYTES_MAX:
            return f"{self.key} must take at most {BYTES_MAX} bytes"
        return None

    def as_json(self) -> dict[str, Any]:
        """The declaration as it is published; from_json reads it."""
        return {
            "default": self.default,
            "minimum": self.minimum,
            "maximum": self.maximum,
            "about": self.about,
            "about_fr": self.about_fr or self.about,
        }

    @classmethod
    def from_json(cls, key: str, published: dict[str, Any]) -> "Parameter":
        """Fields that this version does not know, of a service that runs another one, are left out."""
        return cls(key, **{name: value for name, value in published.items() if name in FIELDS})


FIELDS = {each.name for each in fields(Parameter)} - {"key"}

declared: dict[str, Parameter] = {}


def parameter(
    key: str, default: Any, *, minimum: Any = None, maximum: Any = None, about: str = "", about_fr: str = ""
) -> Parameter:
    """`about` says in English what the value is, `about_fr` in French, to the people who change it."""
    declared[key] = Parameter(key, default, minimum, maximum, about, about_fr)
    return declared[key]


def schema() -> dict[str, dict[str, Any]]:
    """Every declaration of this service, by its key."""
    return {key: known.as_json() for key, known in sorted(declared.items())}


def accept(raw: dict[str, str | bytes]) -> None:
    """Take the values that are good; log the others and keep what was there."""
    for key, text in raw.items():
        known = declared.get(key)
        if known is None:
            log.warning("central configuration: %s is not declared by this service", key)
            continue
        try:
            value = orjson.loads(text)
        except orjson.JSONDecodeError:
            log.error("central configuration: %s holds no JSON", key)
            continue
        problem = known.problem_with(value)
        if problem:
            log.error("central configuration refused: %s", problem)
        elif _values.get(key) != value:
            _values[key] = value
            log.info("central configuration: %s is now %r", key, value)
    for key in set(_values) - set(raw):
        del _values[key]


def follow(stop: threading.Event) -> None:
    """Ask Consul for the service's keys, and again each time they change (blocking query)."""
    prefix = f"{VALUES_PREFIX}{settings.SERVICE_NAME}/"
    index = None
    while not stop.is_set():
        try:
            client = registry.client(timeout=WAIT_SECONDS + 10)
            if index is None:  # the start, or a Consul that was away and may have lost what it held
                _publish(client)
            index, found = client.kv.get(prefix, recurse=True, index=index, wait=f"{WAIT_SECONDS}s")
            accept({row["Key"].removeprefix(prefix): row["Value"] or b"" for row in found or []})
        except registry.UNREACHABLE as error:
            log.info("central configuration stays as it is, Consul does not answer: %s", error)
            index = None
            stop.wait(PAUSE_SECONDS)


def _publish(client) -> None:
    """Say what this service declares; written only where it differs: many processes say the same."""
    key, content = SCHEMA_PREFIX + settings.SERVICE_NAME, orjson.dumps(schema())
    _, found = client.kv.get(key)
    if found is None or found["Value"] != content:
        client.kv.put(key, content)
