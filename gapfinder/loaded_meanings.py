"""What makes vectors of the names of what is loaded, and keeps them beside the warehouse; what languages are read."""

from __future__ import annotations

from collections.abc import Iterator

from gapfinder.matching.names.languages import guess_language, list_spoken, list_uncompared
from gapfinder.matching.summed_meanings import Encode
from gapfinder.meaning.installed import open_shelf
from gapfinder.meaning.vector_shelf import VectorShelf
from warehouse.analysis import Catalogue
from warehouse.homes import Home, folder_of


def open_encoder(home: Home, catalogue: Catalogue) -> Encode | None:
    """Return what makes vectors of names and keeps them in the data folder, None where no sentence model is installed.

    It is the model for the languages that all sites speak.
    """
    shelf = _open_shelf(home, catalogue)
    return shelf.find_vectors if shelf else None


def list_loaded_uncompared(home: Home, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the languages of all sites, nothing where there is one only or the model compares them."""
    shelf = _open_shelf(home, catalogue)
    return list_uncompared(map(list_spoken, _list_names(catalogue)), shelf.languages if shelf else frozenset())


def _open_shelf(home: Home, catalogue: Catalogue) -> VectorShelf | None:
    languages = frozenset(map(guess_language, _list_names(catalogue)))
    return open_shelf(kept_in=folder_of(home), languages=languages)


def _list_names(catalogue: Catalogue) -> Iterator[list[str]]:
    """Yield the names of categories of each site."""
    for _, found in catalogue.categories.dropna(subset=["name"]).groupby("site")["name"]:
        yield [str(name) for name in found]
