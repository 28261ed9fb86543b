"""Which language the names of a site are in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from functools import cache
from itertools import chain, islice

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from gapfinder.matching.names.fields import is_field_word
from gapfinder.matching.names.terms import STEMMERS, fold_text, list_told_words, stem_words
from gapfinder.words import list_phrases, read_table

DEFAULT = "en"
MOST_READ = 5000
"""Names that are looked at; more tell nothing new."""
ENOUGH = 8
"""So many names tell their language by themselves; of fewer what they stand for tells it, too."""
CLEAR = 2
"""By so many names with signs a language leads where it is not asked how the words are spelled."""
MOST_LETTERS = 5000
LIKELY = 0.75
"""How probable by its spelling another language than English must be, among those that are stemmed."""
STRANGE = 0.9
"""How probable a language must be, among all that are known, that is none of these."""
FOREIGN = 0.25
"""Names are in no English where more of their words have letters that it has not."""
FEW_SIGNS = 2
"""A language that fewer different signs tell is not believed for titles: "Lamp socket E" is not Italian."""
FEW_WORDS = 40
"""Of fewer different words the spelling tells no language from another."""
ENGLISH = 0.22
"""The part of the words of English titles that the tables know, at least: of makes and series it is less."""
SEVERAL_SIGNS = 3
MIXED = 0.15
"""A tree is in a further language where so many different signs are of it alone, and stand in names that often beside
those of the language that most are in. Trees of one language reach 0.03."""


def guess_language(names: Iterable[str], titles: Iterable[str] = ()) -> str:
    """Return the language that names are in, by words that are signs of it, else by how words are spelled.

    Where few names show no sign `titles` of products are read with them, and it counts which language's table of words
    has the names. English where nothing tells; another than the six that are stemmed where it is all but certain.

    >>> guess_language(["Werkzeuge und Zubehör", "Schrauben", "Schuhe für Damen"]), guess_language(["Outillage", "Vis"])
    ('de', 'fr')
    >>> guess_language(["Tools", "Tyres"]), guess_language([])
    ('en', 'en')
    >>> guess_language(["Borsa", "Libro", "Scarpa", "Sedia"]), guess_language(["Młotki", "Wiertarki", "Śruby"])
    ('it', 'pl')
    >>> guess_language(["Hosen", "Jacken"]), guess_language(["Gants"]), guess_language(["Garne", "Knöpfe"])
    ('de', 'fr', 'de')
    >>> guess_language(["Camping", "Gadgets"], ["Slaapzak voor kinderen", "Koepeltent", "Zaklamp met dynamo"])
    'nl'
    """
    known = list(islice(names, MOST_READ))
    seen = _count_signs(known)
    told = ""
    if not _is_clear(seen) and len(known) < ENOUGH:
        told = guess_by_words(known) or _guess_by_spelling(known).removeprefix(DEFAULT)
        known += islice(titles, MOST_READ)
        seen = _count_signs(known)
    leader, most = max(seen.items(), key=lambda found: found[1], default=(DEFAULT, 0))
    # Products have English names anywhere; of 2,900 draws of four to seven English names none was spelled otherwise.
    if _is_clear(seen) and (leader != DEFAULT or not told):
        return leader
    return told or _guess_by_spelling(known) or (DEFAULT if seen[DEFAULT] == most else leader)


def list_spoken(names: Iterable[str], titles: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the codes of the languages that names are in: of one as a rule, of more where a good part is in others.

    `titles` of products help as in `guess_language`.

    >>> list_spoken(["Schuhe für Damen", "Hüte und Mützen", "Chaussures pour homme", "Vêtements", "Hats"])
    ('de', 'fr')
    """
    known = list(islice(names, MOST_READ))
    alone = _signs_of_one()
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for name in known:
        for word in _split_folded(name) & alone.keys():
            told[alone[word]][word] += 1
    most = max((signs.total() for signs in told.values()), default=0)
    part = {spoken for spoken, signs in told.items() if len(signs) >= SEVERAL_SIGNS and signs.total() >= MIXED * most}
    return tuple(sorted(part | {guess_language(known, titles)}))


def list_possible(names: Iterable[str]) -> tuple[str, ...]:
    """Return the codes of the languages that names may be in: those they are in, all that are stemmed where few tell.

    >>> list_possible(["Screws for wood", "Nuts and bolts"]), len(list_possible(["Camping", "Outdoor"]))
    (('en',), 6)
    """
    known = list(islice(names, MOST_READ))
    spoken = list_spoken(known)
    words = set().union(*map(_split_folded, known)) if known else set()
    signs = words & {sign for sign, languages in _signs().items() if not set(languages).isdisjoint(spoken)}
    return spoken if len(signs) >= FEW_SIGNS or len(words) >= FEW_WORDS else tuple(STEMMERS)


