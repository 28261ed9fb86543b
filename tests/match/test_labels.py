"""Names made comparable, in several languages."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapfinder.matching.names.asides import tell_kind
from gapfinder.matching.names.labels import read_label
from gapfinder.matching.names.languages import guess_language, list_likely, list_spoken
from gapfinder.matching.names.terms import fold_text, read_terms


@pytest.mark.parametrize(
    ("name", "language", "parts"),
    [
        ("Shoes & Boots", "en", (("footwear",), ("boot",))),
        ("Bags, Cases", "en", (("bag",), ("case",))),
        ("Nuts and Bolts", "en", (("nut", "bolt"),)),
        ("TV / Video", "en", (("tv",), ("video",))),
        ("PC/Laptop", "en", (("pc",), ("laptop",))),
        ("Hand & Power Tools", "en", (("hand", "tool"), ("power", "tool"))),
        ("Women's Shoes & Boots", "en", (("women", "footwear"), ("women", "boot"))),
        ("WOMEN’S  ＳＨＯＥＳ", "en", (("women", "footwear"),)),
        ("Helmets - Full Face", "en", (("helmet",), ("full", "face"))),
        ("Stoves - Fuel", "en", (("stove",), ("fuel",))),
        ("Gloves - Kids", "en", (("kid", "glove"),)),
        ("Women - Shoes", "en", (("women", "footwear"),)),
        ("Saws – Powered", "en", (("power", "saw"),)),
        ("Wine - Red", "en", (("red", "wine"),)),
        ("Schuhe - Damen", "de", (("women", "footwear"),)),
        ("Chaussures - Femme", "fr", (("women", "footwear"),)),
        ("Cameras - Drones", "en", (("camera",), ("drone",))),
        ("Sports - Table Tennis", "en", (("sport",), ("tabl", "tenni"))),
        ("Shoes - Boots - Kids", "en", (("footwear",), ("boot",), ("kid",))),
        ("Cable 2.5 mm²", "en", (("cabl", "2.5mm2"),)),
        ("Non-Iron Shirts", "en", (("noniron", "shirt"),)),
        ("Gent's Jackets", "en", (("men", "jacket"),)),
        ("Beer Glasses", "en", (("beer", "glass"),)),
        ("Reading Glasses", "en", (("read", "glasses"),)),
        ("Gases", "en", (("gas",),)),
        ("Telephones", "en", (("phone",),)),
        ("Bilderrahmen", "de", (("bilderrahmen",),)),
        ("Saunas", "fr", (("sauna",),)),
        ("Black & Decker", "en", (("black", "decker"),)),
        ("Masks (sports and athletes)", "en", (("mask", "sport", "athlet"),)),
        ("Salt & Pepper", "en", (("salt", "pepper"),)),
        ("Salt & Pepper Mills", "en", (("salt", "mill"), ("pepper", "mill"))),
        ("Couches", "en", (("sofa",),)),
        ("Settees", "en", (("sofa",),)),
        ("Knives", "en", (("knife",),)),
        ("Jewellery", "en", (("jewelri",),)),
        ("Organic Food", "en", (("organic", "food"),)),
        ("Non-alcoholic Drinks", "en", (("!alcohol", "drink"),)),
        ("Sugar-free Sweets", "en", (("!sugar", "candi"),)),
        ("Non-stick Pans", "en", (("nonstick", "pan"),)),
        ("Unscented Candles", "en", (("!scent", "candl"),)),
        ("Scented & Unscented Candles", "en", (("scent", "candl"), ("!scent", "candl"))),
        ("Unsalted & Salted Nuts", "en", (("!salt", "nut"), ("salt", "nut"))),
        ("Decaf Coffee", "en", (("!caffein", "coffe"),)),
        ("Coffee, caffeine free", "en", (("coffe",), ("!caffein",))),
        ("Unisex Watches", "en", (("unisex", "watch"),)),
        ("Zuckerfreie Bonbons", "de", (("!sugar", "bonbon"),)),
        ("Bonbons ohne Zucker", "de", (("bonbon", "!sugar"),)),
        ("Barrierefreie Duschen", "de", (("barrierefrei", "shower"),)),
        ("Suikervrije koek", "nl", (("!sugar", "koek"),)),
        ("Puderfreie Handschuhe", "de", (("!powder", "glove"),)),
        ("Gants non poudrés", "fr", (("glove", "!powder"),)),
        ("Unsterile Handschuhe", "de", (("!steril", "glove"),)),
        ("Blind rivets", "en", (("blind", "rivet"),)),
        ("Jumper cables", "en", (("jumper", "cabl"),)),
        ("Jumpers", "en", (("sweater",),)),
        ("Spirit levels", "en", (("spirit", "level"),)),
        ("Hands free kits", "en", (("hand", "free", "kit"),)),
        ("Screws 4 x 40 mm", "en", (("screw", "4x40mm"),)),
        ("2,5 l Cans", "en", (("2.5l", "can"),)),
        ('Pipes 1/2"', "en", (("pipe", "1/2in"),)),
        ("Screws, 1,000 pcs", "en", (("screw",), ("1.000pc",))),
        ("Schuhe und Stiefel", "de", (("footwear",), ("boot",))),
        ("Bohrmaschinen", "de", (("drill",),)),
        ("Arbeitshandschuhe", "de", (("work", "glove"),)),
        ("Vêtements de travail", "fr", (("workwear",),)),
        ("Vis et écrous", "fr", (("screw",), ("nut",))),
        ("Tornillos y tuercas", "es", (("screw",), ("nut",))),
        ("Viti e trapani", "it", (("screw",), ("drill",))),
        ("Schroeven en boormachines", "nl", (("screw",), ("drill",))),
        ("&&&", "en", ()),
        ("", "en", ()),
    ],
)
def test_parts_of_a_name(name: str, language: str, parts: tuple[tuple[str, ...], ...]) -> None:
    assert read_label(name, language).parts == parts


@pytest.mark.parametrize(
    ("name", "parts", "untold"),
    [
        ("Curtain & Blind Fixing Kits", ("curtain fixing kits", "blind fixing kits"), set()),
        ("Frozen and Refrigerated Dog Food", ("frozen dog food", "refrigerated dog food"), set()),
        ("Head & Hair Sun Protection", ("head sun protection", "hair sun protection"), set()),
        ("Men's & Women's Running Shoes", ("men running shoes", "women running shoes"), set()),
        (
            "Oven, Grill & Hob Cleaning Sprays",
            ("oven cleaning sprays", "grill cleaning sprays", "hob cleaning sprays"),
            set(),
        ),
        ("Patio & Garden Furniture Sets", ("patio furniture sets", "garden furniture sets"), set()),
        ("Wet & Dry Vacuums (Corded)", ("wet vacuums corded", "dry vacuums corded"), set()),
        ("Kitchen & Dining Room Tables", ("kitchen tables", "dining room tables"), set()),
        ("Pull-up & Push-up Bars", ("pull up bars", "push up bars"), set()),
        ("Grand & Baby Grand Pianos", ("grand pianos", "baby grand pianos"), set()),
        ("Stamp & Stamp Pad Sets", ("stamp sets", "stamp pad sets"), set()),
        ("Door and Window Seals", ("door seals", "window seals"), set()),
        ("Balsamic & Cider Vinegar", ("balsamic vinegar", "cider vinegar"), set()),
        ("Oven, Hob & Barbecue Sprays", ("oven sprays", "hob sprays", "barbecue sprays"), set()),
        ("Toilet Brush & Sponge Holders", ("toilet brush holders", "sponge holders"), set()),
        ("Coffee & Tea Makers", ("coffee makers", "tea makers"), set()),
        ("Patio & Garden Furniture", ("patio furniture", "garden furniture"), set()),
        ("Garden & Hot Tubs", ("garden", "hot tubs"), set()),
        ("Masking Tape & Duct Tape", ("masking tape", "duct tape"), set()),
        ("Ham, Amateur Radios", ("ham", "amateur radios"), set()),
        ("Hammers & Claw Bars", ("hammers", "claw bars"), set()),
        ("Tile Adhesives & Grouts", ("tile adhesives", "grouts"), set()),
        ("Bags & Luggage Tags", ("bags", "luggage tags"), set()),
        ("Beauty & Personal Care", ("beauty", "personal care"), set()),
        ("Furniture & Coffee Tables", ("furniture", "coffee tables"), set()),
        ("Hair Care & Styling Tools", ("hair care", "styling tools"), set()),
        ("Camping & Hiking Equipment", ("camping", "hiking equipment"), set()),
        ("Jewellery & Music Boxes", ("jewellery", "music boxes"), {("jewelri",)}),
        ("Grocery & Gourmet Food", ("grocery", "gourmet food"), {("groceri",)}),
        ("Cabinet Hardware & Furniture", ("cabinet hardware", "furniture"), {("furnitur",)}),
        ("Power Tools & Hardware", ("power tools", "hardware"), set()),
        ("Home Decor & Furniture", ("home decor", "furniture"), set()),
    ],
)
def test_what_the_last_words_of_a_composite_are_of(name: str, parts: tuple[str, ...], untold: set[tuple[str]]) -> None:
    label = read_label(name)
    assert (label.pieces, label.untold) == (parts, untold)


def test_a_composite_is_about_its_last_word() -> None:
    assert read_label("Hand & Power Tools").terms == ("hand", "power", "tool")


@pytest.mark.parametrize("name", ["Hub Caps - DO NOT USE", "Hub Caps (not in use)", "Hub Caps [hidden]", "Hub Caps"])
def test_what_keepers_note_for_themselves_is_no_name(name: str) -> None:
    assert (tell_kind(name), read_label(name).parts) == (("goods", "hub caps"), (("hub", "cap"),))


@pytest.mark.parametrize(
    ("name", "language", "parts"),
    [
        ("Damenhosen", "de", (("women", "pant"),)),
        ("Hundezubehör", "de", (("dog", "accessori"),)),
        ("Kinderwagen", "de", (("stroller",),)),
        ("Kindergarten", "de", (("kindergart",),)),
        ("Perceuses sans fil", "fr", (("drill", "cordless"),)),
        ("Trapani senza filo", "it", (("drill", "cordless"),)),
        ("Aspirateurs sans sac", "fr", (("vacuum", "cleaner", "!bag"),)),
    ],
)
def test_whom_compounds_are_for_and_what_cordless_lacks(
    name: str, language: str, parts: tuple[tuple[str, ...], ...]
) -> None:
    assert read_label(name, language).parts == parts


def test_parts_are_named_as_people_write() -> None:
    assert read_label("Switched & Unswitched Sockets").pieces == ("switched sockets", "unswitched sockets")
    assert read_label("Wine & Alcohol-free Wine").pieces == ("wine", "non-alcohol wine")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *((name, "promotion") for name in (
            "Sale", "SALE %", "New in", "New Arrivals", "Gifts for him", "Gifts under $20", "Black Friday", "Outlet",
            "Bestsellers", "Spring/Summer 2024", "2024", "SS24", "Up to 50% off shoes", "What's new",
            "Clearance (12)", "Angebote", "Neuheiten", "Soldes", "Nouveautés", "Rebajas", "Novità", "Aanbiedingen",
            "Geschenke für Sie", "Idées cadeaux", "Mommy Must Haves", "Must-have Sneakers",
            "Watch & Shop: Food & Beverage", "More for Young Women", "Top Registry Items", "Wedding Registry",
            "Best of Summer", "Top 10 Toys", "Our Favorite Finds", "Trending Now", "Team Exclusives",
            "Top-Rated Gifts", "Man Gift Ideas", "Recipe ideas", "As Seen In Vogue", "Flash Sale FAQs",
            "Laptop Buying Guides", "Das Beste aus Italien", "Wohnideen", "Hochzeitsliste",
            "Bekannt aus dem Fernsehen", "Le meilleur de l'été", "Vu à la télé", "Liste de naissance", "Idées déco",
            "Nos coups de cœur", "Guide d'achat", "Lo mejor de la moda", "Visto en televisión", "Listas de boda",
            "Tendencias", "Il meglio della cucina", "Visti in TV", "Lista nozze", "I nostri preferiti",
            "Het beste van Holland", "Verlanglijstje", "Onze favorieten", "Koopgids",
        )),
        *((name, "navigation") for name in (
            "Shop all", "View all shoes", "All Products", "Shop by brand", "Brands", "Alle Produkte",
            "Tous les produits", "Cameras by type", "»", "See all Car Seats", "Marken", "Uncategorized",
            "Batteries - Shop all", "Kettles: view all", "Bohrer – alle anzeigen", "Robes - voir tout",
            "Zapatos - ver todo", "DO NOT USE", "Obsolete",
        )),
        *((name, "generic") for name in ("Accessories", "Other", "Women", "Zubehör", "Autres", "Spare Parts")),
        *((name, "goods") for name in (
            "Shoes", "Gift cards", "Wall outlets", "Point of Sale Systems", "All-terrain tyres", "Newborn",
            "Gift wrap", "Sails", "Shop Equipment", "Brand new tyres", "Christmas trees", "Summer tyres",
            "Clearance lights", "Newspapers", "Watches & Shop Displays", "Must & Wine Presses", "Best Man Suits",
            "Top Boxes", "Tank Tops", "Registration Plates", "Drill Guides", "Gift Bags", "Guitar Picks",
            "Coin Collections", "Top 40", "Trend Router Bits", "Morello Cherries", "Haves & Halves", "Idea Notebooks",
            "All-in-one Printers", "Wallpaper - all over prints", "Household Essentials", "Price Guides",
            "Baby Bottles", "Travel Guides", "Listes de fil", "Guide-fils",
        )),
    ],
)  # fmt: skip
def test_kind_of_a_name(name: str, kind: str) -> None:
    assert tell_kind(name)[0] == kind


@pytest.mark.parametrize(
    ("names", "language"),
    [
        (["Schrauben", "Werkzeug und Zubehör", "Schuhe für Damen"], "de"),
        (["Outillage à main", "Chaussures pour homme", "Jardin et maison"], "fr"),
        (["Herramientas", "Ropa de hombre y mujer"], "es"),
        (["Scarpe da uomo", "Abbigliamento e accessori"], "it"),
        (["Schoenen voor heren", "Gereedschap en toebehoren"], "nl"),
        (["Tools", "Power Tools", "Sofas"], "en"),
        (["Wasserkocher", "Regenschirme", "Nähmaschinen", "Hundebetten", "Taschenlampen"], "de"),
        (["Bouilloires", "Parapluies", "Lampes torches", "Perceuses"], "fr"),
        (["Hervidores", "Paraguas", "Linternas", "Taladros", "Mangueras"], "es"),
        (["Bollitori", "Ombrelli", "Torce", "Trapani", "Coltelli"], "it"),
        (["Waterkokers", "Paraplu's", "Zaklampen", "Boormachines"], "nl"),
        (["Czajniki", "Parasole", "Latarki", "Wiertarki", "Noże"], "pl"),
        (["Kettles", "Umbrellas", "Nappies", "Dog Beds", "Wetsuits"], "en"),
        (["Grinders"], "en"),
        (["Hosen", "Jacken"], "de"),
        (["Mengkranen"], "nl"),
        (["Gants"], "fr"),
        (["Garne", "Knöpfe"], "de"),
        (["Décor", "Lamps"], "en"),
        ([], "en"),
    ],
)
def test_language_of_a_site(names: list[str], language: str) -> None:
    assert guess_language(names) == language


@pytest.mark.parametrize(
    ("names", "language"),
    [
        (["Laufschuhe", "Trailschuhe", "Laufuhren", "Gels", "Stirnlampen"], "de"),
        (["Running Shoes", "Trail Shoes", "Watches", "Gels", "Head Torches"], "en"),
    ],
)
def test_english_names_of_products_make_no_shop_english(names: list[str], language: str) -> None:
    titles = ("Sea to Summit Spark", "Go for the Run", "Lamp with Battery for the Night", "Belt of the Year and Bottle")
    assert guess_language(names, titles) == language


GERMAN = ("Schuhe für Damen", "Hüte und Mützen", "Gläser mit Deckel", "Sonstiges", "Leuchten")
FRENCH = ("Chaussures pour homme", "Vêtements", "Meubles de jardin", "Autres outils", "Lampes")


@pytest.mark.parametrize(
    ("names", "languages"),
    [
        ((*GERMAN, *FRENCH), ("de", "fr")),
        ((*GERMAN, "Accessoires", "Accessoires", "Kids"), ("de",)),
        ((*GERMAN * 8, *FRENCH), ("de",)),
        ((*GERMAN * 4, *FRENCH), ("de", "fr")),
        (("Czajniki", "Parasole", "Latarki", "Wiertarki", "Noże"), ("pl",)),
        ((), ("en",)),
    ],
)  # fmt: skip
def test_languages_that_names_are_in(names: tuple[str, ...], languages: tuple[str, ...]) -> None:
    assert list_spoken(names) == languages


PANS = ("Le Forgeron Ingenio 28cm", "Casalino La Piastra", "Tefalon Emotion", "Forgeron 3-Ply 20cm", "Rosti Margrethe")
ENGLISH = (
    *(
        f"{material} {thing}"
        for material in ("Steel", "Beech", "Cast iron")
        for thing in ("pan with lid", "bread knife")
    ),
    *("Measuring jug and funnel", "Tea towels for the four seasons", "Rolling pin", "Whisk", "Peeler", "Colander"),
    *("Kitchen scale for baking cakes", "Egg timer shaped like an owl", "Wooden spoon", "Set of three sharp scissors"),
)
MAKES = (
    *("Northfield Strongarm Thunder 20", "Blackwell Highstreet Freedom XL", "Wolfgate Lightfoot Whisper 3"),
    *("Bridgeworth Everlast Horizon", "Stonebrook Withstand Challenger 5", "Fairweather Goodwin Breakaway"),
    *("Thornbury Overland Knightly", "Westshire Rightway Longhaul 12", "Kingsleigh Throughput Boundless"),
    *("Hawthorne Whitewash Dreamer", "Oxbridge Sweetheart Thirteen", "Northfield Wildflower Swiftly 8"),
    *("Blackwell Laughing Threefold", "Wolfgate Outreach Henchman", "Stonebrook Farthing Thoughtful 2"),
)


@pytest.mark.parametrize(
    ("titles", "spoken", "languages"),
    [
        (PANS, ["de"], ("de", "en")),
        (PANS, ["en"], ("en",)),
        (("Kayak rental per day", "Tent rental per day"), ["en"], ("en",)),
        (("Regal e Combi 200", "Kanne mit Deckel für Tee"), ["de"], ("de",)),
        (ENGLISH, ["de"], ("en",)),
        (ENGLISH, ["en"], ("en",)),
        (GERMAN, ["fr"], ("de",)),
        (MAKES, ["fr"], ("fr", "en")),
        (("Vis pour bois", "Lampe de poche"), (), ("fr",)),
    ],
    ids=[
        "brands, on a German shop", "brands, on an English shop", "one word of two languages", "few signs",
        "all English", "English on an English shop", "all German", "makes spelled like English",
        "nothing known of the names",
    ],
)  # fmt: skip
def test_languages_of_titles(titles: tuple[str, ...], spoken: list[str], languages: tuple[str, ...]) -> None:
    """Brands and models have no language: titles are in that of the names, unless it is clear that they are not."""
    assert list_likely(titles, spoken) == languages


@given(st.lists(st.text(max_size=30), max_size=5))
def test_any_names_have_a_language(names: list[str]) -> None:
    assert len(guess_language(names)) in (2, 3)


@given(st.text(alphabet=st.characters(max_codepoint=127), max_size=100))
def test_plain_text_is_folded_as_any_other(text: str) -> None:
    assert fold_text(text) == fold_text(f"\u0301{text}")


@given(st.text(), st.sampled_from(["en", "de", "fr", "es", "it", "nl", "xx"]))
def test_any_text_can_be_read(text: str, language: str) -> None:
    label = read_label(text, language)
    assert label.kind in ("goods", "generic", "navigation", "promotion")
    assert all(term for part in label.parts for term in part)
    assert fold_text(fold_text(text)) == fold_text(text) or len(text) > 100
    assert read_terms(text, language) == read_terms(text, language)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 10_000,
        "a & " * 5_000,
        "1x" * 5_000,
        "non-" * 5_000,
        "\ud800\udfff" * 100,
        "ﷺ" * 5_000,
        "- " * 9_000,
        "l'" * 9_000,
    ],
)
def test_hostile_names_are_read_at_once(text: str) -> None:
    begun = time.perf_counter()
    read_label(text)
    read_terms(text, "fr")
    assert time.perf_counter() - begun < 1
