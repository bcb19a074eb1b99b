"""The server of a run on other machines: only requests that know its name are answered."""

import re
from pathlib import Path

import pytest

from a11ycheck.collect import collect
from a11ycheck.errors import UserError
from a11ycheck.web.advertised import Advertised, advertise
from a11ycheck.web.site_server import SiteServer
from served_site import Ask, endpoint_of

GRID = "http://127.0.0.1:4444"


def test_only_a_request_that_knows_the_name_is_answered(site: Path, ask: Ask) -> None:
    advertised = Advertised(host="127.0.0.2")
    with SiteServer(site, advertised=advertised) as server:
        name, port = endpoint_of(server)
        reached = f"http://127.0.0.2:{port}"

        assert ask(reached, "/index.html", Host=f"{name}:{port}").status == 200
        assert ask(reached, "/index.html", Host=f"{name.upper()}:{port}").status == 200
        for wrong in (f"127.0.0.2:{port}", "localhost", f"x{name}", "", f"{'0' * 32}.localhost"):
            refused = ask(reached, "/index.html", Host=wrong)
            assert refused.status == 403
            assert b"word" not in refused.body
        assert ask(reached, f"http://{name}:{port}/index.html", Host="localhost").status == 403


def test_the_server_listens_where_it_is_advertised_and_nowhere_else(site: Path, ask: Ask) -> None:
    with SiteServer(site, advertised=Advertised(host="127.0.0.2")) as server:
        name, port = endpoint_of(server)
        with pytest.raises(ConnectionRefusedError):
            ask(f"http://127.0.0.1:{port}", "/index.html", Host=name)


def test_a_host_that_is_not_of_this_machine_is_one_that_forwards_to_it(
    site: Path, ask: Ask
) -> None:
    with SiteServer(site, advertised=Advertised(host="192.0.2.200")) as server:
        name, port = endpoint_of(server)
        assert ask(f"http://127.0.0.1:{port}", "/index.html", Host=name).status == 200


def test_each_run_has_another_name_that_browsers_trust() -> None:
    names = {advertise("build.example", GRID).name for _ in range(20)}

    assert len(names) == 20
    assert all(re.fullmatch(r"[0-9a-f]{32}\.localhost", name) for name in names)


def test_the_name_is_not_shown_with_the_value() -> None:
    advertised = advertise("build.example", GRID)
    assert advertised.name not in repr(advertised)


@pytest.mark.parametrize(
    ("text", "host", "port"),
    [
        ("", "127.0.0.1", 0),
        ("build", "build", 0),
        ("build.example:8000", "build.example", 8000),
        ("10.1.2.3:80", "10.1.2.3", 80),
    ],
)
def test_forms_of_advertise(text: str, host: str, port: int) -> None:
    advertised = advertise(text, GRID)
    assert (advertised.host, advertised.port) == (host, port)
    assert advertised.resolver_rule == f"MAP {advertised.name} {host}"


@pytest.mark.parametrize(
    "text", ["http://build", "build:0", "build:70000", "a b", "a,b", ":80", "-a", "[::1]"]
)
def test_what_is_no_host_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="is not a host with an optional port"):
        advertise(text, GRID)


def test_a_port_serves_one_site_and_must_be_free(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("one", "two")]
    for folder in folders:
        folder.mkdir()
        (folder / "index.html").write_text("<title>x</title>")
    with SiteServer(folders[0], advertised=Advertised(host="127.0.0.1")) as server:
        taken = Advertised(host="127.0.0.1", port=endpoint_of(server)[1])
        with pytest.raises(UserError, match=r"nothing can be served there: .* in use"):
            collect([str(folders[0])], advertised=taken)
        with pytest.raises(UserError, match="several sites cannot be served on one port"):
            collect([*map(str, folders)], advertised=taken)


def test_several_sites_of_a_run_have_one_name(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text("<title>x</title>")
    targets = [str(tmp_path / name) for name in ("one", "two")]
    with collect(targets, advertised=Advertised(host="127.0.0.1")) as collection:
        assert len({endpoint_of(server)[0] for server in collection.servers}) == 1
        assert len({endpoint_of(server)[1] for server in collection.servers}) == 2
