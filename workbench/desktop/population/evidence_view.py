"""How sure? What the band around the scenario rests on, and how the method would have done."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from workbench.desktop import look
from workbench.desktop.charts.hindcasts import HindcastChart
from workbench.desktop.charts.readings import Table
from workbench.desktop.charts.table_view import TableView
from workbench.desktop.population.picture import Picture, hindcasts_of
from workbench.desktop.population.subject import PopulationSubject
from workbench.desktop.population.view import PopulationView
from workbench.desktop.sheet import Sheet
from workbench.language import tr


class EvidenceView(PopulationView):
    """Hindcasts at the left, the band in figures at the right."""

    def __init__(self) -> None:
        super().__init__()
        self._picture: Picture | None = None
        self.chart = HindcastChart()
        self.table_view = TableView()
        self.source = look.label(size=look.SMALL, muted=True)
        self.source.setWordWrap(True)
        sheet = Sheet()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(*[2 * look.SPACING] * 4)
        column.setSpacing(look.SPACING)
        title = look.label(tr("How far off the scenario may be"), bold=True)
        title.setWordWrap(True)
        column.addWidget(title)
        column.addWidget(self.table_view)
        column.addWidget(self.source)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.SPACING)
        row.addWidget(self.chart, 3)
        row.addWidget(sheet, 2)

    def set_subject(self, subject: PopulationSubject, years: tuple[int, ...]) -> None:
        """Draw the hindcasts; `years` are those of the projection."""
        self._picture = None
        if subject.evidence is not None:
            held = hindcasts_of(subject.evidence)
            self.chart.set_hindcasts(
                subject.census, held, subject.evidence.source, subject.sources.census
            )

    def follow(self, picture: Picture) -> None:
        """Show the band around what the levers say now."""
        self._picture = picture
        bounds = picture.bounds
        if bounds is None or picture.band is None:
            return
        total = picture.projection.total[:, 0]
        self.table_view.show_table(
            Table(
                (
                    tr("Year"),
                    tr("Band, from"),
                    picture.name,
                    tr("Band, to"),
                    tr("Half-width, %"),
                ),
                tuple(
                    (year, *map(float, figures))
                    for year, *figures in zip(
                        picture.projection.years,
                        bounds[0],
                        total,
                        bounds[1],
                        picture.band.half_width * 100,
                        strict=True,
                    )
                ),
                (None, 0, 0, 0, 1),
            )
        )
        self.table_view.show_all_rows()
        look.show_paragraph(self.source, str(picture.band.source))
