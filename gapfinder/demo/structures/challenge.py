"""A shop that answers every page with a challenge to the visitor's browser, and nothing else."""

from __future__ import annotations

from dataclasses import replace

from gapfinder.demo.exchange import Ask, Reply
from gapfinder.demo.storefront import Storefront
from gapfinder.demo.structure import Structure, Target


def locate(target: Target) -> str:
    """Return the address that a page would have."""
    return f"/catalog/{target.slug}"


def answer(front: Storefront, ask: Ask) -> Reply:
    """Refuse whatever is asked."""
    reply = front.draw(ask, "challenge", None)
    return replace(reply, status=403, headers={"Cache-Control": "no-store"})


STRUCTURE = Structure(locate=locate, folder="challenge", answer=answer)
