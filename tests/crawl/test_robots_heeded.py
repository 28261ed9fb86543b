"""robots.txt on a real server: doubt forbids, a missing file frees, and delays are kept."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from gzip import compress
from pathlib import Path

import pytest
import trustme

from crawler.planning.prospects import GOODS_BARREN_AFTER
from crawler.run import SiteOutcome, crawl_sites
from tests.crawl.shops import Answer, Served, Shop, make_shop_pages, make_site
from warehouse.manifest import read_manifest

Serve = Callable[..., Shop]
Crawl = Callable[..., SiteOutcome]


def lead_on(path: str) -> Served:
    """Redirect /robots.txt to /hop-1, that to /hop-2 and so on, and answer free at /hop-6."""
    number = int(path.rpartition("-")[2]) if "hop" in path else 0
    if number == 6:
        return Served(body=b"User-agent: *\nDisallow: /secret/\n")
    return Served(status=302, headers={"Location": f"/hop-{number + 1}"})


Rules = dict[str, Answer]
SLOW = Served(wait=1.0)
LOOP = Served(status=301, headers={"Location": "/robots.txt"})
GARBLED = Served(body=b"\x1f\x8b\x08zz", headers={"Content-Encoding": "gzip"})
PACKED = Served(body=compress(b"User-agent: *\nDisallow:\n"))
WIDE = Served(body="User-agent: *\nDisallow: /\n".encode("utf-16"))
VERDICTS: list[tuple[str, Rules, tuple[str, str]]] = [
    ("rules that allow", {"/robots.txt": "User-agent: *\nDisallow: /cart\n"}, ("allowed", "complete")),
    ("no rules", {"/robots.txt": ""}, ("allowed", "complete")),
    ("not rules", {"/robots.txt": "<html>our shop is moving</html>"}, ("allowed", "complete")),
    ("bytes", {"/robots.txt": Served(body=bytes(range(256)) * 40)}, ("allowed", "complete")),
    ("larger than is read", {"/robots.txt": "#" * 3_000_000}, ("allowed", "complete")),
    ("missing", {"/robots.txt": Served(status=404)}, ("no robots.txt", "complete")),
    ("forbidden file", {"/robots.txt": Served(status=403)}, ("no robots.txt", "complete")),
    ("six redirects", {"/robots.txt": lead_on} | {f"/hop-{n}": lead_on for n in range(1, 7)}, ("allowed", "complete")),
    ("all forbidden", {"/robots.txt": "User-agent: *\nDisallow: /\n"}, ("disallowed", "disallowed")),
    ("we are forbidden", {"/robots.txt": "User-agent: GapFinder\nDisallow: /\n"}, ("disallowed", "disallowed")),
    ("another is forbidden", {"/robots.txt": "User-agent: otherbot\nDisallow: /\n"}, ("allowed", "complete")),
    ("endless delay", {"/robots.txt": "User-agent: *\nCrawl-delay: 86400\n"}, ("disallowed", "disallowed")),
    ("500", {"/robots.txt": Served(status=500)}, ("unreachable", "unreachable")),
    ("503", {"/robots.txt": Served(status=503, body=b"User-agent: *\nAllow: /\n")}, ("unreachable", "unreachable")),
    ("429", {"/robots.txt": Served(status=429, headers={"Retry-After": "1"})}, ("unreachable", "unreachable")),
    ("redirect loop", {"/robots.txt": LOOP}, ("unreachable", "unreachable")),
    ("cut short", {"/robots.txt": Served(body=b"User-agent: *" * 9, cut=True)}, ("unreachable", "unreachable")),
    ("too slow", {"/robots.txt": SLOW}, ("unreachable", "unreachable")),
    ("no gzip", {"/robots.txt": GARBLED}, ("unreachable", "unreachable")),
    ("gzip unsaid", {"/robots.txt": PACKED}, ("unreachable", "unreachable")),
    ("wide letters", {"/robots.txt": WIDE}, ("disallowed", "disallowed")),
]  # fmt: skip


@pytest.mark.parametrize(("pages", "expected"), [case[1:] for case in VERDICTS], ids=[case[0] for case in VERDICTS])
def test_verdict(serve: Serve, crawl: Crawl, tmp_path: Path, pages: Rules, expected: tuple[str, str]) -> None:
    shop = serve(make_shop_pages(1) | pages)
    outcome = crawl(shop, timeout=0.4 if SLOW in pages.values() else 20.0)
    manifest = read_manifest(tmp_path / "spool" / outcome.crawl_id)
    assert (manifest.crawl["robots"], outcome.coverage) == expected
    if outcome.coverage != "complete":
        assert not [path for path in shop.paths if "robots" not in path]


def test_rules_of_another_host_are_followed_to(serve: Serve, crawl: Crawl) -> None:
    other = serve({"/rules": "User-agent: *\nDisallow: /drills/\n"}, address="127.0.0.2")
    shop = serve(make_shop_pages(2) | {"/robots.txt": Served(status=301, headers={"Location": f"{other.url}rules"})})
    crawl(shop)
    assert "/saws/" in shop.paths
    assert "/drills/" not in shop.paths


def test_a_redirect_does_not_lead_around_the_rules(serve: Serve, crawl: Crawl, tmp_path: Path) -> None:
    pages = make_shop_pages(2) | {
        "/robots.txt": "User-agent: *\nDisallow: /secret/\n",
        "/drills/": Served(status=302, headers={"Location": "/secret/drills/"}),
    }
    shop = serve(pages)
    outcome = crawl(shop)
    assert "/secret/drills/" not in shop.paths
    assert read_manifest(tmp_path / "spool" / outcome.crawl_id).crawl["refusals"] == 1


def test_what_is_forbidden_costs_no_budget_and_is_soon_left_alone(serve: Serve, crawl: Crawl, tmp_path: Path) -> None:
    shop = serve(make_shop_pages(40) | {"/robots.txt": "User-agent: *\nDisallow: /p/\n"})
    outcome = crawl(shop, max_pages=5)
    assert (outcome.coverage, outcome.categories, outcome.products) == ("complete", 2, 80)
    assert sorted(shop.paths) == ["/", "/drills/", "/robots.txt", "/saws/", "/sitemap.xml"]
    visits = (tmp_path / "spool" / outcome.crawl_id / "visits.jsonl").read_text().splitlines()
    assert len(visits) == 4 + GOODS_BARREN_AFTER


@pytest.mark.parametrize(("ignore", "delay"), [(False, 0.3), (True, 0.0)])
def test_crawl_delay_is_kept_unless_told_otherwise(
    serve: Serve, crawl: Crawl, tmp_path: Path, ignore: bool, delay: float
) -> None:
    shop = serve(make_shop_pages(1) | {"/robots.txt": "User-agent: *\nCrawl-delay: 0.3\n"})
    outcome = crawl(shop, ignore_crawl_delay=ignore)
    times = [time for time, _ in shop.asked]
    assert (times[-1] - times[0]) / (len(times) - 1) > 0.9 * delay
    assert read_manifest(tmp_path / "spool" / outcome.crawl_id).crawl["delay"] == delay


def make_secure_shop(serve: Serve, authority: trustme.CA) -> Shop:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    shop = serve({})
    shop.stop()
    shop = Shop(make_shop_pages(1))
    shop.secure(context)
    shop.start()
    return shop


def test_a_certificate_that_nobody_vouches_for_ends_the_crawl(serve: Serve, crawl: Crawl) -> None:
    shop = make_secure_shop(serve, trustme.CA())
    outcome = crawl(shop)
    shop.stop()
    assert outcome.coverage == "unreachable"
    assert outcome.coverage_reason.startswith("home page: robots.txt: TLS: ")
    assert shop.asked == []


def test_a_certificate_that_is_vouched_for_is_fine(
    serve: Serve, crawl: Crawl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    shop = make_secure_shop(serve, authority)
    outcome = crawl(shop)
    shop.stop()
    assert outcome.coverage == "complete"


def test_no_tls_where_tls_was_expected(serve: Serve, crawl: Crawl) -> None:
    shop = serve(make_shop_pages(1))
    outcome = crawl(shop.url.replace("http:", "https:"))
    assert (outcome.coverage, "TLS" in outcome.coverage_reason) == ("unreachable", True)


def test_a_site_may_ask_for_its_own_agent(serve: Serve, tmp_path: Path) -> None:
    shop = serve(make_shop_pages(1) | {"/robots.txt": "User-agent: scout\nDisallow: /\n"})
    outcome = crawl_sites([make_site(shop, user_agent="scout/2 (+https://t.example)")], spool=tmp_path)[0]
    assert outcome.coverage == "disallowed"
    assert shop.headers[0]["user-agent"] == "scout/2 (+https://t.example)"
