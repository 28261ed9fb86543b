"""Widely named categories are not called absent where what they hold elsewhere is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from gapfinder.matching.catalogues.sold import Sold
from gapfinder.matching.clustering.concepts import find_concepts
from gapfinder.matching.presence.kinship import find_doubtful

Shop = Mapping[str, Sequence[str]]
"""Categories with the titles of their products."""

PYJAMAS = ["Kiko Baby Footed Cotton", "Kiko Baby Zip Fleece", "Lumi Baby Footed Fleece", "Lumi Baby Zip Cotton", "Kiko"]
TIMBER = ["Oak Garden Railway 2.4 m", "Oak Garden Hardwood", "Pine Garden Railway 1.2 m", "Pine Garden Hardwood", "Oak"]


@pytest.mark.parametrize(
    ("label", "there", "here", "doubted"),
    [
        (
            "Access",
            {"Access": ["Youngman trade ladder 4 m", "Werner step ladder"], "Paint": ["Matt white paint"]},
            {"Ladders": ["Zarges Z600 3 m"], "Hammers": ["Thor mallet"]},
            True,
        ),
        (
            "Herramientas",
            {"Herramientas": ["Martillo de carpintero", "Destornillador plano"], "Pintura": ["Pintura blanca"]},
            {"Herramientas manuales > Martillos": ["Stanley 450 g"], "Adhesivos": ["Cola para madera"]},
            True,
        ),
        (
            "Hire Centre",
            {"Hire Centre": ["Kango 950 breaker", "Whacker plate"], "Paint": ["Matt white paint"]},
            {"Services > Tool hire": ["Belle mixer per day"], "Hammers": ["Thor mallet"]},
            True,
        ),
        (
            "Bekleidung",
            {"Bekleidung": ["Softshell Ritra", "Kapuzenpulli"], "Schrauben aus Edelstahl": ["Spax 4x40"]},
            {"Sport > Reithosen": ["Ritra Grip 38"], "Kleber für Holz": ["Holzleim"]},
            True,
        ),
        (
            "Reithosen",
            {"Reithosen": ["Ritra Grip", "Ritra Vollbesatz"], "Schrauben aus Edelstahl": ["Spax 4x40"]},
            {"Sport > Bekleidung > Laufshirts": ["Ritra Run"], "Kleber für Holz": ["Holzleim"]},
            False,
        ),
        (
            "Seguridad",
            {"Seguridad": ["Botas de seguridad", "Gafas de seguridad"], "Pintura": ["Pintura blanca"]},
            {"Equipo de protección > Calzado de seguridad": ["Panter talla 43"], "Adhesivos": ["Cola para madera"]},
            True,
        ),
        (
            "Safety",
            {"Safety": ["Uvex hard hat"], "Paint": ["Matt white paint"]},
            {"Workwear > Safety Shoes": ["Panter S3 43"], "Adhesives": ["Wood glue"]},
            True,
        ),
        (
            "Safety",
            {"Safety": ["Uvex hard hat"], "Paint": ["Matt white paint"]},
            {"Shoes": ["Panter S3 43"], "Adhesives": ["Wood glue"]},
            False,
        ),
        (
            "PPE",
            {"PPE > Knee pads": [], "PPE > Respirators": [], "Paint": []},
            {"Safety & clothing > Hearing": [], "Hammers": []},
            True,
        ),
        (
            "Bekleidung",
            {"Bekleidung": ["Regenjacke gelb", "Hose für Herren"], "Lacke": ["Weißer Lack für Holz"]},
            {"Arbeitskleidung": ["Latzhose grau und weiß"], "Kleben": ["Leim für Holz"]},
            True,
        ),
        (
            "Safety",
            {"Safety > Footwear": [], "Safety > Gloves": [], "Paint": []},
            {"Workwear > Safety boots": [], "Hammers": []},
            True,
        ),
        (
            "Access",
            {"Access": ["Youngman trade ladder 4 m", "Werner step ladder"], "Paint": ["Matt white paint"]},
            {"Cat food": ["Tuna for cats"], "Hammers": ["Thor mallet"]},
            False,
        ),
        (
            "Make-up",
            {"Make-up > Nails": [], "Make-up > Lips": [], "Paint": []},
            {"Fixings > Nails": ["Round wire 40 mm"], "Hammers": ["Thor mallet"]},
            False,
        ),
        (
            "Make-up",
            {"Make-up > Nails": [], "Make-up > Lips": [], "Paint": []},
            {"Beauty > Nails": ["Gel colour red"], "Hammers": ["Thor mallet"]},
            True,
        ),
        (
            "Wee Ones",
            {"Wee Ones > Sleepers": PYJAMAS, "Baby": [], "Paint": []},
            {"Wood > Sleepers": TIMBER, "Garden": [], "Hammers": []},
            False,
        ),
        (
            "Wee Ones",
            {"Wee Ones > Sleepers": PYJAMAS, "Baby": [], "Paint": []},
            {"Wood > Sleepers": PYJAMAS[:4], "Garden": [], "Hammers": []},
            True,
        ),
        (
            "Lighting",
            {"Lighting > Lamps": [], "Paint": []},
            {"Headtorches": ["Petzl Actik"], "Hammers": ["Thor mallet"]},
            True,
        ),
        (
            "Clothing",
            {"Clothing > Tops": [], "Paint": []},
            {"Worktops": ["Oak 3 m"], "Hammers": ["Thor mallet"]},
            False,
        ),
        (
            "Hammers",
            {"Hammers": ["Claw hammer 16 oz", "Sledge hammer"], "Paint": ["Matt white paint"]},
            {"Screwdrivers": ["Phillips screwdriver"], "Wrenches": ["Pipe wrench"]},
            False,
        ),
    ],
)
def test_what_is_held_elsewhere_raises_doubt(
    plant: Callable[..., Any], label: str, there: Shop, here: Shop, doubted: bool
) -> None:
    nodes = plant({"there": list(there), "here": list(here)})
    titles = {
        at: Sold.of(said, node.language)
        for at, node in enumerate(nodes)
        if (said := {**there, **here}.get(" > ".join(node.place.path)))
    }
    concepts = find_concepts(nodes, titles=titles)
    (wanted,) = (found.concept_id for found in concepts.found if found.label == label)
    doubts = {kin.node for kin in find_doubtful(concepts, titles) if kin.concept_id == wanted}
    assert bool([at for at in doubts if nodes[at].place.site == "here"]) is doubted
