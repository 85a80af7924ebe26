"""Documents to print, and a reader that says what stands where on the pages of a PDF."""

import dataclasses
import datetime
import re
import unicodedata
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from workbench.operations.population import load_areas, load_population, project_areas
from workbench.operations.sample import create_sample
from workbench.plan.evaluations import Course, Evaluation
from workbench.plan.grading import Band, Comparison, Measure, Scheme
from workbench.plan.initiatives import Cost, CostKind, Initiative
from workbench.plan.structure import (
    Element,
    Indicator,
    IndicatorValue,
    Level,
    Plan,
    Profile,
    Role,
    Theme,
    ThemeLink,
)
from workbench.plan.values import Kind, Value, number
from workbench.population.area_projection import AreaProjection
from workbench.population.city import project_city
from workbench.population.levers import Assumptions
from workbench.report.document import Document, Edition, Look, Scenarios
from workbench.report.facts import PopulationFacts
from workbench.report.records import Grading
from workbench.store import queries

MM = 72 / 25.4
MADE_ON = datetime.date(2025, 4, 1)


# --- documents -------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def sample_document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """Return the sample plan as the store hands it over."""
    file = create_sample(tmp_path_factory.mktemp("sample") / "sample.plandb")
    try:
        plan = queries.load_plan(file.database)
        facts = PopulationFacts(
            plan.profile.area_code,
            queries.load_statistics(file.database),
            queries.load_vital_events(file.database),
        )
    finally:
        file.close()
    look = Look(theme_title=plan.profile.theme_title)
    return Document(plan, Edition(MADE_ON, 2025, "第1版"), facts, look=look)


def made_up_plan(
    goals: int = 3,
    measures: int = 4,
    *,
    goal_name: str = "健やかに暮らせるまち",
    measure_name: str = "持続可能なまちづくりの推進",
    themes: int = 3,
    theme_name: str = "重点プロジェクト",
    below: int = 0,
    vision: str = "人と自然がともに輝くまち",
    title: str = "第5次総合計画",
) -> Plan:
    """Return a plan of a municipality that does not exist, of any shape."""
    levels = [Level(1, 0, "政策", "{n}"), Level(2, 1, "施策", "{parent}-{n}")]
    if below:
        levels.append(Level(3, 2, "基本事業", "{parent}-{n}"))
    elements: list[Element] = []

    def add(parent: Element | None, level: int, position: int, name: str) -> Element:
        code = f"{parent.code}-{position}" if parent else str(position)
        parent_id = parent.id if parent else None
        element = Element(len(elements) + 1, parent_id, level, position, code, f"{name}{code}")
        elements.append(element)
        return element

    for g in range(1, goals + 1):
        goal = add(None, 1, g, goal_name)
        for m in range(1, measures + 1):
            measure = add(goal, 2, m, measure_name)
            for b in range(1, below + 1):
                add(measure, 3, b, "基本事業")
    held = tuple(
        Theme(i, i, f"{theme_name}{i}", "ねらいその一。\nねらいその二。")
        for i in range(1, themes + 1)
    )
    linked = [element for element in elements if element.level_id == 2]
    links = (
        tuple(ThemeLink(i, 1 + i % themes, element.id, "取組") for i, element in enumerate(linked))
        if themes
        else ()
    )
    profile = Profile("見本町", "99999", title, "基本計画", 2024, 2033, vision, "企画課")
    return Plan(profile, tuple(levels), tuple(elements), held, links, ())


SCHEME = Scheme(
    "four",
    "四段階",
    tuple(
        Band(grade, Measure.PROGRESS, Comparison.AT_LEAST, bound, meaning=meaning)
        for grade, bound, meaning in (
            ("A", 0.8, "順調"),
            ("B", 0.6, "おおむね順調"),
            ("C", 0.4, "やや遅れ"),
            ("D", 0.0, "遅れ"),
        )
    ),
)