def list_signed(name: str, possible: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of some languages of which a name has signs, all where it has none.

    >>> list_signed("Tapis de course", ("fr", "en")), list_signed("Massage percussif", ("fr", "en"))
    (('fr',), ('fr', 'en'))
    """
    signs = _signs()
    told = {language for word in _split_folded(name) for language in signs.get(word, ())}
    return tuple(language for language in possible if language in told) or possible


def list_uncompared(spoken: Iterable[Iterable[str]], known: Set[str]) -> tuple[str, ...]:
    """Return the languages of some sites, nothing where there is one only or a reader of `known` ones compares all.

    >>> list_uncompared([("en",), ("de", "en")], set()), list_uncompared([("en",), ("de",)], {"de", "en", "fr"})
    (('de', 'en'), ())
    """
    languages = set(chain.from_iterable(spoken))
    return () if len(languages) < 2 or languages <= known else tuple(sorted(languages))


def name_language(code: str) -> str:
    """Return what a language is called in English, its code where that is not known.

    >>> name_language("de"), name_language("xx")
    ('German', 'xx')
    """
    return str(read_table("languages")["names"].get(code, code))


def list_likely(titles: Sequence[str], spoken: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the languages that titles of products are likely in.

    Those are what the site's names are `spoken` in, unless it is clear that titles are in another: brands and models
    have no language. Where hardly anything tells one, titles may be in English as well.

    >>> list_likely(["Torch", "Lamp socket E", "Bayonet bulb E"]), list_likely(["Vis pour bois", "Lampe de poche"])
    (('it', 'en'), ('fr',))
    >>> list_likely(["Le Creuset 3-Ply 20cm", "Tefal La Plancha"], ["de"])
    ('de', 'en')
    """
    told = _tell_strange(titles, spoken) if spoken else guess_language(titles)
    languages = (told,) if told else tuple(spoken)
    own = {sign for sign, known in _signs().items() if not set(known).isdisjoint(languages)}
    signs = {word for title in titles[:MOST_READ] for word in _split_folded(title) & own}
    return languages if DEFAULT in languages or len(signs) >= FEW_SIGNS else (*languages, DEFAULT)


def _tell_strange(titles: Sequence[str], spoken: Sequence[str]) -> str:
    """Return the language that titles are in where it is clear that it is none of the spoken ones, "" elsewhere."""
    known = titles[:MOST_READ]
    alone = _signs_of_one()
    told = Counter(alone[word] for word in set().union(*map(_split_folded, known)) & alone.keys())
    leader = max(told, key=lambda language: told[language], default="")
    if told[leader] >= SEVERAL_SIGNS and (leader in spoken or told[leader] > sum(told[own] for own in spoken)):
        return "" if leader in spoken else leader
    words = dict.fromkeys(word for title in known for word in title.lower().split())
    likeliest, chance = _rank_spellings(words)[0] if len(words) >= FEW_WORDS else ("", 0.0)
    is_strange = likeliest not in spoken and chance >= STRANGE
    return likeliest if is_strange and not (likeliest == DEFAULT and _are_makes(known)) else ""


def _are_makes(titles: Iterable[str]) -> bool:
    """Tell whether titles are spelled like English because makes and series are: hardly any word is an English one."""
    words = {word for title in titles for word in _split_folded(title) if word.isalpha()}
    return sum(map(_is_english, words)) < ENGLISH * len(words)


def _count_signs(names: Sequence[str]) -> Counter[str]:
    signs = _signs()
    seen: Counter[str] = Counter()
    for name in names:
        for word in _split_folded(name):
            seen.update(signs.get(word, ()))
    return seen


def _is_clear(seen: Counter[str]) -> bool:
    """Tell whether one language leads by its signs."""
    most, second = [*sorted(seen.values(), reverse=True), 0, 0][:2]
    return most - second >= CLEAR


def _split_folded(name: str) -> set[str]:
    return set(fold_text(name).replace("'", " ").split())


def guess_by_words(names: Sequence[str]) -> str:
    """Return the language of whose table more words are than of any other's, "" where as many are English ones."""
    words = set().union(*map(_split_folded, names)) if names else set()
    english = set(filter(_is_english, words))
    foreign = words - english
    told = {code: sum(_is_word(word, code) for word in foreign) for code in STEMMERS if code != DEFAULT}
    second, most = sorted(told.values())[-2:]
    return max(told, key=lambda code: told[code]) if most > max(second, len(english)) else ""


def _is_english(word: str) -> bool:
    return _is_word(word, DEFAULT) or is_field_word(*stem_words((word,)))


def _is_word(word: str, language: str) -> bool:
    return not list_told_words(language).isdisjoint(stem_words((word,), language))


def _guess_by_spelling(names: Sequence[str]) -> str:
    """Return the language that words are spelled by, "" where it may as well be another.

    A name's words are read once: what is repeated tells no more.
    """
    words = dict.fromkeys(word for name in names for word in name.lower().split())
    chances = dict(_rank_spellings(words)) if words else {}
    strangest = max(chances, key=lambda language: chances[language], default="")
    if strangest not in STEMMERS and chances.get(strangest, 0.0) >= STRANGE:
        return strangest
    strange = [word for word in words if not word.isascii() and not _is_english(fold_text(word))]
    possible = STEMMERS.keys() - ({DEFAULT} if len(strange) > FOREIGN * len(words) else set())
    stemmed = {code: float(chances.get(code, 0.0)) for code in sorted(possible)}
    likeliest = max(stemmed, key=lambda language: stemmed[language])
    return likeliest if stemmed[likeliest] >= LIKELY * sum(stemmed.values()) > 0 else ""


def _rank_spellings(words: Iterable[str]) -> list[tuple[str, float]]:
    """Return how probable each language is by how words are spelled, the likeliest first."""
    return [(language, float(chance)) for language, chance in _identifier().rank(" ".join(words)[:MOST_LETTERS])]


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@cache
def _signs_of_one() -> dict[str, str]:
    """Return the signs that only one language has."""
    return {sign: languages[0] for sign, languages in _signs().items() if len(languages) == 1}


@cache
def _signs() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for language, words in read_table("labels")["signs"].items():
        for word in list_phrases(words):
            found[word] = (*found.get(word, ()), language)
    return found
