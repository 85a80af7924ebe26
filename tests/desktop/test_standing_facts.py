"""Where the targets stand is told from a few rows as from all the statistics there are."""

from workbench.desktop.plan.standing import COUNTED, standings
from workbench.report.facts import PopulationFacts
from workbench.store import queries


def test_the_rows_that_are_read_tell_what_all_would(plan_file):
    database = plan_file.database
    area = queries.load_profile(database).area_code
    all_of_it = PopulationFacts(
        area, queries.load_statistics(database), queries.load_vital_events(database)
    )
    few = PopulationFacts(
        area,
        queries.load_targets_and_newest_projection(database, area),
        queries.load_vital_events(database, COUNTED),
    )
    found = standings(few)
    assert found == standings(all_of_it)
    assert any(one.gap for one in found)
    assert len(few.vital_events) < len(all_of_it.vital_events)


def test_a_plan_without_projections_still_tells_its_targets(plan_file):
    database = plan_file.database
    few = queries.load_targets_and_newest_projection(database, "99999")
    assert few.population_sets == ()
    assert few.targets == queries.load_statistics(database).targets