def filled(
    document: Document, *, indicators: int = 2, name: str = "記入例の指標", text: str = "記入例。"
) -> Document:
    """Return the document with made-up entries (記入例) for every measure."""
    measures = [e for e in document.plan.elements if e.level_id == document.plan.levels[1].id]
    held: list[Indicator] = []
    values: list[IndicatorValue] = []
    initiatives: list[Initiative] = []
    costs: list[Cost] = []
    evaluations: list[Evaluation] = []

    def record(indicator: int, year: int, role: Role, value: Value) -> None:
        values.append(IndicatorValue(len(values) + 1, indicator, year, role, value))

    for place, measure in enumerate(measures):
        for i in range(indicators):
            number_of = len(held) + 1
            held.append(Indicator(number_of, measure.id, i, f"{name}{number_of}番", "件"))
            record(number_of, 2021, Role.BASELINE, number(100))
            record(number_of, 2027, Role.TARGET, number(200))
            record(number_of, 2023, Role.ACTUAL, number(110 + place))
            record(number_of, 2024, Role.ACTUAL, number(1234.5))
            record(number_of, 2025, Role.ACTUAL, Value(Kind.PENDING))
        initiative = len(initiatives) + 1
        initiatives.append(
            Initiative(initiative, measure.id, 1, f"{initiative:04d}", f"記入例事業{initiative}番")
        )
        for kind in CostKind:
            costs.append(
                Cost(len(costs) + 1, initiative, 2024, kind, 1000, 200, 0, 34, 5000, None, 777)
            )
        evaluations.append(
            Evaluation(
                place + 1,
                measure.id,
                2024,
                f"現状{text}",
                f"課題{text}",
                "要因。",
                "対応。",
                Course.CONTINUE,
            )
        )
    grades = {
        2024: {m.id: "ABCD"[i % 4] for i, m in enumerate(measures)},
        2025: {m.id: "AABC"[i % 4] for i, m in enumerate(measures) if i % 9},
    }
    return dataclasses.replace(
        document,
        plan=dataclasses.replace(document.plan, indicators=tuple(held)),
        values=tuple(values),
        initiatives=tuple(initiatives),
        costs=tuple(costs),
        evaluations=tuple(evaluations),
        sdgs={measure.id: (3, 11) for measure in measures},
        grading=Grading(SCHEME, grades),
    )


@pytest.fixture(scope="session")
def fill() -> Callable[..., Document]:
    """Return `filled`."""
    return filled


@pytest.fixture(scope="session")
def scenarios(tmp_path_factory: pytest.TempPathFactory) -> Scenarios:
    """Return three scenarios of the sample: continuation, a higher TFR with families, no moves."""
    file = create_sample(tmp_path_factory.mktemp("scenarios") / "sample.plandb")
    try:
        data = load_population(file.database)
    finally:
        file.close()
    base = Assumptions.of({"tfr": data.inputs.tfr})
    higher = base.replace("tfr", 1.8).replace("families_30s", 60)
    closed = base.replace("migration_multiplier", 0.0)
    chosen = (base, higher, closed)
    names = ("現状継続", "出生率上昇と子育て世帯", "移動なし")
    return Scenarios(project_city(data.inputs, chosen, 2050), names, chosen)


@pytest.fixture(scope="session")
def scenario_areas(
    scenarios: Scenarios, tmp_path_factory: pytest.TempPathFactory
) -> AreaProjection:
    """Return the former municipalities under the same scenarios."""
    with create_sample(tmp_path_factory.mktemp("areas") / "sample.plandb") as file:
        data = load_population(file.database)
        parts = load_areas(file.database, data)
    return project_areas(data, parts, scenarios.assumptions)


@pytest.fixture(scope="session")
def plan_of() -> Callable[..., Plan]:
    """Return `made_up_plan`."""
    return made_up_plan


@pytest.fixture(scope="session")
def document_of() -> Callable[[Plan], Document]:
    """Return a function that makes a document of a plan without figures."""
    return lambda plan: Document(plan, Edition(MADE_ON, 2025, "案"))


# --- reading PDF -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Run:
    """A run of text: its left end and baseline in mm from the upper left corner, its size in mm."""

    x: float
    y: float
    size: float
    text: str
    closed_up: float = 0.0  # ems taken out between characters, as between 」 and 、

    @property
    def right(self) -> float:
        ems = sum(1.0 if unicodedata.east_asian_width(c) in "FWA" else 0.5 for c in self.text)
        blank = 0.5 if self.text.endswith(tuple("、。」』）】")) else 0.0  # may be closed up
        return self.x + self.size * (ems - self.closed_up - blank)


@dataclass
class Page:
    """A page: its size in mm and its runs of text in the order they are drawn."""

    width: float
    height: float
    runs: list[Run] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    def overlaps(self) -> list[tuple[str, str]]:
        """Return pairs of texts that stand on each other."""
        found = []
        ordered = sorted(self.runs, key=lambda run: run.y)
        for i, one in enumerate(ordered):
            for other in ordered[i + 1 :]:
                if other.y - one.y > 0.8 * max(one.size, other.size):
                    break
                apart = other.y - 0.72 * other.size >= one.y - 0.02 * one.size
                beside = (
                    one.right <= other.x + 0.2 * one.size or other.right <= one.x + 0.2 * one.size
                )
                if not apart and not beside and one.text.strip() and other.text.strip():
                    found.append((one.text, other.text))
        return found

    def outside(self, margin: float) -> list[str]:
        """Return texts that come nearer than `margin` mm to an edge of the paper."""
        return [
            run.text
            for run in self.runs
            if run.text.strip()
            and not (
                margin <= run.x
                and run.right <= self.width - margin
                and margin <= run.y <= self.height - margin
            )
        ]


