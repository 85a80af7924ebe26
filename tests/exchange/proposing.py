"""Rows of a sheet, and what is proposed of them."""

from collections.abc import Callable, Sequence

from workbench.exchange.proposals import ImportProposal

Rows = Sequence[Sequence[object]]
Propose = Callable[[Rows], ImportProposal]
HEADER = ("施策番号", "施策名", "指標名", "単位", "令和5年度", "令和6年度", "目標値（令和9年度）")
