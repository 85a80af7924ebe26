"""Every sample, real or broken, is taken to the window and ends in a sheet or one sentence."""

import pytest

from workbench.desktop.importing.files import State

#: What the names of the broken samples promise that the window cannot read.
REFUSED = {
    "bitflip_03.xlsx",
    "empty.xlsx",
    "encrypted_pw_himitsu.xlsx",
    "html_named.xls",
    "pdf_named.xlsx",
    "trunc_0500.xlsx",
    "xmlmut_02.xlsx",
    "xxe_file.xlsx",
    "zipbomb_300MB_ws.xlsx",
}


@pytest.mark.parametrize("folder", ["broken", pytest.param("real", marks=pytest.mark.long)])
def test_every_sample_is_shown_or_refused_in_one_sentence(window, page, hands, samples, folder):
    paths = sorted((samples / folder).iterdir())
    hands.read(*paths)
    refused = set()
    for row, file in enumerate(page.files.files):
        page.list.setCurrentRow(row)
        hands.wait()
        if file.state is State.REFUSED:
            refused.add(file.path.name)
            assert page.trouble.endswith("。")
            assert "\n" not in page.trouble
            continue
        assert file.state is State.READ
        view = page.workbook.sheets.view
        assert view.sheet_model.rowCount() > 0
        # Nothing is shown without a word: there are differences or there is a finding.
        assert page.workbook.differences.model.rowCount() or page.workbook.findings.model.findings
        for sheet in range(page.workbook.sheets.tabs.count()):
            page.workbook.sheets.tabs.setCurrentIndex(sheet)
            view.grab()
    assert refused == (REFUSED if folder == "broken" else set())
    assert window.document.next_undo is None


def test_the_password_of_the_sample_opens_it(page, answers, hands, samples):
    hands.read(samples / "broken" / "encrypted_pw_himitsu.xlsx")
    answers.secret = "himitsu"
    page.again.click()
    hands.wait()
    assert page.current.state is State.READ
    assert page.workbook.sheets.view.frames


@pytest.mark.long
def test_all_projects_of_ofunato_come_in_through_the_window(window, page, hands, samples):
    hands.read(samples / "real" / "ofunato_project_evaluation_r7.xlsx")
    findings = page.workbook.findings
    asked = next(one for one in findings.model.findings if one.code == "project.unknown_measures")
    hands.choose(findings.menu(asked), "4 ", "4-10")
    assert page.apply_button.text() == "2,436件を取り込む"
    page.apply()
    hands.wait()
    database = window.document.database
    assert database.row("SELECT count(*) FROM initiative WHERE source_id IS NOT NULL")[0] == 406
    assert database.row("SELECT count(*) FROM initiative_cost")[0] == 406 * 6
    page.done.undo.click()
    hands.wait()
    assert database.row("SELECT count(*) FROM initiative_cost")[0] == 0
