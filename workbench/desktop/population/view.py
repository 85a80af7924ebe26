"""What every view of the population page answers to."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from workbench.desktop.population.picture import Picture
from workbench.desktop.population.subject import PopulationSubject


class PopulationView(QWidget):
    """One way to look at a projection; only the view that is shown follows the levers."""

    def set_subject(self, subject: PopulationSubject, years: tuple[int, ...]) -> None:
        """Show another city, projected in these years."""
        raise NotImplementedError

    def follow(self, picture: Picture) -> None:
        """Show what the levers say now."""
        raise NotImplementedError

    def compare(self, picture: Picture) -> None:
        """Draw the scenarios beside it; a view of the levers' own scenario has none to draw."""

    def settle(self) -> None:
        """Choose ranges and the places of words anew; what has neither stays as it is."""
