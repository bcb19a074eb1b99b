"""The notices of one page, and its blocked requests, are listed up to a limit and counted beyond it."""

from a11ycheck.cost import MAX_BLOCKED, page_weight
from a11ycheck.model import Notice, PageEvidence, Request, plain_message
from a11ycheck.model.bounds import MAX_TEXT
from a11ycheck.run.notices import MAX_NOTICES, list_notices


def notices(page: str, count: int) -> list[Notice]:
    return [Notice(page=page, message=plain_message(str(number))) for number in range(count)]


def test_the_notices_of_each_page_are_bounded() -> None:
    many, few = notices("a.html", MAX_NOTICES + 3), notices("b.html", MAX_NOTICES)

    listed = list(list_notices([*many, *few], []))

    assert listed[:-1] == [*many[:MAX_NOTICES], *few]
    assert (listed[-1].page, str(listed[-1].message)) == (
        "a.html",
        "3 more notices are not listed.",
    )


def test_blocked_requests_are_bounded() -> None:
    requests = tuple(
        Request(url=f"https://e.org/{number}/{'x' * 10_000}", kind="image", blocked=True)
        for number in range(MAX_BLOCKED + 2)
    )
    evidence = PageEvidence(page="a.html", requests=requests)

    weight = page_weight(evidence)
    (notice,) = list_notices([], [evidence])

    assert (weight.requests, len(weight.blocked)) == (MAX_BLOCKED + 2, MAX_BLOCKED)
    assert max(len(request.url) for request in weight.blocked) <= MAX_TEXT + 1
    assert str(notice.message) == "2 more blocked requests are not listed."
