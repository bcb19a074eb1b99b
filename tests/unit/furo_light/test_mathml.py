"""Formulas as MathML: read by a parser, and refused where they cannot be converted."""

import pytest
from docutils.utils.math import MathError
from lxml import etree

from furo_light.theme.mathml import to_mathml


@pytest.mark.parametrize(
    ("latex", "elements"),
    [
        (r"a^2 + b^2 = c^2", {"msup", "mi", "mo", "mn"}),
        (r"\frac{1}{\sqrt{x}}", {"mfrac", "msqrt"}),
        (r"\sum_{i=0}^n i", {"munderover"}),
        (r"\begin{pmatrix}1 & 2\\3 & 4\end{pmatrix}", {"mtable", "mtd"}),
        (r"\begin{align}a &= b \\ c &= d\end{align}", {"mtable", "mtr"}),
        (r"x < y", {"mo"}),
    ],
)
def test_a_formula_becomes_mathml(latex: str, elements: set[str]) -> None:
    tree = etree.fromstring(to_mathml(latex, block=True))
    assert tree.tag == "math"
    assert tree.get("display") == "block"
    assert elements <= {one.tag for one in tree.iter()}


@pytest.mark.parametrize("latex", [r"\unknowncommand x", r"\begin{array}{l}1\end{array}"])
def test_what_cannot_be_converted_is_refused(latex: str) -> None:
    with pytest.raises(MathError):
        to_mathml(latex)
