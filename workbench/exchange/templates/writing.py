"""Writing a template from its content."""

from __future__ import annotations

from pathlib import Path

from workbench.exchange.styles import Styles, close, make_workbook
from workbench.exchange.templates.content import TemplateContent
from workbench.exchange.templates.cost_form import cost_form
from workbench.exchange.templates.evaluation_form import evaluation_form
from workbench.exchange.templates.form_sheet import Page, write_form
from workbench.exchange.templates.forms import Form
from workbench.exchange.templates.front_sheets import write_about, write_instructions
from workbench.exchange.templates.indicator_form import indicator_form
from workbench.plan.fiscal_years import display_fiscal_year
from workbench.plan.initiatives import CostKind


def forms_of(content: TemplateContent) -> tuple[Form, ...]:
    """Return the forms that have something to be filled in, in the order of their sheets."""
    made = (
        indicator_form(content),
        evaluation_form(content),
        cost_form(content, CostKind.SETTLEMENT),
        cost_form(content, CostKind.BUDGET),
    )
    return tuple(form for form in made if form is not None)


def write_template(content: TemplateContent, path: Path) -> None:
    """Write the template to `path`; the same content gives the same bytes.

    Raises `OSError` when the file cannot be written.
    """
    profile = content.plan.profile
    title = f"{profile.title} {profile.subtitle} 照会様式"
    workbook = make_workbook(str(path), title, content.made_at)
    styles = Styles(workbook)
    forms = forms_of(content)
    page = Page(
        content.plan_id,
        f"{title}　{display_fiscal_year(content.fiscal_year)}",
        f"{content.department or '全課'}　計画の最終更新 {content.made_at:%Y-%m-%d}",
    )
    write_instructions(workbook, styles, content, forms)
    marks = [mark for form in forms for mark in write_form(workbook, styles, form, page)]
    write_about(workbook, styles, content, forms, marks)
    close(workbook)
