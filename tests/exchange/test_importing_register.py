"""The tables of the resident register: their published figures, codes and cells."""

import csv
from pathlib import Path

import pytest

from workbench.exchange.area_codes import area_code, check_digit
from workbench.exchange.importing import propose
from workbench.exchange.proposals import Change
from workbench.plan.structure import Plan
from workbench.plan.vital_events import VitalEvent


@pytest.mark.parametrize(
    ("name", "year", "cells"),
    [
        (
            "juki_dynamics_2020.xls",
            2019,
            {"births": "K1071", "deaths": "Q1071", "in_domestic": "H1071", "households": "G1071"},
        ),
        (
            "juki_dynamics_2025.xlsx",
            2024,
            {"births": "K1073", "deaths": "Q1073", "out_abroad": "O1073", "male": "D1073"},
        ),
    ],
)
def test_both_register_tables_give_the_published_figures_of_azumino_with_their_cells(
    samples: Path, plan: Plan, name: str, year: int, cells: dict[str, str]
) -> None:
    reference = samples.parent / "reference" / "azumino_vital_events_2014_2024.csv"
    with reference.open(encoding="utf-8-sig", newline="") as file:
        published = next(row for row in csv.DictReader(file) if row["calendar_year"] == str(year))
    published["register_population"] = published.pop("register_population_next_jan1")

    proposal = propose(samples / "real" / name, plan, (), (), "20220")

    read = {change.new.quantity: change.new for change in proposal.vital_events}
    assert {event.calendar_year for event in read.values()} == {year}
    assert {quantity: event.number for quantity, event in read.items()} == {
        quantity: float(figure)
        for quantity, figure in published.items()
        if quantity != "calendar_year"
    }
    for quantity, cell in cells.items():
        provenance = read[quantity].provenance
        assert provenance is not None
        assert provenance.cell == cell
    assert not proposal.findings


def test_hand_known_births_and_deaths(samples: Path, plan: Plan) -> None:
    known = {"juki_dynamics_2020.xls": (612, 1084), "juki_dynamics_2025.xlsx": (442, 1287)}
    for name, figures in known.items():
        proposal = propose(samples / "real" / name, plan, (), (), "202207")
        read = {change.new.quantity: change.new.number for change in proposal.vital_events}
        assert (read["births"], read["deaths"]) == figures


def test_register_figures_already_in_the_plan_are_the_same_and_others_changed(
    samples: Path, plan: Plan
) -> None:
    held = (
        VitalEvent("20220", 2024, "births", 442),
        VitalEvent("20220", 2024, "deaths", 1),
        VitalEvent("01100", 2024, "in_abroad", 1),
    )
    proposal = propose(samples / "real" / "juki_dynamics_2025.xlsx", plan, (), held, "20220")

    changes = {change.new.quantity: change.change for change in proposal.vital_events}
    assert changes["births"] is Change.SAME
    assert changes["deaths"] is Change.CHANGED
    assert changes["in_abroad"] is Change.NEW


def test_a_municipality_that_the_register_table_lacks_is_said(samples: Path, plan: Plan) -> None:
    proposal = propose(samples / "real" / "juki_dynamics_2025.xlsx", plan, (), (), "99999")

    assert [finding.code for finding in proposal.findings] == ["register.area_missing"]
    assert not proposal.writes


def test_the_check_digit_of_every_municipality_holds(samples: Path) -> None:
    from workbench.exchange.reading import read_workbook

    sheet = read_workbook(samples / "real" / "juki_dynamics_2025.xlsx").sheets[0]
    codes = [row[0] for row in sheet.rows if isinstance(row[0], str) and row[0].isdigit()]

    assert len(codes) > 1900
    assert all(check_digit(code[:5]) == code[5] for code in codes)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("202207", "20220"),
        ("20220", "20220"),
        ("２０２２０７", "20220"),
        (202207.0, "20220"),
        ("202208", None),
        ("010006", "01000"),
        (1000.0, "01000"),
        ("-", None),
        (None, None),
    ],
)
def test_codes_are_read_with_or_without_their_check_digit(
    cell: str | float | None, code: str | None
) -> None:
    assert area_code(cell) == code
