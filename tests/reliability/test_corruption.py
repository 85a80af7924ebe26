"""Plan files and workbooks damaged at random: no crash, no hang, no wrong value taken in."""

import contextlib
import io
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path

import pytest

from workbench.errors import PersonError
from workbench.exchange.reading import read_workbook

SAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "samples"

#: Nothing may take longer, in seconds, or need more memory, in bytes.
_SECONDS = 10.0
_MEMORY = 1024**3


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Return the content with one to a few damages of the kinds that disks and people make."""
    held = bytearray(content)
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        place = chance.randrange(len(held))
        length = min(chance.choice((1, 16, 512, 4096)), len(held) - place)
        kind = chance.randrange(8)
        if kind < 3:
            held[place] ^= 1 << chance.randrange(8)
        elif kind == 3:
            held[place : place + length] = bytes(length)
        elif kind == 4:
            held[place : place + length] = chance.randbytes(length)
        elif kind == 5:
            source = chance.randrange(len(held) - length + 1)
            held[place : place + length] = held[source : source + length]
        elif kind == 6 and len(held) > 2000:
            del held[max(1000, place) :]
        else:
            held[place:place] = chance.randbytes(length)
    return bytes(held)


#: Opens one damaged plan after another within a limit of memory and says what came of each.
_READER = """
import contextlib, hashlib, resource, sqlite3, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
from workbench.store import integrity, rescue
from workbench.store.errors import FileError
from workbench.store.fetching import fetch

def contents(path):
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return hashlib.sha256("".join(connection.iterdump()).encode()).hexdigest()

saved = contents(sys.argv[1])
for line in sys.stdin:
    path, copy = Path(line.strip()), Path(line.strip() + ".copy")
    try:
        fetch(path, copy)
        answer = "same contents" if contents(copy) == saved else "WRONG VALUE"
    except FileError as error:
        answer = error.code
    try:
        found = integrity.problems(path)
    except FileError as error:
        found = [error]
    if not found:
        answer = "UNNOTICED"
    if path.name.startswith("rescue"):
        with contextlib.suppress(FileError):
            rescue.rescue(path).plan_file.close()
    copy.unlink(missing_ok=True)
    print(answer, flush=True)
"""


class Reader:
    """A process that opens damaged plans; it is killed when one takes too long."""

    def __init__(self, sound: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _READER, str(sound)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def read(self, path: Path) -> str:
        """Return what came of a plan."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        timer = threading.Timer(_SECONDS, self._process.kill)
        timer.start()
        try:
            self._process.stdin.write(f"{path}\n")
            self._process.stdin.flush()
            answer = self._process.stdout.readline().strip()
        finally:
            timer.cancel()
        return answer or f"CRASH {self._process.wait()}"

    def end(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(timeout=60)
        self._process.stdout.close()


def damage_plans(folder: Path, sample: bytes, number: int, seed: int) -> tuple[Counter[str], float]:
    """Open so many damaged plans; return what came of them and the longest time in seconds."""
    sound = folder / "sound.plandb"
    sound.write_bytes(sample)
    chance, seen, longest = random.Random(seed), Counter[str](), 0.0
    reader = Reader(sound)
    for one in range(number):
        path = folder / ("rescue.plandb" if one % 20 == 0 else "damaged.plandb")
        while (content := mutated(sample, chance)) == sample:
            pass
        path.write_bytes(content)
        begun = time.perf_counter()
        answer = reader.read(path)
        longest = max(longest, time.perf_counter() - begun)
        assert answer == "same contents" or answer.startswith("file."), (one, answer)
        assert path.read_bytes() == content
        seen[answer] += 1
    reader.end()
    return seen, longest


needs_limits = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows cannot limit the memory of a process from within"
)


@needs_limits
def test_damaged_plans_are_refused_or_hold_what_was_saved(
    tmp_path: Path, home: Path, sample: bytes
) -> None:
    seen, longest = damage_plans(tmp_path, sample, 25, seed=3)
    assert seen["file.damaged"] > 10
    assert longest < _SECONDS


@needs_limits
@pytest.mark.long
def test_5000_damaged_plans(
    tmp_path: Path, home: Path, sample: bytes, tell: Callable[[str], None]
) -> None:
    seen, longest = damage_plans(tmp_path, sample, 5000, seed=4711)
    tell(
        f"damaged plans: {seen.total():,} opened within 1 GB, {json.dumps(seen)}; longest "
        f"{longest:.1f} s; 0 crashes, 0 wrong values, 0 unnoticed by the check"
    )


def workbooks(number: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield names and contents of damaged workbooks, made of the samples."""
    chance = random.Random(seed)
    sound = [
        path
        for path in sorted(SAMPLES.rglob("*"))
        if path.suffix in (".xlsx", ".xlsm", ".xls", ".csv") and 0 < path.stat().st_size < 3_000_000
    ]
    for one in range(number):
        path = chance.choice(sound)
        content = path.read_bytes()
        if content.startswith(b"PK") and one % 2:
            # A bare flip mostly breaks a checksum of the zip; this one reaches the XML.
            with contextlib.suppress(zipfile.BadZipFile, NotImplementedError, RuntimeError):
                yield path.name, with_damaged_part(content, chance)
                continue
        yield path.name, mutated(content, chance)


def with_damaged_part(content: bytes, chance: random.Random) -> bytes:
    """Return a package of which one part is damaged inside."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as reading, zipfile.ZipFile(made, "w") as writing:
        parts = [part for part in reading.infolist() if 0 < part.file_size < 5_000_000]
        hit = chance.choice(parts).filename
        for part in parts:
            held = reading.read(part)
            held = mutated(held, chance) if part.filename == hit else held
            writing.writestr(part.filename, held, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def read_damaged(folder: Path, name: str, content: bytes) -> tuple[str, float]:
    """Read a damaged workbook; return what came of it and the seconds it took."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        path = Path(place) / name
        path.write_bytes(content)
        begun = time.perf_counter()
        try:
            read_workbook(path)
            answer = "read"
        except PersonError as error:
            answer = error.code
        return answer, time.perf_counter() - begun


def damage_workbooks(folder: Path, number: int, seed: int) -> tuple[Counter[str], float]:
    """Read so many damaged workbooks; return what came of them and the longest time."""
    seen, longest = Counter[str](), 0.0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        made = workbooks(number, seed)
        # A few at a time: the pool would take all of them into memory at once.
        while some := list(islice(made, 20)):
            for answer, seconds in pool.map(lambda one: read_damaged(folder, *one), some):
                seen[answer] += 1
                longest = max(longest, seconds)
    return seen, longest


needs_samples = pytest.mark.skipif(
    not SAMPLES.exists(), reason="the sample workbooks are not here (../shared/samples)"
)


@needs_samples
def test_damaged_workbooks_are_read_or_refused_in_words(tmp_path: Path) -> None:
    seen, longest = damage_workbooks(tmp_path, 8, seed=5)
    assert seen.total() == 8
    assert longest < _SECONDS


@needs_samples
@needs_limits
@pytest.mark.long
def test_5000_damaged_workbooks(tmp_path: Path, tell: Callable[[str], None]) -> None:
    import resource

    seen, longest = damage_workbooks(tmp_path, 5000, seed=4711)
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    assert longest < _SECONDS
    assert largest < _MEMORY
    tell(
        f"damaged workbooks: {seen.total():,} read, {json.dumps(seen)}; longest {longest:.1f} s, "
        f"largest {largest / 1024**2:,.0f} MB; 0 crashes"
    )
