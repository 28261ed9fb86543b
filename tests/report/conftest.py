"""A small warehouse with known findings, published as an analysis leaves it."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from gapfinder.findings import Cell, Findings, Gap, HeatRow, Proof, SiteSeen
from gapfinder.published_findings import read_findings
from warehouse.analysis import save_engagement, save_findings
from warehouse.load import load_closed
from warehouse.publish import publish
from warehouse.query import open_published
from warehouse.store import open_store

SITES = (
    ("acme", "prospect", "fasteners", "complete", "", ("Screws",)),
    ("boltco", "competitor", "fasteners", "complete", "", ("Screws", "Rivets")),
    ("nutworld", "competitor", "fasteners", "blocked", "a challenge page", ()),
    ("peaks", "reference", "outdoor", "complete", "", ("Starter kits",)),
    ("beans", "reference", "coffee", "capped", "the budget of 9 pages ended", ("Starter kits",)),
)
"""Site, role, industry, coverage, its reason, top categories."""
VERDICTS = {
    ("concept", "kits", "Starter kits"): "absent absent not-observed present present",
    ("concept", "rivets", "Rivets"): "absent present not-observed absent not-observed",
    ("offer model", "services", "Services"): "present absent not-observed absent not-observed",
    ("concept", "screws", "Screws"): "present present not-observed absent not-observed",
}
"""Subject and what each of `SITES` says of it, in their order."""
SCORES = {"score": 0.5, "adoption": 0.25, "absence": 0.125, "fit": 0.75, "strength": 1 / 3}
GAPS = (
    {"kind": "white space", "subject_kind": "concept", "subject_id": "kits", "label": "Starter kits",
     "reference_sites": 2, "industries": 2, "competitors_absent": 1, "competitors_observed": 1,
     "related": ["Gift kits"]},
    {"kind": "assortment gap", "subject_kind": "concept", "subject_id": "rivets", "label": "Rivets",
     "reference_sites": 0, "industries": 0, "competitors_absent": 0, "competitors_observed": 1, "related": []},
    {"kind": "exclusive", "subject_kind": "offer model", "subject_id": "services", "label": "Services",
     "reference_sites": 0, "industries": 0, "competitors_absent": 1, "competitors_observed": 1, "related": []},
)  # fmt: skip
KINDS = {gap["subject_id"]: str(gap["kind"]) for gap in GAPS}
NOTES = {"present": "named so", "absent": "none of 2 categories speaks of it", "not observed": "not read to the end"}


def write_crawl(data: Path, site: str, industry: str, seen: tuple[str, str], categories: tuple[str, ...]) -> None:
    """Write a closed spool folder as `docs/spool.md` describes it; `seen` is the coverage and its reason."""
    coverage, reason = seen
    folder = data / "spool" / f"{site}-20260301T100000Z-0001"
    folder.mkdir(parents=True)
    rows = [
        {"site": site, "category_id": name, "parent_id": None, "path": [name], "name": name, "depth": 1,
         "url": f"https://{site}.example/c", "product_count": 4, "seen_by": "menu", "page_url": None}
        for name in categories
    ]  # fmt: skip
    lines = {"categories": rows, "products": [], "product_categories": [], "visits": []}
    files = {}
    for kind, records in lines.items():
        content = "".join(json.dumps(row) + "\n" for row in records).encode()
        (folder / f"{kind}.jsonl").write_bytes(content)
        files[f"{kind}.jsonl"] = {
            "rows": len(records),
            "bytes": len(content),
            "sha256": sha256(content).hexdigest(),
        }
    counts = dict.fromkeys(("requests", "responses", "errors", "bytes", "products", "refusals"), 0)
    manifest = {
        "format": 1, "crawl_id": folder.name, "site": site, "url": f"https://{site}.example/", "industry": industry,
        "platform": None, "started_at": "2026-03-01T10:00:00Z", "finished_at": "2026-03-01T10:05:00Z",
        "outcome": "finished", "coverage": coverage, "coverage_reason": reason, "categories": len(rows),
        "robots": "allowed", "delay": 1.0, "files": files, **counts,
    }  # fmt: skip
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def list_presence() -> list[dict[str, Any]]:
    """Return the rows of the view presence."""
    return [
        {"subject_kind": kind, "subject_id": subject, "label": label, "site": site[0], "role": site[1],
         "presence": (said := word.replace("-", " ")), "products": {"present": 4, "absent": 0}.get(said),
         "share": {"present": 0.5, "absent": 0.0}.get(said), "evidence": NOTES[said]}
        for (kind, subject, label), words in VERDICTS.items()
        for site, word in zip(SITES, words.split(), strict=True)
    ]  # fmt: skip


def list_evidence(presence: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of the view gap_evidence."""
    return [
        {**{key: row[key] for key in ("subject_id", "site", "role", "presence")},
         "category_path": row["label"] if row["presence"] == "present" else None,
         "url": f"https://{row['site']}.example/" + ("c" if row["presence"] == "present" else ""),
         "crawled_at": pd.Timestamp("2026-03-01 10:05:00"), "note": row["evidence"]}
        for row in presence if row["subject_id"] in KINDS
    ]  # fmt: skip


