"""The checks of the documents see what is wrong in a made-up repository, and only that."""

import pytest

from ops import documents
from ops.documents.markdown import Document

GOOD = """# A title: with *signs*

See [the other](docs/other.md#two-words), [this page](#a-title-with-signs), [elsewhere](https://example.org/x.md)
and `ops/code.py`, `code.py`, `ops/`, `test_code.py::test_it_holds`, `application/json`, `/api/stock/`.

```
./stack up --no-demo; ./stack test ops     # [not a link](nowhere.md)
python manage.py migrate
```

A call is given up after 2 s. The page takes 10 minutes to read, every 5 minutes.

## Figures

| what | figure | command |
|---|---|---|
| start | 8 s | `./stack down; ./stack up` |
| again | 6.5 s | the same |
"""


@pytest.fixture
def repository(tmp_path):
    for name, content in {
        "docs/other.md": "# Other\n\n## Two words\n",
        "ops/code.py": "",
        "ops/tests/test_code.py": "def test_it_holds():\n    pass\n",
        ".venv/skipped.md": "[broken](nowhere.md)\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)

    def found(text: str) -> list[str]:
        (tmp_path / "README.md").write_text(text)
        return documents.problems(tmp_path)

    return found


def test_a_good_document_has_no_problem(repository):
    assert repository(GOOD) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[x](docs/gone.md)", "link to docs/gone.md"),
        ("[x](docs/other.md#three-words)", "there is no such heading"),
        ("[x](#nothing)", "there is no such heading"),
        ("![x](docs/gone.png)", "link to docs/gone.png"),
        ("`./stack launch`", "there is no such command"),
        ("`./stack up --quickly`", "it has no --quickly"),
        ("```\n./stack logs stock_service -x\n```", "it has no -x"),
        ("`./stack test everything`", "there is no area everything"),
        ("`./stack bench nothing`", "there is no measurement nothing"),
        ("`./stack bench pieces --huge`", "bench/pieces.py has no --huge"),
        ("`python manage.py conquer`", "there is no manage.py conquer"),
        ("`ops/gone.py`", "there is no ops/gone.py"),
        ("`gone.py`", "there is no gone.py"),
        ("`ops/gone/`", "there is no folder ops/gone/"),
        ("`ops/tests/test_code.py::test_it_breaks`", "has no test_it_breaks"),
        ("`test_it_breaks`", "there is no test test_it_breaks"),
        ("It starts in 8 s.", "'8 s' has no command"),
        ("After the change it took 8 s.", "'8 s' has no command"),
        ("It serves 4,566 a second.", "'4,566 a second' has no command"),
        ("# Figures\n\n| start | at most 8 s | on this machine |", "'8 s' has no command"),
        ("# Figures\n\n| start | 8 s | the same |", "'8 s' has no command"),
        ("| everything | TODO(somebody) |", "TODO: it waits to be written"),
        ("```\nresult: TODO\n```", "TODO: it waits to be written"),
    ],
)
def test_what_is_wrong_is_found(repository, text, problem):
    found = repository(text + "\n")
    assert len(found) == 1
    assert problem in found[0]
    assert found[0].startswith("README.md:")


def test_headings_of_the_same_name_are_numbered(tmp_path):
    file = tmp_path / "a.md"
    file.write_text("# One\n\n## One\n\n```\n# Not a heading\n```\n\n## `code` & [link](b.md)\n")
    assert Document(file, tmp_path).anchors == {"one", "one-1", "code--link"}
