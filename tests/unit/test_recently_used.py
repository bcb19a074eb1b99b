"""`RecentlyUsed` forgets what was used longest ago, and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from a11ycheck.recently_used import RecentlyUsed


@given(keys=st.lists(st.integers(0, 20), max_size=200), most=st.integers(1, 8))
def test_the_last_keys_that_were_used_are_kept_and_old_ones_are_not(
    keys: list[int], most: int
) -> None:
    memory = RecentlyUsed[int, str](most)

    for key in keys:
        if memory.get(key) is None:
            memory.put(key, str(key))

    last = list(dict.fromkeys(reversed(keys)))
    kept = [key for key in last if memory.get(key) == str(key)]
    assert kept[:most] == last[:most]


@given(sizes=st.lists(st.integers(0, 5), max_size=100))
def test_sizes_bound_what_is_kept(sizes: list[int]) -> None:
    memory = RecentlyUsed[int, int](10)

    for key, size in enumerate(sizes):
        memory.put(key, size, size)

    assert sum(filter(None, map(memory.get, range(len(sizes))))) <= 2 * (10 + 5)
