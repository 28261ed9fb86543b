"""What makes vectors of the names of what is loaded, and keeps them beside the warehouse."""

from __future__ import annotations

from gapfinder.matching.languages import guess_language
from gapfinder.matching.meanings import Encode
from gapfinder.meaning.installed import open_shelf
from warehouse.analysis import Catalogue
from warehouse.homes import Home, folder_of


def open_encoder(home: Home, catalogue: Catalogue) -> Encode | None:
    """Return what makes vectors of names and keeps them in the data folder, None where no sentence model is installed.

    It is the model for the languages that all sites speak.
    """
    names = catalogue.categories.dropna(subset=["name"]).groupby("site")["name"]
    languages = frozenset(guess_language([str(name) for name in found]) for _, found in names)
    shelf = open_shelf(kept_in=folder_of(home), languages=languages)
    return shelf.find_vectors if shelf else None
