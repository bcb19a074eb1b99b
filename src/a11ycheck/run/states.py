"""The states of pages that the configuration names: each is audited like a page of its own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from a11ycheck.browser import parse_keys
from a11ycheck.collect import Collection
from a11ycheck.config import Config
from a11ycheck.errors import UserError
from a11ycheck.model import Action, ActionKind, MessageTemplate, Notice, Page
from a11ycheck.web.globs import compile_globs

__all__ = ["StatesOfPages", "read_states"]

UNUSED_STATE = MessageTemplate(
    "unused-state", "No page has the state {state}: none matches {pages}."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    name: str
    actions: tuple[Action, ...]
    patterns: tuple[str, ...]
    has_page: Callable[[str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatesOfPages:
    """The states of a project, in the order of the configuration."""

    states: tuple[_State, ...] = ()

    def added_to(self, collection: Collection) -> Collection:
        """Return a collection in which each page is followed by its states."""
        if not self.states:
            return collection
        pages = tuple(item for page in collection.pages for item in (page, *self._of(page)))
        return replace(collection, pages=pages)

    def _of(self, page: Page) -> Iterator[Page]:
        for state in self.states:
            if state.has_page(page.path):
                yield page.in_state(state.name, state.actions)

    def unused(self, collection: Collection) -> tuple[Notice, ...]:
        """Return a notice for each state that no page of a collection has."""
        used = {page.state for page in collection.pages}
        return tuple(
            Notice(page="", message=UNUSED_STATE.format(state=item.name, pages=item.patterns))
            for item in self.states
            if item.name not in used
        )


def read_states(config: Config) -> StatesOfPages:
    """Return the states of the configuration; UserError for an invalid action or pattern."""
    found: dict[str, _State] = {}
    for number, entry in enumerate(config.states):
        where = config.where("states", number)
        if entry.name in found:
            message = f'{where}: there are two states "{entry.name}".'
            raise UserError(message, "Give each a name of its own.")
        actions = []
        for position, item in enumerate(entry.actions, 1):
            if item.problem:
                message = f'{where}: action {position} of the state "{entry.name}" {item.problem}.'
                raise UserError(message, 'Write one table per action, such as { click = "#menu" }.')
            actions.append(item.action())
        try:
            for action in actions:
                if action.kind is ActionKind.PRESS:
                    parse_keys(action.value)
            has_page = compile_globs(entry.pages)
        except UserError as error:
            message = f'{where}: the state "{entry.name}": {error.message}'
            raise UserError(message, error.hint) from None
        found[entry.name] = _State(
            name=entry.name, actions=tuple(actions), patterns=entry.pages, has_page=has_page
        )
    return StatesOfPages(states=tuple(found.values()))
