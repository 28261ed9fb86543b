"""Signs of offer models, and what only looks like one."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapfinder.matching.names.terms import STEMMERS
from gapfinder.matching.selling.offer_signs import ALONE, Sign, Surroundings, hear_name, hear_title
from gapfinder.matching.selling.offers import describe_offer_models, find_in_name, find_offers

ALL = tuple(STEMMERS)


def say(signs: tuple[Sign, ...]) -> list[str]:
    """Return the offer models of signs, those that are not sure with a question mark."""
    return [sign.offer_model + "?" * (not sign.is_sure) for sign in signs]


@pytest.mark.parametrize(
    ("name", "models"),
    [
        ("Starter Kits & Bundles", ("kits",)),
        ("Startersets", ("kits",)),
        ("Coffrets cadeaux", ("kits",)),
        ("Football Kits", ()),
        ("Kitchen", ()),
        ("Kit bags", ()),
        ("Subscriptions", ("subscriptions",)),
        ("Subscribe & Save", ("subscriptions",)),
        ("Abonnements", ("subscriptions",)),
        ("Magazine subscriptions", ()),
        ("Spare Parts", ("spare_parts",)),
        ("Ersatzteile", ("spare_parts",)),
        ("Pièces détachées", ("spare_parts",)),
        ("Spare wheels", ()),
        ("Refills", ("consumables",)),
        ("Verbrauchsmaterial", ("consumables",)),
        ("Refillable bottles", ()),
        ("Calibration Services", ("services",)),
        ("Services", ("services",)),
        ("Rental services", ("rental",)),
        ("Trade-in service", ("trade_in",)),
        ("Kalibrierung", ("services",)),
        ("Étalonnage", ("services",)),
        ("Tea services", ()),
        ("Service packs", ()),
        ("Tyre repair kits", ()),
        ("Calibration weights", ()),
        ("Extended Warranty", ("protection_plans",)),
        ("Screen protection", ()),
        ("Refurbished laptops", ("refurbished",)),
        ("Gebrauchtgeräte", ("refurbished",)),
        ("Occasion dresses", ()),
        ("Tool hire", ("rental",)),
        ("Mietgeräte", ("rental",)),
        ("Rental property signs", ()),
        ("Engraving", ("personalisation",)),
        ("Gravuren", ("personalisation",)),
        ("Engraving machines", ()),
        ("Personal care", ()),
        ("Private label coffee", ("private_label",)),
        ("White label makers", ()),
        ("Samples", ("samples",)),
        ("Échantillons", ("samples",)),
        ("Sample bottles", ()),
        ("Monster trucks", ()),
        ("Torque testers", ()),
        ("Gift cards", ("gift_cards",)),
        ("Tarjetas regalo", ("gift_cards",)),
        ("Gift card holders", ()),
        ("Training courses", ("training",)),
        ("Tickets & Tuition", ("training",)),
        ("Klavierunterricht", ("training",)),
        ("Home Training", ()),
        ("Cours de cuisine", ("training",)),
        ("Tapis de course", ()),
        ("Maintenance plans", ("services",)),
        ("Schulungen", ("training",)),
        ("Training shoes", ()),
        ("Workshop equipment", ()),
        ("Bulk packs", ("bulk",)),
        ("Bulk bags", ()),
        ("Trade-in", ("trade_in",)),
        ("Cut to size timber", ("made_to_measure",)),
        ("Zuschnitt", ("made_to_measure",)),
        ("Build your own box", ("configurators",)),
        ("New in", ()),
        ("", ()),
    ],
)
def test_name_of_a_category(name: str, models: tuple[str, ...]) -> None:
    assert find_in_name(name) == models


@pytest.mark.parametrize(
    ("title", "models"),
    [
        ("Barista Starter Kit, 12 pieces", ("kits",)),
        ("Espresso beans - monthly subscription", ("subscriptions",)),
        ("Torque wrench calibration service", ("services",)),
        ("Leather gift card holder", ()),
        ("Kitchen knife", ()),
        ("Refurbished ThinkPad T480", ("refurbished",)),
        ("Cleaner refill 5 l", ("consumables",)),
        ("Men's training shoes", ()),
        ("Oak shelf, cut to size", ("made_to_measure",)),
        ("3 year extended warranty", ("protection_plans",)),
        ("Drill M3", ()),
        ("Tennis Coaching 1 hour", ("training",)),
        ("Yarn Club, monthly", ("subscriptions?",)),
        ("Monthly planner A5", ()),
        ("Vérification annuelle extincteur", ("services?",)),
    ],
)
def test_title_of_a_product(title: str, models: tuple[str, ...]) -> None:
    assert say(hear_title(title, ALL)) == list(models)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Starter kit for home brewers", ["kits"]),
        ("Gift sets", ["kits"]),
        ("Werkzeugset", ["kits"]),
        ("Kit de démarrage", ["kits"]),
        ("Gereedschapsset", ["kits"]),
        ("Spill kit", ["kits?"]),
        ("Set of pans", ["kits?"]),
        ("Wrench set, 12 pieces", ["kits?"]),
        ("Thermal socks, 3 pack", ["kits?"]),
        ("Bohrersatz", ["kits?"]),
        ("Bit-Satz", ["kits?"]),
        ("Pfannenset", ["kits?"]),
        ("Jeu de forets", ["kits?"]),
        ("Juego de llaves", ["kits?"]),
        ("Set cacciaviti", ["kits?"]),
        ("Schroevendraaierset", ["kits?"]),
        ("First aid kit", []),
        ("Headset", []),
        ("Filtereinsatz", []),
        ("Jeux de société", []),
    ],
)
def test_a_set_raises_doubt_in_names_and_titles_alike(text: str, told: list[str]) -> None:
    assert say(hear_name(text, ALL)) == say(hear_title(text, ALL)) == told


@pytest.mark.parametrize(
    ("name", "language", "told"),
    [
        ("Monsters", "en", []),
        ("Monsters", "nl", ["samples"]),
        ("Tapis de course", "fr", []),
        ("Cours de cuisine", "fr", ["training"]),
        ("Reprise", "fr", ["trade_in"]),
        ("Reprise de téléphones", "fr", ["trade_in"]),
        ("Aiguilles à reprise", "fr", []),
        ("Étui pour carte d'assurance", "fr", []),
        ("Assurances", "fr", ["protection_plans"]),
        ("Découpe", "fr", ["made_to_measure"]),
        ("Découpe de légumes", "fr", []),
        ("Découpe sur mesure", "fr", ["made_to_measure"]),
        ("Produits libre service", "fr", []),
        ("Repairs", "en", ["services"]),
        ("Roof repair", "en", []),
        ("Watch repair service", "en", ["services"]),
        ("Repair kits", "en", ["spare_parts?"]),
        ("Used Tractors", "en", ["refurbished"]),
        ("Other used tractors", "en", ["refurbished"]),
        ("Stage used guitars", "en", []),
        ("Sample envelopes", "en", ["samples"]),
        ("Training Shelters", "en", []),
        ("Barista training", "en", ["training"]),
        ("Fly Casting Tuition 2 Hours", "en", ["training"]),
        ("Coaching Session Half Day", "en", ["training"]),
        ("Workshop lamps", "en", []),
        ("Gutscheine für Kunden", "de", ["gift_cards"]),
        ("Holzzuschnitt", "de", ["made_to_measure"]),
        ("Leçons", "fr", ["training"]),
        ("Reitstunden", "de", ["training"]),
        ("Refurbished", "de", ["refurbished"]),
    ],
)
def test_a_phrase_is_read_in_its_language_and_where_it_stands(name: str, language: str, told: list[str]) -> None:
    assert say(hear_name(name, (language,))) == told


@pytest.mark.parametrize(
    ("name", "language", "told"),
    [
        ("Messerschleifservice", "de", ["services"]),
        ("Messer schleifen lassen", "de", ["services"]),
        ("Messenslijpservice", "nl", ["services"]),
        ("Service d'affûtage", "fr", ["services"]),
        ("Servicio de afilado", "es", ["services"]),
        ("Servizio di affilatura", "it", ["services"]),
        ("Skiservice", "de", ["services?"]),
        ("Handyreparatur", "de", ["services?"]),
        ("Fietsreparaties", "nl", ["services?"]),
        ("Knife sharpening", "en", ["services?"]),
        ("Affûtage", "fr", ["services?"]),
        ("Aiguisage", "fr", ["services?"]),
        ("Afilado", "es", ["services?"]),
        ("Affilatura", "it", ["services?"]),
        ("Onderhoud", "nl", ["services?"]),
        ("Kaffeeservice", "de", []),
        ("Kundenservice", "de", []),
        ("Winterdienst", "de", []),
        ("Engineer Call Out", "en", ["services?"]),
        ("Spares & Service", "en", ["spare_parts", "services?"]),
        ("Entretien & réparations", "fr", ["services"]),
        ("Réparation & entretien", "fr", ["services"]),
        ("Onderhoud & reparatie", "nl", ["services"]),
        ("Service de table", "fr", []),
        ("Servicio de mesa", "es", []),
        ("Servizi da tè", "it", []),
        ("Welpenkurse", "de", ["training"]),
        ("Lehrgänge", "de", ["training"]),
        ("Kooklessen", "nl", ["training"]),
        ("Clases de cocina", "es", ["training"]),
        ("Lezioni", "it", ["training"]),
        ("Welpenschule", "de", ["training?"]),
        ("Kochworkshop", "de", ["training?"]),
        ("Hondenschool", "nl", ["training?"]),
        ("École des chiots", "fr", ["training?"]),
        ("Atelier", "fr", ["training?"]),
        ("Taller", "es", ["training?"]),
        ("Laboratori", "it", ["training?"]),
        ("Grundschule", "de", []),
        ("Basisschool", "nl", []),
        ("Flessen", "nl", []),
        ("Krafttraining", "de", []),
        ("Anhängervermietung", "de", ["rental"]),
        ("Mietmöbel", "de", ["rental?"]),
        ("Te huur", "nl", ["rental"]),
        ("Location d'outils", "fr", ["rental"]),
        ("Herramientas en alquiler", "es", ["rental"]),
        ("Attrezzature a noleggio", "it", ["rental"]),
        ("Carpet cleaner hire", "en", ["rental"]),
        ("Car hire", "en", []),
        ("Wertgutscheine", "de", ["gift_cards"]),
        ("Waardebonnen", "nl", ["gift_cards"]),
        ("Bons d'achat", "fr", ["gift_cards"]),
        ("Vales regalo", "es", ["gift_cards"]),
        ("Bonos de regalo", "es", ["gift_cards"]),
        ("Buoni acquisto", "it", ["gift_cards"]),
        ("Carta regalo", "it", ["gift_cards?"]),
        ("Gutscheinhüllen", "de", []),
        ("Gemüsekiste im Abo", "de", ["subscriptions"]),
        ("Herhaalbestellingen", "nl", ["subscriptions"]),
        ("Livraison récurrente", "fr", ["subscriptions"]),
        ("Entregas periódicas", "es", ["subscriptions"]),
        ("Consegna automatica", "it", ["subscriptions"]),
        ("Verschleißteile", "de", ["spare_parts", "consumables?"]),
        ("Ersatzakkus", "de", ["spare_parts?"]),
        ("Pièces et accessoires", "fr", ["spare_parts"]),
        ("Refacciones", "es", ["spare_parts"]),
        ("Cartuchos de tinta", "es", ["consumables"]),
        ("Inktpatronen", "nl", ["consumables"]),
        ("Fettkartuschen", "de", ["consumables?"]),
        ("Câbles de recharge", "fr", []),
        ("Stazioni di ricarica", "it", []),
        ("Anschlussgarantie", "de", ["protection_plans"]),
        ("Telefoonverzekering", "nl", ["protection_plans"]),
        ("Garanzia estesa", "it", ["protection_plans"]),
        ("Assurance mobile", "fr", ["protection_plans?"]),
        ("Kameras gebraucht", "de", ["refurbished"]),
        ("Máquinas usadas", "es", ["refurbished"]),
        ("Macchine usate", "it", ["refurbished"]),
        ("Remis à neuf", "fr", ["refurbished"]),
        ("Vestidos de ocasión", "es", []),
        ("Hilos usados en joyería", "es", []),
        ("Lasergravuren", "de", ["personalisation"]),
        ("Fotogravur", "de", ["personalisation?"]),
        ("Borduurservice", "nl", ["personalisation", "services?"]),
        ("Tazas personalizables", "es", ["personalisation"]),
        ("Unsere Hausmarken", "de", ["private_label"]),
        ("Marcas blancas", "es", ["private_label"]),
        ("Stoffproben", "de", ["samples"]),
        ("Weinproben", "de", ["samples?"]),
        ("Kleurstalen", "nl", ["samples"]),
        ("Formato viaggio", "it", ["samples"]),
        ("Schnittmuster", "de", []),
        ("Staal", "nl", []),
        ("Échantillonneurs", "fr", []),
        ("Frascos de muestras", "es", []),
        ("Campionati", "it", []),
        ("Bulk", "nl", ["bulk"]),
        ("Gros conditionnements", "fr", ["bulk"]),
        ("Caffè sfuso", "it", ["bulk"]),
        ("Goldankauf", "de", ["trade_in"]),
        ("Rachat de téléphones", "fr", ["trade_in"]),
        ("Ritiro dell'usato", "it", ["trade_in"]),
        ("Vende tu móvil", "es", ["trade_in"]),
        ("Zuschnittservice", "de", ["made_to_measure", "services?"]),
        ("Corte de madera", "es", ["made_to_measure"]),
        ("Taglio legno", "it", ["made_to_measure"]),
        ("Keukenplanner", "nl", ["configurators"]),
        ("Coffret à composer", "fr", ["configurators", "kits?"]),
        ("Terminplaner", "de", []),
        ("Präsentkörbe", "de", ["kits"]),
        ("Cesti natalizi", "it", ["kits"]),
    ],
)
def test_a_way_of_selling_has_many_words(name: str, language: str, told: list[str]) -> None:
    assert say(hear_name(name, (language,))) == told


@pytest.mark.parametrize(
    ("name", "language", "told"),
    [
        ("Ink & Toner", "en", ["consumables"]),
        ("Inks & Toners", "en", ["consumables"]),
        ("Tinten & Toner", "de", ["consumables"]),
        ("Encres et toners", "fr", ["consumables"]),
        ("Tintas y tóneres", "es", ["consumables"]),
        ("Inchiostri e toner", "it", ["consumables"]),
        ("Inkten & toners", "nl", ["consumables"]),
        ("Inks", "en", ["consumables?"]),
        ("Disposable nitrile gloves", "en", ["consumables?"]),
        ("Gants jetables", "fr", ["consumables?"]),
        ("Guantes desechables", "es", ["consumables?"]),
        ("Guanti monouso", "it", ["consumables?"]),
        ("Einweghandschuhe", "de", ["consumables?"]),
        ("Wegwerphandschoenen", "nl", ["consumables?"]),
        ("Disposables", "en", ["consumables"]),
        ("Abrasives", "en", ["consumables?"]),
        ("Sanders without batteries", "en", []),
        ("Zusatzwerkstoffe", "de", ["consumables?"]),
        ("Électrodes", "fr", ["consumables?"]),
        ("Discos de corte", "es", ["consumables?"]),
        ("Fili per saldatura", "it", ["consumables?"]),
        ("Schuurmaterialen", "nl", ["consumables?"]),
        ("Filters", "en", ["consumables?", "spare_parts?"]),
        ("Filters & Parts", "en", ["spare_parts", "consumables?"]),
        ("Wear Parts", "en", ["spare_parts", "consumables?"]),
        ("Pièces d'usure", "fr", ["spare_parts", "consumables?"]),
        ("Car Parts", "en", ["spare_parts"]),
        ("Party Parts", "en", []),
        ("Pièces moto", "fr", ["spare_parts?"]),
        ("Clearance & Ex-Display", "en", ["refurbished?"]),
        ("Installation & Fitting", "en", ["services?"]),
        ("Materiale di consumo", "it", ["consumables"]),
        ("Custom Jerseys", "en", ["made_to_measure?", "personalisation?"]),
        ("Monthly Coffee Box", "en", ["subscriptions"]),
        ("Student Kits", "en", ["kits"]),
        ("Braukits", "de", ["kits?"]),
        ("Etiketten", "de", ["consumables?"]),
        ("Bearings & Seals", "en", ["spare_parts?"]),
        ("Drive belts", "en", ["spare_parts?"]),
        ("Leather belts", "en", []),
        ("Keilriemen", "de", ["spare_parts?"]),
        ("Bremsenteile", "de", ["spare_parts?"]),
        ("Oberteile", "de", []),
        ("Roulements", "fr", ["spare_parts?"]),
        ("Rodamientos", "es", ["spare_parts?"]),
        ("Guarnizioni", "it", ["spare_parts?"]),
        ("Remblokken", "nl", ["spare_parts?"]),
        ("Armbanden", "nl", []),
    ],
)
def test_goods_that_are_bought_for_others_raise_doubt(name: str, language: str, told: list[str]) -> None:
    assert say(hear_name(name, (language,))) == told


@pytest.mark.parametrize(
    ("title", "language", "told"),
    [
        ("Hydraulic oil filter 51348", "en", ["spare_parts?"]),
        ("Keilriemen 13x1000", "de", ["spare_parts?"]),
        ("Courroie trapézoïdale", "fr", ["spare_parts?"]),
        ("Disposable piping bags, 100", "en", ["consumables?"]),
        ("Einweghandschuhe", "de", ["consumables?"]),
        ("Leather belt", "en", []),
        ("Belüftetes Oberteil", "de", []),
        ("Introduction to Beekeeping Weekend Course", "en", ["training?"]),
        ("Bread Making Class, One Day", "en", ["training?"]),
        ("Learn to Sew Workshop Saturday", "en", ["training?"]),
        ("Masterclass: sourdough", "en", ["training?"]),
        ("Masterclass frying pan 28 cm", "en", []),
        ("Compact dust extractor, M class", "en", []),
        ("Lamp for workshops", "en", []),
        ("A course of love", "en", []),
        ("Workshop trolley", "en", []),
        ("Curso de panadería", "es", ["training?"]),
        ("Corso di cucito", "it", ["training?"]),
        ("Paint swatch, grey", "en", ["samples?"]),
        ("Swatch wrist watch", "en", []),
        ("Bespoke oak table", "en", ["made_to_measure?"]),
        ("Wicker laundry basket", "en", []),
        ("Complete kit, 12 pieces", "en", ["kits?"]),
        ("Oven service & gas safe check", "en", ["services?"]),
        ("Mixer repair call out", "en", ["services?"]),
        ("Tea service, 12 pieces", "en", []),
        ("Leather repair balm", "en", []),
        ("Reparaturpauschale", "de", ["services?"]),
        ("Révision machine à coudre", "fr", ["services?"]),
        ("Pierre d'affûtage", "fr", []),
        ("Rasierklingen, 10 Stück", "de", ["spare_parts?"]),
        ("Étalonnage d'un pied à coulisse", "fr", ["services"]),
        ("Poids d'étalonnage 1 kg", "fr", []),
        ("Solución de calibración pH 7", "es", []),
    ],
)
def test_a_mere_word_of_a_title_is_no_sure_sign(title: str, language: str, told: list[str]) -> None:
    assert say(hear_title(title, (language,))) == told


@pytest.mark.parametrize(
    ("title", "language", "told"),
    [
        ("Messerschleifservice, pro Messer", "de", ["services"]),
        ("Kaffeeabo, 3 Monate", "de", ["subscriptions?"]),
        ("Metabo Winkelschleifer", "de", []),
        ("Le Creuset Bräter", "de", []),
        ("Welpenkurs 8 Termine", "de", ["training?"]),
        ("Puppycursus 8 lessen", "nl", ["training?"]),
        ("Wertgutschein 50 €", "de", ["gift_cards"]),
        ("Vale regalo 30 €", "es", ["gift_cards"]),
        ("Boormachine te huur", "nl", ["rental"]),
        ("Trapano a noleggio", "it", ["rental"]),
        ("Handyversicherung 24 Monate", "de", ["protection_plans?"]),
        ("Kissen mit Muster", "de", []),
        ("5 Jahre Garantie", "de", []),
        ("Schultasche Grundschule", "de", []),
        ("Lámpara de taller", "es", []),
        ("Base de recarga", "es", []),
        ("Pierre d'affûtage", "fr", []),
        ("Servante d'atelier", "fr", []),
        ("Rotolo carta regalo", "it", ["gift_cards?"]),
        ("Servizio da tè, 6 tazze", "it", []),
        ("Sharpening stone", "en", []),
    ],
)
def test_a_title_has_many_words_for_it(title: str, language: str, told: list[str]) -> None:
    assert say(hear_title(title, (language,))) == told


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Services", ["services?"]),
        ("Grooming services", ["services?"]),
        ("Dienstleistungen", ["services?"]),
        ("Calibration services", ["services"]),
        ("Rental services", ["rental"]),
    ],
)
def test_services_may_be_of_any_kind(name: str, told: list[str]) -> None:
    assert say(hear_name(name, ALL)) == told


SERVED = Surroundings(is_served=True)


@pytest.mark.parametrize(
    ("name", "around", "told"),
    [
        ("Training", ALONE, ["training"]),
        ("Training", Surroundings(fields=frozenset({"sports"})), []),
        ("Training", Surroundings(fields=frozenset({"office"})), ["training"]),
        ("Training", Surroundings(fields=frozenset({"sports"}), is_served=True), ["training"]),
        ("Training", Surroundings(beside=frozenset({"sports"})), ["training?"]),
        ("Yoga masterclasses", Surroundings(fields=frozenset({"sports"})), ["training"]),
        ("Roof repair", SERVED, ["services"]),
        ("Tailoring", Surroundings(fields=frozenset({"clothing"})), []),
        ("Tailoring service", Surroundings(fields=frozenset({"clothing"})), ["services"]),
    ],
)
def test_a_phrase_means_what_its_surroundings_sell(name: str, around: Surroundings, told: list[str]) -> None:
    assert say(hear_name(name, ("en",), around)) == told


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (("Books & Courses",), ["training"]),
        (("Courses & Books",), ["training"]),
        (("Books & Courses", "Courses"), ["training", "training"]),
        (("Training", "Books"), ["training"]),
        (("Books", "Courses"), []),
        (("Sports & Courses",), ["training?"]),
        (("Drums", "Complete kits"), ["kits?"]),
        (("Brewing", "Complete kits"), ["kits"]),
        (("Sport", "Training"), []),
        (("Running and Training",), []),
        (("Training", "Shoes"), []),
        (("Company", "Training"), ["training"]),
        (("Book", "Coaching"), ["training"]),
        (("Bookings", "Lessons"), ["training"]),
        (("Books", "Coaching"), []),
        (("Womenswear", "Suits and Tailoring"), []),
        (("Services", "Roof repair"), ["services"]),
        (("Roofing", "Roof repair"), []),
    ],
)
def test_what_stands_around_a_category_tells_what_its_name_means(path: tuple[str, ...], told: list[str]) -> None:
    rows = [("a", str(at), name, str(at - 1) if at else None) for at, name in enumerate(path)]
    rows += [("a", name, name, None) for name in ("Tools for the home", "Kitchen equipment")]
    categories = pd.DataFrame(rows, columns=["site", "category_id", "name", "parent_id"])
    products = pd.DataFrame({"site": [], "product_id": [], "title": []})
    found = find_offers(categories, products)[["offer_model", "is_sure"]].to_numpy().tolist()
    assert [model + "?" * (not is_sure) for model, is_sure in found] == told


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("Books & Courses", "Garden tools for beginners, Gloves and boots"),
        ("Literatur & Kurse", "Werkzeuge für den Garten, Handschuhe und Stiefel"),
        ("Livres & formations", "Outils pour le jardin, Gants et bottes"),
        ("Libros y cursos", "Herramientas para el jardín, Guantes y botas"),
        ("Libri e corsi", "Attrezzi per il giardino, Guanti e stivali"),
        ("Boeken & cursussen", "Gereedschap voor de tuin, Handschoenen en laarzen"),
    ],
)
def test_courses_beside_books_are_courses_in_any_language(name: str, others: str) -> None:
    names = [name, *others.split(", ")]
    categories = pd.DataFrame({"site": "a", "category_id": names, "name": names, "parent_id": None})
    found = find_offers(categories, pd.DataFrame({"site": [], "product_id": [], "title": []}))
    assert found[["offer_model", "category_id", "is_sure"]].to_numpy().tolist() == [["training", name, True]]


def test_signs_are_rows() -> None:
    categories = pd.DataFrame(
        {"site": ["a", "a"], "category_id": ["1", "2"], "name": ["Gift cards", None], "parent_id": [None, "1"]}
    )
    products = pd.DataFrame({"site": ["b"], "product_id": ["p"], "title": ["Starter kit"]})
    assert find_offers(categories, products).to_dict("records") == [
        {
            "site": "a", "offer_model": "gift_cards", "category_id": "1", "product_id": None, "is_sure": True,
            "evidence": 'the category is called "Gift cards"',
        },
        {
            "site": "b", "offer_model": "kits", "category_id": None, "product_id": "p", "is_sure": True,
            "evidence": 'a product is called "Starter kit"',
        },
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("below", "models"),
    [
        ([], ["services"]),
        (["Delivery"], ["services"]),
        (["Machine rental", "Know-how"], ["rental", "services"]),
        (["Machine rental", "Trade-in"], ["rental", "trade_in"]),
        (["Machine rental", "Repairs"], ["rental", "services"]),
    ],
)
def test_a_heading_is_no_sign_where_all_below_it_says_how_it_is_sold(below: list[str], models: list[str]) -> None:
    rows = [("a", "0", "Services", None), *(("a", str(at + 1), name, "0") for at, name in enumerate(below))]
    categories = pd.DataFrame(rows, columns=["site", "category_id", "name", "parent_id"])
    products = pd.DataFrame({"site": [], "product_id": [], "title": []})
    assert sorted(set(find_offers(categories, products)["offer_model"])) == models


def test_offer_models_are_told_apart() -> None:
    models = describe_offer_models()
    assert models["offer_model"].is_unique
    assert models["label"].is_unique


@given(st.text())
def test_any_text_can_be_asked(text: str) -> None:
    assert {sign.offer_model for sign in (*hear_name(text, ALL), *hear_title(text, ALL))} <= set(
        describe_offer_models()["offer_model"]
    )
