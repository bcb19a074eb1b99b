"""Runs each property for a share of FUZZ_SECONDS, or on a few inputs that never change if it is not set."""

from __future__ import annotations

import math
import os
import random
import time
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis.strategies import SearchStrategy

_EXAMPLES = 25
_ROUND = 200
# One input of a few kilobytes takes milliseconds, on a machine that is very busy maybe a second.
_SECONDS_FOR_ONE = 10.0

Fuzz = Callable[..., None]


def _options(examples: int, *, is_fixed: bool) -> settings:
    return settings(
        max_examples=examples,
        derandomize=is_fixed,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


@pytest.fixture
def fuzz(request: pytest.FixtureRequest) -> Fuzz:
    """Return a function that calls a check with inputs: all `finds`, then generated ones."""
    total = float(os.environ.get("FUZZ_SECONDS", "0"))
    number = sum("fuzz" in item.fixturenames for item in request.session.items)  # type: ignore[attr-defined]
    share = total / number

    def fuzz(
        check: Callable[[Any], None], strategy: SearchStrategy[Any], *, finds: Iterable[Any] = ()
    ) -> None:
        deadline = time.monotonic() + (share or math.inf)
        failures: list[Exception] = []

        def timed(value: Any) -> None:
            # After a failure, hypothesis looks for the smallest input that causes it.
            if time.monotonic() > deadline and not failures:
                return
            started = time.process_time()
            try:
                check(value)
                assert time.process_time() - started < _SECONDS_FOR_ONE
            except Exception as error:
                failures.append(error)
                raise

        for value in finds:
            timed(value)
        if not total:
            _options(_EXAMPLES, is_fixed=True)(given(strategy)(timed))()
            return
        while time.monotonic() < deadline:
            number = random.SystemRandom().getrandbits(64)
            seed(number)(_options(_ROUND, is_fixed=False)(given(strategy)(timed)))()

    return fuzz
