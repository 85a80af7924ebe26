"""Run the benchmarks: ``python packaging/dev.py bench [NAME ...]``.

Each module beside this one has a ``main`` that prints ratios measured in one run; absolute times
are for orientation only.
"""

import importlib
import os
import platform
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

FOLDER = Path(__file__).parent


def names() -> list[str]:
    """Return the names of the benchmarks."""
    return sorted(path.stem for path in FOLDER.glob("*.py") if not path.stem.startswith("_"))


def main(wanted: list[str]) -> int:
    """Run the benchmarks named, or all of them."""
    unknown = set(wanted) - set(names())
    if unknown:
        print(f"No benchmark {', '.join(sorted(unknown))}; there are: {', '.join(names())}")
        return 2
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores,"
          f" Python {platform.python_version()}")  # fmt: skip
    for name in wanted or names():
        print(f"\n== {name}")
        importlib.import_module(f"tests.benchmarks.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
