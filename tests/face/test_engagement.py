from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.sites import Politeness, Site
from gapfinder.engagement import Engagement, Member, keep_to_structure, load_engagement
from gapfinder.engagement_file import Figures, Ranking
from gapfinder.engagement_problems import EngagementError

SMALL = """
name = "acme-2026"
[prospect]
url = "https://www.acme.example/"
"""

FULL = """
name = "acme-2026"
data = "../store"
[crawl]
delay = 2
contact = "mailto:research@example.com"
[prospect]
name = "acme"
url = "https://www.acme.example/"
industry = "fasteners"
[[competitors]]
url = "https://www.Boltco.example/shop"
delay = 0
max_pages = 10
start_urls = ["https://www.boltco.example/all"]
allowed_paths = ["/shop/"]
user_agent = "boltbot/1"
[[references]]
url = "http://127.0.0.3:8080/"
industry = "outdoor retail"
allow_private = true
ignore_crawl_delay = true
[figures]
currency = "USD"
online_revenue = 1_200_000.50
orders = 8_400
[ranking]
adoption = 1
min_reference_sites = 2
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "engagement.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_full_file(tmp_path: Path) -> None:
    contact = "mailto:research@example.com"
    assert load_engagement(write(tmp_path, FULL)) == Engagement(
        name="acme-2026",
        data=tmp_path / "../store",
        members=(
            Member(
                site=Site(
                    name="acme",
                    url="https://www.acme.example/",
                    industry="fasteners",
                    politeness=Politeness(delay=2.0, contact=contact),
                ),
                role="prospect",
                industry="fasteners",
            ),
            Member(
                site=Site(
                    name="boltco.example",
                    url="https://www.Boltco.example/shop",
                    start_urls=("https://www.boltco.example/all",),
                    allowed_paths=("/shop/",),
                    politeness=Politeness(delay=0.0, max_pages=10, contact=contact, user_agent="boltbot/1"),
                ),
                role="competitor",
                industry="",
            ),
            Member(
                site=Site(
                    name="127.0.0.3-8080",
                    url="http://127.0.0.3:8080/",
                    industry="outdoor retail",
                    politeness=Politeness(delay=2.0, contact=contact, allow_private=True, ignore_crawl_delay=True),
                ),
                role="reference",
                industry="outdoor retail",
            ),
        ),
        figures=Figures(currency="USD", online_revenue=Decimal("1200000.5"), orders=8400),
        ranking=Ranking(adoption=1, min_reference_sites=2),
    )


def test_defaults(tmp_path: Path) -> None:
    read = load_engagement(write(tmp_path, SMALL))
    assert (read.data, read.figures, read.ranking) == (tmp_path / "data", Figures(), Ranking())
    assert [member.site for member in read.members] == [Site(name="acme.example", url="https://www.acme.example/")]


def test_every_site_can_be_kept_to_its_structure(tmp_path: Path) -> None:
    case = keep_to_structure(load_engagement(write(tmp_path, FULL)))
    assert [member.site.politeness.structure_only for member in case.members] == [True] * 3
    assert case.members[1].site.politeness.max_pages == 10


def test_a_site_may_be_crawled_less_deep_than_the_rest(tmp_path: Path) -> None:
    text = SMALL.replace("[prospect]", "[crawl]\nstructure_only = true\n[prospect]") + "structure_only = false\n"
    (member,) = load_engagement(write(tmp_path, text + "product_pages = false\n")).members
    assert (member.site.politeness.structure_only, member.site.politeness.product_pages) == (False, False)


def test_byte_order_mark_is_no_key(tmp_path: Path) -> None:
    assert load_engagement(write(tmp_path, "\ufeff" + SMALL.strip())).name == "acme-2026"


@pytest.mark.parametrize(
    ("added", "problem"),
    [
        ("indsutry = 'x'", 'prospect.indsutry = "x": is not a key; did you mean industry?'),
        ("max-pages = 5", "prospect.max-pages = 5: is not a key; did you mean max_pages?"),
        ("gross_margin = 0.3", "prospect.gross_margin = 0.3: does not belong here but in figures"),
        ("delay = -1", "prospect.delay = -1: needs to be at least 0"),
        ("delay = nan", "prospect.delay = NaN: needs to be a finite number"),
        ("delay = '1'", 'prospect.delay = "1": needs to be a number'),
        ("concurrency = 0", "prospect.concurrency = 0: needs to be at least 1"),
        ("concurrency = 1.5", "prospect.concurrency = 1.5: needs to be a whole number"),
        ("allow_private = 1", "prospect.allow_private = 1: needs to be true or false"),
        ("browser = 'maybe'", "prospect.browser = \"maybe\": needs to be 'auto', 'always' or 'never'"),
        ("browser_pages = 0", "prospect.browser_pages = 0: needs to be at least 1"),
        ("timeout = 0", "prospect.timeout = 0: needs to be more than 0"),
        ("name = '../up'", 'prospect.name = "../up": is used in file names: start with a letter or digit'),
        ('user_agent = "a\\nHost: b"', 'prospect.user_agent = "a\\nHost: b": must be one line of printable text'),
        ("start_urls = ['/all']", 'prospect.start_urls[0] = "/all": needs to start with http:// or https://'),
        ("start_urls = 'x'", 'prospect.start_urls = "x": needs to be a list'),
        ("allowed_paths = ['shop']", 'prospect.allowed_paths[0] = "shop": needs to start with /'),
        ("[crawl]\nstart_urls = []", "crawl.start_urls = []: does not belong here but in prospect or competitors"),
        ("[crawl]\ndelai = 2", "crawl.delai = 2: is not a key; did you mean delay?"),
        ("[competitors]\nurl = 'http://a.example'", "competitors = {"),
        ("[[competitors]]\nname = 'b'", 'competitors[0].url: is missing (in "b")'),
        ("[[competitors]]\nurl = 'www.b.example'", 'competitors[0].url = "www.b.example": needs to start with http'),
        (
            "[[competitors]]\nurl = 'ftp://b.example'",
            'competitors[0].url = "ftp://b.example": needs to start with http',
        ),
        ("[[competitors]]\nurl = 'https://'", 'competitors[0].url = "https://": is not a URL that can be asked for'),
        ("[[competitors]]\nurl = 'https://[::1'", 'competitors[0].url = "https://[::1": is not a URL'),
        ("[[competitors]]\nurl = 'https://a:99999/'", 'competitors[0].url = "https://a:99999/": is not a URL'),
        ("[[competitors]]\nurl = 'https://u:p@b.example'", "must not carry a user name or password"),
        ("[[references]]\nurl = 'https://r.example'", 'references[0].industry: is missing (in "https://r.example")'),
        ("[[references]]\nurl = 'https://r.example'\nindustry = ' '", 'references[0].industry = " ": '),
        ("[figures]\norders = -1", "figures.orders = -1: needs to be at least 0"),
        ("[figures]\nonline_revenue = true", "figures.online_revenue = true: needs to be a number"),
        ("[figures]\ncurrency = 'euro'", 'figures.currency = "euro": needs to be a three-letter ISO 4217 code'),
        ("[ranking]\nfit = -0.1", "ranking.fit = -0.1: needs to be at least 0"),
        ("[ranking]\nmatch_score = 1.5", "ranking.match_score = 1.5: needs to be at most 1"),
        ("[rank]\nfit = 1", 'rank = {"fit": 1}: is not a key; did you mean ranking?'),
        (
            "[[competitors]]\nurl = 'https://b.example'\n[[competitors]]\nurl = 'https://www.B.example/2'",
            'competitors[1].name = "b.example": is the name of competitors[0] already',
        ),
        (
            "[[competitors]]\nname = 'b'\nurl = 'http://acme.example'",
            'competitors[0].url = "http://acme.example": is the url of prospect already',
        ),
    ],
)
def test_problem_names_file_key_and_value(tmp_path: Path, added: str, problem: str) -> None:
    path = write(tmp_path, SMALL + added)
    with pytest.raises(EngagementError) as caught:
        load_engagement(path)
    assert str(caught.value).startswith(f"{path}: {problem}") or problem in str(caught.value).partition(": ")[2]
    assert len(str(caught.value).splitlines()) == 1
    assert caught.value.exit_code == 2


def test_every_problem_has_its_line(tmp_path: Path) -> None:
    path = write(tmp_path, "[crawl]\ndelay = -1\n[figures]\norders = 'x'")
    with pytest.raises(EngagementError) as caught:
        load_engagement(path)
    assert str(caught.value).splitlines() == [
        f"{path}: name: is missing",
        f"{path}: crawl.delay = -1: needs to be at least 0",
        f"{path}: prospect: is missing",
        f'{path}: figures.orders = "x": needs to be a whole number',
    ]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b'name = "a"\nname 1', "is not valid TOML: "),
        (b'name = "a"\n\n# caf\xe9', "line 3: is not UTF-8 text"),
        (b"x = " + b"[" * 5000, "is not valid TOML: "),
    ],
)
def test_unreadable_text_is_told_with_its_line(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "e.toml"
    path.write_bytes(content)
    with pytest.raises(EngagementError) as caught:
        load_engagement(path)
    assert str(caught.value).startswith(f"{path}: {problem}")


def test_syntax_error_names_its_line(tmp_path: Path) -> None:
    with pytest.raises(EngagementError, match="line 2"):
        load_engagement(write(tmp_path, 'name = "a"\nname 1'))


@pytest.mark.parametrize(("name", "reason"), [("missing.toml", "No such file or directory"), (".", "Is a directory")])
def test_file_that_cannot_be_read(tmp_path: Path, name: str, reason: str) -> None:
    path = tmp_path / name
    with pytest.raises(EngagementError) as caught:
        load_engagement(path)
    assert str(caught.value) == f"{path}: cannot be read: {reason}"


def to_toml(raw: Mapping[str, object]) -> str:
    return "\n".join(f"{key} = {show(value)}" for key, value in raw.items())


def show(value: object) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{key} = {show(item)}" for key, item in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(show, value)) + "]"
        case bool() | None:
            return str(bool(value)).lower()
        case str():
            return '"' + "".join(f"\\U{ord(char):08x}" for char in value) + '"'
        case _:
            return str(value)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["url", "name", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)
KEYS = ["name", "data", "crawl", "prospect", "competitors", "references", "figures", "ranking", "other"]


@given(text=st.text(max_size=200) | st.dictionaries(st.sampled_from(KEYS), VALUES).map(to_toml))
def test_any_text_is_read_or_refused_in_words(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("any") / "e.toml"
    path.write_bytes(text.encode("utf-8", errors="surrogatepass"))
    told = f"{path}: "
    try:
        load_engagement(path)
    except EngagementError as error:
        told = str(error)
    assert told.startswith(f"{path}: ")
