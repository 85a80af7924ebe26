"""Garbage is looked for when nobody is at work."""

import gc

import pytest

from workbench.collector import collection_paused
from workbench.desktop import garbage
from workbench.desktop.garbage import Garbage


@pytest.fixture
def held(qapp):
    before = gc.get_threshold()
    held = Garbage(qapp)
    yield held
    held.setParent(None)
    held.deleteLater()
    gc.set_threshold(*before)
    gc.unfreeze()


def test_old_objects_are_not_looked_through_while_somebody_is_at_work(held, monkeypatch):
    places = iter(range(100))
    monkeypatch.setattr(garbage, "_where_somebody_is", lambda: next(places))
    monkeypatch.setattr(garbage, "_is_in_front", lambda: True)
    monkeypatch.setattr(garbage, "_ENOUGH", 0)
    before = gc.get_stats()[2]["collections"]
    _circles = [[] for _ in range(500_000)]
    for _ in range(20):
        held._look()
    assert gc.get_stats()[2]["collections"] == before


def test_they_are_when_the_person_rests_or_has_turned_to_another_window(held, monkeypatch):
    monkeypatch.setattr(garbage, "_where_somebody_is", lambda: "the same")
    monkeypatch.setattr(garbage, "_ENOUGH", 0)
    is_in_front = True
    monkeypatch.setattr(garbage, "_is_in_front", lambda: is_in_front)
    before = gc.get_stats()[2]["collections"]
    for _ in range(3):
        held._look()
    assert gc.get_stats()[2]["collections"] == before
    held._look()
    assert gc.get_stats()[2]["collections"] == before + 1
    is_in_front = False
    held._look()
    assert gc.get_stats()[2]["collections"] == before + 2


def test_what_a_large_reading_made_is_never_looked_through(held):
    with collection_paused():
        made = [[] for _ in range(60_000)]
    assert gc.isenabled()
    assert gc.get_freeze_count() >= len(made)