def read_pages(pdf: bytes) -> list[Page]:
    """Return the pages of a PDF as typst writes it: plain objects, one run of text a block."""
    objects = {
        int(found[1]): found[2]
        for found in re.finditer(rb"(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj", pdf, re.DOTALL)
    }
    count = next(body for body in objects.values() if b"/Type/Pages" in body)
    kids = [int(n) for n in re.findall(rb"(\d+) 0 R", re.search(rb"/Kids\[(.*?)\]", count)[1])]
    return [_page(objects, objects[kid]) for kid in kids]


def _page(objects: dict[int, bytes], body: bytes) -> Page:
    box = re.search(rb"/MediaBox\[0 0 ([\d.]+) ([\d.]+)\]", body)
    page = Page(float(box[1]) / MM, float(box[2]) / MM)
    resources = objects[int(re.search(rb"/Resources (\d+) 0 R", body)[1])]
    fonts = {}
    found = re.search(rb"/Font<<(.*?)>>", resources)
    for name, font in re.findall(rb"/(\w+) (\d+) 0 R", found[1] if found else b""):
        unicode_map = re.search(rb"/ToUnicode (\d+) 0 R", objects[int(font)])[1]
        fonts[name] = _characters(_stream(objects[int(unicode_map)]))
    contents = int(re.search(rb"/Contents (\d+) 0 R", body)[1])
    _read_runs(_stream(objects[contents]), fonts, page)
    return page


def _stream(body: bytes) -> bytes:
    data = re.search(rb"stream\r?\n(.*)\r?\nendstream", body, re.DOTALL)[1]
    return zlib.decompress(data) if b"/FlateDecode" in body else data


def _characters(cmap: bytes) -> dict[int, str]:
    """Return glyph number to text."""
    return {
        int(glyph, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
        for glyph, text in re.findall(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>", cmap)
    }


#: A plain string may hold balanced brackets as they are; three deep is enough here.
_INSIDE = rb"\\.|[^\\()]"
for _ in range(3):
    _INSIDE = rb"\\.|[^\\()]|\((?:" + _INSIDE + rb")*\)"
_STRING = rb"\((?:" + _INSIDE + rb")*\)|<[0-9A-Fa-f]*>"
_STEP = re.compile(
    rb"(?P<matrix>[-\d. ]+) cm|/(?P<font>\w+) (?P<size>[\d.]+) Tf|(?P<at>[-\d. ]+) Tm"
    rb"|\[(?P<shown>(?:" + _STRING + rb"|[-\d. ]+)*)\]TJ|(?P<single>" + _STRING + rb") ?Tj"
    rb"|(?<![\w.])(?P<save>[qQ])(?=[\s/])",
    re.DOTALL,
)


def _read_runs(stream: bytes, fonts: dict[bytes, dict[int, str]], page: Page) -> None:
    matrix, kept = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), []
    font, size, at = {}, 0.0, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    for step in _STEP.finditer(stream):
        if step["save"] == b"q":
            kept.append(matrix)
        elif step["save"] == b"Q":
            matrix = kept.pop()
        elif step["matrix"]:
            matrix = _times(tuple(float(n) for n in step["matrix"].split()), matrix)
        elif step["font"]:
            font, size = fonts[step["font"]], float(step["size"])
        elif step["at"]:
            at = tuple(float(n) for n in step["at"].split())
        elif step["shown"] is not None or step["single"]:
            whole = _times(at, matrix)
            text = "".join(
                font.get(int.from_bytes(pair), "")
                for pair in _pairs(_glyphs(step["shown"] or step["single"]))
            )
            page.runs.append(
                Run(
                    whole[4] / MM,
                    page.height - whole[5] / MM,
                    size / MM,
                    text,
                    _closed_up(step["shown"] or b""),
                )
            )


def _glyphs(shown: bytes) -> bytes:
    """Return the bytes of all strings of a TJ array, written plainly or in hexadecimal."""
    strings = re.findall(_STRING, shown, re.DOTALL)
    return b"".join(
        _literal(text[1:-1]) if text.startswith(b"(") else bytes.fromhex(text[1:-1].decode())
        for text in strings
    )


def _closed_up(shown: bytes) -> float:
    numbers = re.sub(_STRING, b" ", shown, flags=re.DOTALL).split()
    return sum(float(number) for number in numbers) / 1000


def _pairs(data: bytes) -> list[bytes]:
    return [data[i : i + 2] for i in range(0, len(data), 2)]


_ESCAPES = {b"b": b"\b", b"t": b"\t", b"n": b"\n", b"f": b"\f", b"r": b"\r"}


def _literal(text: bytes) -> bytes:
    def plain(found: re.Match[bytes]) -> bytes:
        escaped = found[1]
        return bytes([int(escaped, 8)]) if escaped.isdigit() else _ESCAPES.get(escaped, escaped)

    return re.sub(rb"\\([0-7]{3}|.)", plain, text, flags=re.DOTALL)


def _times(one: tuple[float, ...], two: tuple[float, ...]) -> tuple[float, ...]:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


@pytest.fixture(scope="session")
def pages_of() -> Callable[[bytes], list[Page]]:
    """Return `read_pages`."""
    return read_pages