def publish_case(data: Path, *, hostile: str | None = None) -> None:
    """Publish the findings of the engagement "case"; `hostile` replaces every text that comes from sites."""
    for site, _, industry, coverage, reason, categories in SITES:
        write_crawl(data, site, industry, (coverage, reason if hostile is None else hostile), categories)
    load_closed(data)
    presence = list_presence()
    evidence = list_evidence(presence)
    gaps = [{"rank": 1, "references_observed": 2, "confidence": "low", **SCORES, **gap} for gap in GAPS]
    if hostile is not None:
        texts = ("label", "evidence", "category_path", "url", "note", "related")
        for row in (*presence, *evidence, *gaps):
            row.update({key: [hostile] if key == "related" else hostile for key in texts if key in row})
    members = [
        (site, role, industry if hostile is None else hostile, f"https://{site}.example/")
        for site, role, industry, *_ in SITES
    ]
    with open_store(data) as store:
        save_engagement(store, "case", pd.DataFrame(members, columns=["site", "role", "industry", "url"]))
        save_findings(store, "case", pd.DataFrame(presence), pd.DataFrame(gaps), pd.DataFrame(evidence))
    publish(data)


def read_case(data: Path) -> Findings:
    with closing(open_published(data)) as published:
        return read_findings(published, "case")


@pytest.fixture(scope="session")
def findings(tmp_path_factory: pytest.TempPathFactory) -> Findings:
    """The findings of the small case."""
    data = tmp_path_factory.mktemp("case")
    publish_case(data)
    return read_case(data)


@pytest.fixture(scope="session")
def read_hostile(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Findings]:
    """Returns the case with a text in place of every text that comes from sites, read back from a warehouse."""

    def read(text: str) -> Findings:
        data = tmp_path_factory.mktemp("hostile")
        publish_case(data, hostile=text)
        return read_case(data)

    return read


@pytest.fixture(scope="session")
def make_site() -> Callable[..., SiteSeen]:
    """Makes a site by name and role, complete unless a coverage is given."""

    def make(site: str, role: str, coverage: str = "complete", **changes: Any) -> SiteSeen:
        observed = coverage in ("complete", "capped")
        given = {
            "site": site, "role": role, "industry": "tools", "url": None, "coverage": coverage, "coverage_reason": "",
            "crawled_at": None, "observed": observed, "observed_coverage": coverage if observed else "",
            "observed_at": None, "products_coverage": coverage if observed else "",
            "categories": 5 * observed, "products": 9 * observed,
        }  # fmt: skip
        return SiteSeen(**{**given, **changes})

    return make


@pytest.fixture(scope="session")
def make_gap() -> Callable[..., Gap]:
    """Makes a white space called Kits; `undecided` names the sites of which nothing is claimed."""

    def make(*, undecided: tuple[str, ...] = (), **changes: Any) -> Gap:
        evidence = tuple(
            Proof(site=site, role="competitor", presence="not observed", category_path="", url=None, crawled_at=None,
                  note="undecided")
            for site in undecided
        )  # fmt: skip
        given = {
            "rank": 1, "kind": "white space", "subject_kind": "concept", "subject_id": "kits", "label": "Kits",
            "reference_sites": 3, "references_observed": 4, "industries": 3, "competitors_absent": 2,
            "competitors_observed": 2, "confidence": "medium", "related": (), "evidence": evidence, **SCORES,
        }  # fmt: skip
        return Gap(**{**given, **changes})

    return make


@pytest.fixture(scope="session")
def spell(make_site: Callable[..., SiteSeen], make_gap: Callable[..., Gap]) -> Callable[[str, str | None], Findings]:
    """Returns findings without a warehouse in which every text is the given one, and every link too."""

    def write(text: str, url: str | None) -> Findings:
        presences = ("present", "absent", "not observed")
        roles = ("prospect", "competitor", "reference")
        changes = {"industry": text, "coverage_reason": text, "url": url}
        proofs = tuple(
            Proof(site=text, role=role, presence=presence, category_path=text, url=url, crawled_at=None, note=text)
            for role, presence in zip(roles, presences, strict=True)
        )
        cells = tuple(Cell(site=text, presence=said, products=1, share=0.5, evidence=text) for said in presences)
        return Findings(
            engagement="case",
            sites=tuple(make_site(text, role, **changes) for role in roles),
            gaps=tuple(
                make_gap(kind=kind, label=text, related=(text,), evidence=proofs)
                for kind in ("white space", "assortment gap", "exclusive")
            ),
            totals={"white space": 1, "assortment gap": 1, "exclusive": 1},
            heat=(HeatRow(subject_kind="concept", subject_id="x", label=text, kind="white space", cells=cells),),
        )

    return write
