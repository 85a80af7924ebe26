"""``workbench project`` answers any file with a result or with one clear sentence."""

import json
import math
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from workbench import language
from workbench.errors import PersonError
from workbench.operations.projecting import project_file
from workbench.population.explicit import project_explicit

DOCUMENT = {
    "ages": ["0-4", "5-9", "10-14", "15-19", "20+"],
    "width": 5,
    "base_year": 2020,
    "population": {"male": [10, 20, 30, 40, 50], "female": [11, 21, 31, 41, 51]},
    "periods": [
        {
            "survival": {"male": [0.99] * 4 + [0.5], "female": [0.99] * 4 + [0.6]},
            "fertility": [0, 0, 0, 0.05, 0.01],
            "sex_ratio_at_birth": 1.05,
            "migration": {"kind": "count", "male": [1] * 5, "female": [-1] * 5, "timing": "end"},
        },
        {
            "survival": {"male": [1.0] * 5, "female": [1.0] * 5},
            "fertility": [0, 0, 0, 0.05, 0.01],
            "migration": {"kind": "rate", "male": [0.01] * 5, "female": [-0.01] * 5},
        },
    ],
}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"", "project.not_json"),
        (b"\xff\xfe\x00\x01", "project.not_json"),
        (b"{", "project.not_json"),
        (b"[" * 100_000, "project.not_json"),
        (b'{"ages": ' + b"9" * 6000 + b"}", "project.not_json"),
        (b"[]", "project.not_an_object"),
        (b"null", "project.not_an_object"),
        (b"NaN", "project.not_an_object"),
        (b'{"ages": NaN}', "population.document"),
        (b'{"width": 5, "width": 1}', "project.twice"),
        (b'{"population": {"male": [1], "male": [2]}}', "project.twice"),
    ],
)
def test_a_file_that_is_no_document_is_one_sentence(tmp_path: Path, text: bytes, code: str) -> None:
    source, out = tmp_path / "入力 1.json", tmp_path / "out.json"
    source.write_bytes(text)
    for spoken in language.LANGUAGES:
        with language.speaking(spoken), pytest.raises(PersonError) as caught:
            project_file(source, out)
        assert caught.value.code == code
        sentence = str(caught.value)
        assert "\n" not in sentence
        assert len(sentence) < 300
        # No word of the parser's own.
        assert not {"Expecting", "codec", "recursion", "sys."} & set(sentence.split())
    assert not out.exists()


def test_a_folder_or_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    for source in (tmp_path, tmp_path / "none.json"):
        with pytest.raises(PersonError):
            project_file(source, tmp_path / "out.json")


def test_an_unwritable_result_leaves_what_was_there(tmp_path: Path) -> None:
    source = tmp_path / "in.json"
    source.write_text(json.dumps(DOCUMENT), encoding="utf-8")
    with pytest.raises(PersonError):
        project_file(source, tmp_path / "no folder" / "out.json")
    project_file(source, source)
    assert json.loads(source.read_text(encoding="utf-8"))["balance"] < 1e-6


def places(value: object, path: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    inner = value.items() if isinstance(value, dict) else ()
    if isinstance(value, list):
        inner = enumerate(value)
    found = [path] if path else []
    for key, each in inner:
        found += places(each, (*path, key))
    return found


PLACES = places(DOCUMENT)
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from([10**400, "85+", "0-4", "９０＋", "end", "rate", [], {}, [[1]], {"male": [1]}]),
)


def result_or_sentence(document: dict) -> dict | str:
    try:
        return project_explicit(document)
    except PersonError as error:
        return str(error)


@settings(max_examples=400)
@example([(("ages",), "add", "\n")])
@given(
    st.lists(
        st.tuples(st.sampled_from(PLACES), st.sampled_from(["set", "drop", "add"]), ODD),
        min_size=1,
        max_size=3,
    )
)
def test_a_document_with_anything_in_it_is_projected_or_refused_in_one_sentence(changes) -> None:
    document = json.loads(json.dumps(DOCUMENT))
    for path, what, value in changes:
        holder = document
        try:
            for key in path[:-1]:
                holder = holder[key]
            if what == "set":
                holder[path[-1]] = value
            elif what == "drop":
                del holder[path[-1]]
            elif isinstance(holder, list):
                holder.insert(path[-1], value)
            else:
                holder[str(value)[:20]] = value
        except (KeyError, IndexError, TypeError):
            continue
    result = result_or_sentence(document)
    if isinstance(result, str):
        assert "\n" not in result
        assert len(result) < 400
        return
    json.dumps(result, allow_nan=False)
    assert result["balance"] < 1e-4
    assert all(math.isfinite(period["total"]) for period in result["periods"])
