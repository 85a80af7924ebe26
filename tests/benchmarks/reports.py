"""How long forms take beside typst alone setting the same finished source, within one run.

Each time is taken in a process of its own, by turns, because typst remembers what it has set
before. The plan's promises: 45 measure sheets and the tree in 1.5 × at the most; the first page of
any form of the sample, drawn for the screen, within half a second of choosing it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from workbench.operations.sample import create_sample
from workbench.report.forms import FORMS
from workbench.store.journal import transaction
from workbench.store.planfile import PlanFile

KINDS = ("measures", "tree")
ROUNDS = 5


def make_plan(path: Path) -> None:
    """Make the sample with two indicators (記入例) and an evaluation for each of 45 measures."""
    file = create_sample(path)
    measures = file.database.rows("SELECT id FROM element WHERE parent_id IS NOT NULL ORDER BY id")
    with transaction(file.database, "bench") as change:
        for row in measures:
            for place in (1, 2):
                held = {"element_id": row["id"], "position": place, "unit": "人"}
                name = f"記入例の指標{place}（年間の利用者数）"
                indicator = change.insert("indicator", {**held, "name": name})
                for year, role, figure in (
                    (2022, "baseline", 100.0), (2027, "target", 200.0),
                    (2023, "actual", 120.5), (2024, "actual", 130.25),
                ):  # fmt: skip
                    given = {"indicator_id": indicator, "fiscal_year": year, "role": role}
                    value = {"kind": "number", "number": figure}
                    change.insert("indicator_value", {**given, **value})
            text = "課題の文章が、読点を交えて続きます（記入例）。" * 8
            evaluation = {"element_id": row["id"], "fiscal_year": 2024, "issue": text}
            change.insert("evaluation", {**evaluation, "state": text})
    file.save()
    file.close()


def alone(*arguments: object) -> tuple[float, float]:
    """Return the seconds a job takes in a process of its own: of the processors, by the clock.

    Starting the process is not counted.
    """
    command = [sys.executable, "-m", "tests.benchmarks.reports", *map(str, arguments)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(said[0]), float(said[1])


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds that `work` takes: of the processors, by the clock."""
    started, by_clock = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - started, time.perf_counter() - by_clock


def ours(plan: Path) -> tuple[float, float]:
    """Set the forms from the plan file."""
    from workbench.operations import reporting
    from workbench.store.database import Database

    def work() -> None:
        database = Database(plan, read_only=True)
        assert len(reporting.bound(database, KINDS)) > 100_000
        database.close()

    return timed(work)


def bare(source: Path) -> tuple[float, float]:
    """Let typst set what `finished_source` has written."""
    import typst

    from workbench import places

    held = source.read_text(encoding="utf-8")
    folder = places.resources() / "typst"

    def work() -> None:
        pages = typst.Compiler(
            input=folder / "document.typ",
            root=folder,
            font_paths=typst.Fonts(include_embedded_fonts=False),
            sys_inputs={"content": held},
        ).compile(format="pdf", pdf_standards=["a-2a", "ua-1"], timestamp=0)
        assert isinstance(pages, bytes)

    return timed(work)


def first_page(plan: Path, kind: str) -> tuple[float, float]:
    """Set a form and draw its first page, as the window does; Qt and typst are loaded."""
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QGuiApplication

    from workbench.desktop.reports import rendering
    from workbench.desktop.reports.drawing import image_of
    from workbench.report.typesetting import families

    _application = QGuiApplication([])
    families()  # the window has looked for fonts by then

    def work() -> None:
        sheet = rendering.pages(plan, kind)[0]
        image_of(sheet, QSize(round(sheet.width * 4), round(sheet.height * 4)))

    return timed(work)


def finished_source(plan: Path, source: Path) -> None:
    """Write what typst is given for the forms."""
    from workbench.operations import reporting
    from workbench.report import typesetting
    from workbench.report.forms import FORMS

    file = PlanFile.open(plan)
    document = reporting._document(file.database, None, reporting.EVERYTHING)
    file.close()
    forms = {kind: FORMS[kind].content(document) for kind in KINDS}
    frame = forms[KINDS[0]]["frame"]
    assert isinstance(frame, dict)
    given = {
        "forms": forms,
        "fonts": list(typesetting.available_families()),
        "title": frame["plan"],
        "author": frame["municipality"],
    }
    source.write_text(json.dumps(typesetting.clean(given), ensure_ascii=False), encoding="utf-8")


def main() -> None:
    """Print the ratio, and the seconds until a first page."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["WORKBENCH_HOME"] = folder
        plan, source = Path(folder, "計画.plandb"), Path(folder, "source.json")
        make_plan(plan)
        finished_source(plan, source)
        mine: list[tuple[float, float]] = []
        theirs: list[tuple[float, float]] = []
        for _round in range(ROUNDS):
            mine.append(alone("ours", plan))
            theirs.append(alone("bare", source))
        # The least of several: what else the machine does can only add to a time.
        (of_us, our_clock), (of_typst, its_clock) = map(least, (mine, theirs))
        click.echo(
            f"45 measure sheets and the tree, out of the plan: {1000 * of_us:.0f} ms of the"
            f" processors, {1000 * our_clock:.0f} by the clock"
        )
        click.echo(
            f"  typst alone, the same finished source: {1000 * of_typst:.0f} ms of the"
            f" processors, {1000 * its_clock:.0f} by the clock"
        )
        click.echo(
            f"  ratio: {of_us / of_typst:.2f}, by the clock {our_clock / its_clock:.2f}"
            " (at most 1.5)"
        )
        sample = Path(folder, "sample.plandb")
        create_sample(sample).close()
        click.echo("first page of a form of the sample, set and drawn (at most 500 ms):")
        for kind in FORMS:
            processor, clock = least([alone("first", sample, kind) for _round in range(ROUNDS)])
            click.echo(
                f"  {kind}: {1000 * processor:.0f} ms of the processors,"
                f" {1000 * clock:.0f} by the clock"
            )


def least(times: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the least of each."""
    return min(one for one, _clock in times), min(clock for _one, clock in times)


if __name__ == "__main__":
    jobs = {"ours": ours, "bare": bare, "first": first_page}
    if sys.argv[1:]:
        job, plan, *rest = sys.argv[1:]
        print(*jobs[job](Path(plan), *rest))
    else:
        main()
