"""A workbook of many areas is read for the city, or for a part of it that is chosen on the page."""

from tests.exchange.sheets import write_workbook
from workbench.desktop.importing.difference_model import NEW, SUBJECT
from workbench.plan.statistics import Basis
from workbench.store.queries import load_statistics

AGES = [*(f"{age}～{age + 4}歳" for age in range(0, 95, 5)), "95歳以上"]


def census(path):
    """Build a census table of the city and of two of its former municipalities (記入例)."""
    rows = [
        ["令和2年国勢調査　男女，年齢（5歳階級）別人口（記入例）"],
        [],
        ["地域コード", "地域名", "男女", "総数", *AGES],
    ]
    for code, name, each in (("20220", "安曇野市", 2000), ("20461", "豊科町", 600),
                             ("20462", "穂高町", 700)):  # fmt: skip
        for sex in ("男", "女"):
            rows.append([code, name, sex, 20 * each, *[each] * 20])
    return write_workbook(path, {"第2表": rows})


def choose(page, name):
    box = page.area.box
    box.setCurrentIndex(box.findText(name))
    box.activated.emit(box.currentIndex())


def test_the_area_is_chosen_on_the_page(window, page, hands, tmp_path):
    hands.read(census(tmp_path / "国勢調査.xlsx"))
    assert page.area.isVisible()
    assert page.area.box.currentText() == "安曇野市"
    assert (hands.texts(SUBJECT), hands.texts(NEW)) == (["安曇野市"], ["80,000"])
    choose(page, "豊科町")
    hands.wait()
    assert (hands.texts(SUBJECT), hands.texts(NEW)) == (["豊科町"], ["24,000"])
    assert page.area.box.currentText() == "豊科町"
    page.apply()
    hands.wait()
    held = load_statistics(window.document.database).sets_of(Basis.CENSUS, "20461")
    assert any(one.total(2020) == 24_000 for one in held)
    choose(page, "安曇野市")
    hands.wait()
    assert hands.texts(NEW) == ["80,000"]


def test_the_choice_is_not_there_where_it_would_change_nothing(page, hands, workbook):
    hands.read(workbook)
    assert not page.area.isVisible()
