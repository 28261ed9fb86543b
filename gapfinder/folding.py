"""One finding told once: gaps that are parts of each other are folded into the more telling one."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd


def fold_gaps(ranked: pd.DataFrame, kinship: pd.DataFrame, carriers: pd.DataFrame) -> pd.DataFrame:
    """Keep of each family of gaps the best ranked, and name the others in it.

    A gap is folded into a better one of its kind if one lies inside the other's categories on most of its sites and
    every site that carries it carries the better one, too: a part that is proven elsewhere stays a finding of its own.

    `ranked` has kind, subject_id, label, best first; `kinship` (kind, subject_id, inside_id) and `carriers`
    (subject_id, site) as of the SQL of these names. Returns the kept rows with a column `related` of label lists.
    """
    sites: dict[str, set[str]] = defaultdict(set)
    for subject, site in zip(carriers["subject_id"], carriers["site"], strict=True):
        sites[subject].add(site)
    kin: dict[tuple[str, str], set[str]] = defaultdict(set)
    for kind, subject, inside in zip(kinship["kind"], kinship["subject_id"], kinship["inside_id"], strict=True):
        kin[kind, subject].add(inside)
        kin[kind, inside].add(subject)
    related: dict[tuple[str, str], list[str]] = {}
    kept: dict[tuple[str, str], int] = {}
    for place, (kind, subject, label) in enumerate(
        zip(ranked["kind"], ranked["subject_id"], ranked["label"], strict=True)
    ):
        hosts = [(kind, kin_id) for kin_id in kin[kind, subject] if sites[subject] <= sites[kin_id]]
        host = min((host for host in hosts if host in kept), key=kept.__getitem__, default=None)
        if host is None:
            kept[kind, subject] = place
            related[kind, subject] = []
        else:
            related[host].append(label)
    folded = ranked.iloc[list(kept.values())].reset_index(drop=True)
    return folded.assign(related=pd.Series(related.values(), dtype="object"))
