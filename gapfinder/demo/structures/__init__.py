"""How the sample shops are built, a kind of shop software a module."""

from __future__ import annotations

from gapfinder.demo.structure import Structure
from gapfinder.demo.structures import (
    challenge,
    collections,
    endpoint,
    mega_menu,
    nested_menu,
    query_links,
    rendered_app,
    script_shell,
    trails,
)

STRUCTURES: dict[str, Structure] = {
    "nested menu": nested_menu.STRUCTURE,
    "mega menu": mega_menu.STRUCTURE,
    "trails only": trails.STRUCTURE,
    "query links": query_links.STRUCTURE,
    "challenge": challenge.STRUCTURE,
    "collections": collections.STRUCTURE,
    "store endpoint": endpoint.STRUCTURE,
    "rendered app": rendered_app.STRUCTURE,
    "script shell": script_shell.STRUCTURE,
}
"""By the name that a shop's file gives."""
