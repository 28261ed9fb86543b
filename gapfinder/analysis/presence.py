"""Who carries what: `present`, `absent` or `not observed` for each concept and offer model on each site."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import pandas as pd

from gapfinder.analysis.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Cutoffs:
    """Where evidence begins to count; scores and shares are in 0..1."""

    member_score: float = 0.5
    """A category with a lower score neither carries its concept nor lets it be called absent."""
    broader_score: float = 0.5
    """A category this surely broader than a concept may hide it."""
    like_score: float = 0.2
    """A doubtful category with a lower score, which is like a concept by name alone, tells nothing of what stands above
    that elsewhere."""
    passing_score: float = 0.65
    """Nor does a category less surely broader than it."""
    named_titles: int = 2
    """So many product titles that hold a whole name of one word tell something of that; of more words one does."""
    fine_tree: int = 30
    """A site without product titles that has fewer categories than this …"""
    tree_share: float = 0.5
    """… and than this share of those that sites with a concept have (the median) may have it without naming it."""
    known_share: float = 0.8
    """A broader category hides nothing once the titles of this share of its products are known."""
    min_titles: int = 3
    """So many product titles make a subject present without a category …"""
    title_share: float = 0.01
    """… if they are this share of the site's titles, too. Fewer leave it undecided."""
    min_reference_sites: int = 1
    """White space that fewer reference sites carry is left out."""
    min_competitors_observed: int = 1
    """So is a gap of any kind for which fewer competitors were observed."""


def find_presence(desk: Desk, cutoffs: Cutoffs) -> pd.DataFrame:
    """Judge every concept and offer model on every site of the engagement.

    `present`: a category carries it, or enough product titles speak of it. `absent`: the site's catalogue was read to
    the end (coverage `complete`), and no category, no product title, nothing that stands below it elsewhere (there or
    likely enough there) and no broader category with unread products says otherwise. An offer model's absence needs
    product titles as well, a concept's these or a tree about as fine as those of the sites that have it.
    Everything else is `not observed`: a capped crawl proves what it saw and the absence of nothing, for what it did not
    see may be what is missing.

    Columns: subject_kind, subject_id, label, site, role, presence, products, share (of the site's products, or of its
    categories where no product is known; null where not observed), evidence (one line).
    """
    limits = asdict(cutoffs)
    for step in ("lineage", "looked_at", "subjects"):
        desk.run(step)
    desk.run("carried", member_score=limits["member_score"])
    desk.run("inside", member_score=limits["member_score"])
    desk.run("made_of", member_score=limits["member_score"])
    desk.run("titled")
    counted = ("min_titles", "title_share")
    doubted = ("member_score", "broader_score", "known_share", "like_score", "passing_score", "named_titles")
    desk.run("doubts", **{name: limits[name] for name in (*doubted, "fine_tree", "tree_share", *counted)})
    desk.run("passed_doubts", member_score=limits["member_score"])
    desk.run("presence", **{name: limits[name] for name in counted})
    found = desk.table("presence")
    return found.sort_values(["subject_kind", "subject_id", "role", "site"], ignore_index=True)
