"""What judgements depend on beside the evidence."""

from __future__ import annotations

from a11ycheck.config import Config
from a11ycheck.run.judgement_key import judgement_key
from a11ycheck.run.selection import make_selection
from a11ycheck.web.regular_files import ContentHashes


def key(**settings: object) -> str:
    return judgement_key(make_selection(Config(**settings)), ContentHashes())  # type: ignore[arg-type]


def test_the_key_names_rules_and_their_options() -> None:
    some = ("image-alt", "listening-cost")
    options = {"listening-cost": {"max_items": 3}}

    keys = [key(select=some), key(select=some[:1]), key(select=some, rules=options)]

    assert len(set(keys)) == len(keys)
    assert key(select=some, rules=options) == keys[2]
