"""Numbers and words in sentences as each language writes them."""

import pytest

from graph_service.words import Text, number


@pytest.mark.parametrize(
    ("value", "spec", "de", "en"),
    [
        (0.5, "", "0,5", "0.5"),
        (0.05, ".3f", "0,050", "0.050"),
        (-0.071, ".2f", "-0,07", "-0.07"),
        (2.0, "g", "2", "2"),
        (1.0, "", "1", "1"),
        (999, "", "999", "999"),
        (12500, "", "12.500", "12,500"),
        (1234567.5, "", "1.234.567,5", "1,234,567.5"),
        (1.5e-07, "", "1,5e-07", "1.5e-07"),
        (0.25, ".0%", "25%", "25%"),
    ],
)
def test_numbers(value: float, spec: str, de: str, en: str) -> None:
    assert number(value, spec) == Text(de, en)
    template = "{n:" + spec + "}" if spec else "{n}"
    assert Text(template, template).format(n=value) == Text(de, en)


def test_cells_of_tables_are_not_grouped() -> None:
    assert number(12500.25, "g", grouped=False) == Text("12500,2", "12500.2")


def test_what_only_looks_like_a_number_stays_as_it_is() -> None:
    assert Text("{n} {yes}", "{n} {yes}").format(n="8000", yes=True) == Text("8000 True", "8000 True")
