"""Memory of a process and its children: PSS, in which shared pages are counted once."""

from pathlib import Path

KERNELS_KB = 1024  # what /proc calls kB


def children() -> dict[int, list[int]]:
    """parent pid -> pids of its children, for all processes."""
    found: dict[int, list[int]] = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((process / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
        found.setdefault(parent, []).append(int(process.name))
    return found


def family(pid: int, tree: dict[int, list[int]]) -> list[int]:
    return [pid, *(member for child in tree.get(pid, []) for member in family(child, tree))]


def megabytes(pids: list[int]) -> float:
    """Of 1,000,000 bytes, whatever the kernel counts in."""
    return sum(_pss(pid) for pid in pids) * KERNELS_KB / 1e6


def _pss(pid: int) -> int:
    """In the kernel's kB; 0 when the process is gone or not ours to look at."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0
