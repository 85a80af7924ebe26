"""How much of a workbook is taken in, and the words of the button that does it."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.desktop.importing.files import File
from workbench.exchange.changes import WRITING, Change
from workbench.exchange.choosing import EVERYTHING, Choosing
from workbench.exchange.proposals import ImportProposal
from workbench.language import tr
from workbench.operations import importing


@dataclass(frozen=True)
class Tally:
    """What taking a workbook in would do.

    Parameters
    ----------
    figures
        How many figures are written or cleared.
    left_out
        How many are not, because a person does not want them.
    confirmed
        How many stay as they are and learn the cell they stand in.
    writes
        Whether anything is written at all.
    """

    figures: int = 0
    left_out: int = 0
    confirmed: int = 0
    writes: bool = False


def tally(proposal: ImportProposal, choosing: Choosing) -> Tally:
    """Return what of a proposal is taken in; it goes through all changes of a large workbook."""
    everything = _written(proposal, clears=choosing.clear_blanks)
    chosen = proposal if choosing == EVERYTHING else importing.chosen(proposal, choosing)
    figures = _written(chosen, clears=choosing.clear_blanks)
    confirmed = 0 if figures else importing.confirmed(chosen)
    return Tally(figures, everything - figures, confirmed, chosen.writes or confirmed > 0)


def _written(proposal: ImportProposal, *, clears: bool) -> int:
    counts = proposal.counts
    kinds = (*WRITING, Change.BLANK) if clears else WRITING
    return sum(counts[kind] for kind in kinds)


def undecided(file: File) -> int:
    """Return how many findings of a file wait for a decision; their cells are left out."""
    if file.reading is None:
        return 0
    return sum(finding.needs_decision for finding in file.reading.proposal.findings)


def button_words(file: File, counted: Tally) -> str:
    """Return what the button says: 124件を取り込む（8件は除く）."""
    without = counted.left_out + undecided(file)
    if counted.figures and without:
        return tr(
            "Take in {count} figures (without {left_out})",
            count=f"{counted.figures:,}",
            left_out=f"{without:,}",
        )
    if counted.figures:
        return tr("Take in {count} figures", count=f"{counted.figures:,}")
    if counted.writes and not counted.confirmed:
        return tr("Take in the indicators' descriptions")
    if counted.confirmed:
        return tr("Note the cells that {count} figures come from", count=f"{counted.confirmed:,}")
    return tr("Nothing to take in")
