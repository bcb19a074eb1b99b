"""Merge the shards of a run: what they measured becomes the measurement of the whole run."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from a11ycheck.errors import UserError
from a11ycheck.model import Message, MessageTemplate, Shard
from a11ycheck.run.gathered import Gathered, Measured, assemble
from a11ycheck.run.shard import pages_of_shard
from a11ycheck.run.shard_evidence import ShardEvidence, read_shard

__all__ = ["MergedRun", "merge_shards"]

MISSING_SHARD = MessageTemplate(
    "missing-shard", "the report of shard {index} of {count} is missing"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedRun:
    """The run that several shards make together.

    `common` is one of the `shards`, for what is the same in all of them. `seconds` are those of the shard
    that took longest.
    """

    gathered: Gathered
    shards: tuple[ShardEvidence, ...]
    common: ShardEvidence
    started: str
    seconds: float


def merge_shards(paths: Sequence[Path]) -> MergedRun:
    """Return the run that the reports of its shards make; UserError if they are not of one run.

    The pages of a shard without a report are not tested.
    """
    if not paths:
        message = "There is no report to merge."
        raise UserError(message, "Name the JSON reports of all shards.")
    by_index = _by_index(paths)
    shards = tuple(shard for _, shard in sorted(by_index.items()))
    common = shards[0]
    measured = Measured(
        pages=common.all_pages(),
        own=tuple(page.path for page in common.pages),
        results={path: result for shard in shards for path, result in shard.results().items()},
        skipped=common.skipped,
        not_tested=common.not_tested,
        notices=common.notices,
        uncollected=common.uncollected,
        variants=common.variants,
        axe=common.axe,
        interrupted=any(shard.interrupted for shard in shards),
    )
    return MergedRun(
        gathered=assemble(measured, dict(_missing(common, by_index))),
        shards=shards,
        common=common,
        started=min(shard.started for shard in shards),
        seconds=max(shard.seconds for shard in shards),
    )


def _by_index(paths: Sequence[Path]) -> Mapping[int, ShardEvidence]:
    """Return the shards by their numbers; UserError if one comes twice, or they are not of one run."""
    found: dict[int, tuple[Path, ShardEvidence]] = {}
    for path in paths:
        shard = read_shard(path)
        index = shard.shard.index
        if index in found:
            message = f"{found[index][0]} and {path} are both of shard {index}."
            raise UserError(message, "Name the report of each shard once.")
        found[index] = (path, shard)
        first_path, first = next(iter(found.values()))
        if difference := next(_differences(first, shard), ""):
            message = f"{first_path} and {path} are not of the same run: {difference}."
            raise UserError(message, "Audit all shards of one build with the same configuration.")
    return {index: shard for index, (_, shard) in found.items()}


def _differences(one: ShardEvidence, other: ShardEvidence) -> Iterator[str]:
    """Yield what differs between two shards, and would not if they were of the same run."""
    if one.shard.count != other.shard.count:
        yield f"one of {one.shard.count} shards, the other of {other.shard.count}"
    for name, value in one.settings.items():
        if value != other.settings.get(name):
            yield f"the setting `{name}` differs"
    if one.targets != other.targets:
        yield f"they audited {' '.join(one.targets)} and {' '.join(other.targets)}"
    if one.pages != other.pages or one.skipped != other.skipped:
        yield "the sites have different pages"
    if one.policy != other.policy or one.is_partial != other.is_partial:
        yield "the suppressions or baselines differ"
    if one.browser and other.browser and one.browser != other.browser:
        yield f"the browsers are {one.browser} and {other.browser}"
    if (one.not_tested, one.notices) != (other.not_tested, other.notices):
        yield "the source maps or unreadable files differ"


def _missing(
    common: ShardEvidence, known: Mapping[int, ShardEvidence]
) -> Iterator[tuple[str, Message]]:
    """Yield each page of a shard without a report, and the reason why it is not tested."""
    count = common.shard.count
    paths = [page.path for page in common.pages]
    for index in range(1, count + 1):
        if index not in known:
            reason = MISSING_SHARD.format(index=index, count=count)
            for page in pages_of_shard(paths, Shard(index=index, count=count)):
                yield page, reason
