"""Figures that tests measure on their way: the run ends with them, docs/operations.md quotes them."""

from collections import defaultdict


class Figures:
    """Each by the name of its row in docs/operations.md, and of what: a process, a service, a change."""

    def __init__(self):
        self._seconds: dict[str, dict[str, float]] = defaultdict(dict)
        self._counts: dict[str, dict[str, int]] = defaultdict(dict)

    def seconds(self, name: str, value: float, of: str = "") -> None:
        self._seconds[name][of] = value

    def count(self, name: str, value: int, of: str = "") -> None:
        self._counts[name][of] = value

    def lines(self) -> list[str]:
        """The range of the seconds, the sum of the counts, and each of them."""
        times = [_line(name, _range(each), each, "{:.1f}") for name, each in self._seconds.items()]
        counts = [_line(name, f"{sum(each.values()):,}", each, "{:,}") for name, each in self._counts.items()]
        return times + counts


def _range(values: dict[str, float]) -> str:
    low, high = (f"{pick(values.values()):.1f}" for pick in (min, max))
    return f"{high} s" if low == high else f"{low} to {high} s"


def _line(name: str, total: str, values: dict, form: str) -> str:
    each = ", ".join(f"{of} {form.format(value)}" for of, value in values.items() if of)
    return f"{name}: {total}" + (f" ({each})" if each else "")
