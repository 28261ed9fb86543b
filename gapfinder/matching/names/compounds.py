"""What a word written as one says at its end, and what goods that names: Radsocken, headtorch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set

from rapidfuzz.distance import Postfix

from gapfinder.matching.names.fields import find_fields, is_field_word, is_goods_word
from gapfinder.matching.names.terms import fold_text, name_alike, split_words, stem_words
from gapfinder.words import list_phrases, read_table

COMPOUNDING = frozenset({"de", "nl"})
"""Languages that write most names of goods so."""
SHORTEST_FRONT = 3
SHORTEST_END = 4
"""Letters of the parts of a compound; shorter ends (-rad, -tas) are the ends of too many words."""
ENDS = {"en": 5}
"""Elsewhere only some words are such, and ends of fewer letters say nothing but after a word that is known."""
ADJECTIVES = ("able", "ible")
"""Ends of English words that name no goods: what is adjustable is no stable, what is portable no table."""
LONGEST = 40
VOWELS = frozenset("aeiouy")
"""A front without any is no word: Sch-rank."""


def find_end(word: str, language: str, nouns: Set[str] = frozenset(), *, whole: bool = True) -> tuple[str, ...]:
    """Return the terms of the longest part that names goods at the end of a folded word.

    None if the word names some as a `whole`, where that is asked after. `nouns` are terms that name goods, besides
    those that the fields of goods have.

    >>> find_end("radsocken", "de", {"sock"}), find_end("headtorch", "en"), find_end("hammer", "en")
    (('sock',), ('flashlight',), ())
    >>> find_end("schraubendrehersatz", "de"), find_end("stichsagen", "de"), find_end("stichsagen", "de", whole=False)
    (('screwdriv',), (), ('saw',))
    >>> find_end("vegetables", "en", {"tabl"}), find_end("portable", "en"), find_end("products", "en", {"duct"})
    ((), (), ())
    """
    bare = _drop_pack(word) if language in COMPOUNDING else word
    starts = _list_starts(bare, language, ENDS.get(language, LONGEST))
    return _find_goods(bare, language, nouns, (0, *starts) if whole else starts, is_cut=bare != word)


def find_end_of(name: str, language: str, nouns: Set[str] = frozenset(), *, whole: bool = True) -> tuple[str, ...]:
    """Return the terms of what the compound that a name ends in names at its end: of Reithosen, hosen.

    Where no word is asked after that names goods as a `whole`, a short end of an English one will do, too, after a word
    that is known.

    >>> find_end_of("Warme Reithosen", "de"), find_end_of("Riding breeches", "en"), find_end_of("Headtorches", "en")
    (('pant',), (), ('flashlight',))
    >>> find_end_of("Saddlebags", "en", whole=False), find_end_of("Magnets", "en", {"net"}, whole=False)
    (('bag',), ())
    """
    word = ["", *split_words(name, language)][-1]
    found = find_end(word, language, nouns, whole=whole)
    if found or whole:
        return found
    starts = [at for at in _list_starts(word, language, SHORTEST_END) if _is_known(word[:at], language)]
    return _find_goods(word, language, nouns, starts)


def _list_starts(word: str, language: str, shortest: int) -> Sequence[int]:
    """Return where the parts of a folded word may begin that stand at its end; shorter ones do in no other language."""
    if not word.isalpha() or len(word) > LONGEST or (language in ENDS and word.removesuffix("s").endswith(ADJECTIVES)):
        return ()
    if language in COMPOUNDING:
        return range(SHORTEST_FRONT, len(word) - SHORTEST_END + 1)
    if language not in ENDS:
        return ()
    return [at for at in range(SHORTEST_FRONT, len(word) - shortest + 1) if _is_front(word[:at], language)]


def _find_goods(
    word: str, language: str, nouns: Set[str], starts: Iterable[int], *, is_cut: bool = False
) -> tuple[str, ...]:
    """Return the terms of the first of some parts at the end of a word that names goods; none for a whole one."""
    for start in starts:
        terms = name_alike(stem_words((word[start:],), language), language)
        if any(names_goods(term, nouns) for term in terms):
            return terms if start or is_cut else ()
    return ()


def _is_known(front: str, language: str) -> bool:
    return is_field_word(*stem_words((front,), language))


def part_compounds(words: Iterable[str], language: str, known: Set[str]) -> tuple[str, ...]:
    """Return folded words, German and Dutch compounds parted before the longest end that says what others are called.

    `known` are the stems of what is called so; what names goods by the fields of these is, too. A word that names some
    as a whole is only parted before what is of the same field: a glove (Handschuh) is no shoe.

    >>> known = {"scher", "sand", "schuh"}
    >>> part_compounds(("rosenscheren",), "de", known), part_compounds(("turnschuhe",), "de", known)
    (('rosen', 'scheren'), ('turn', 'schuhe'))
    >>> part_compounds(("handschuhe", "versand", "scheren"), "de", known)
    ('handschuhe', 'versand', 'scheren')
    """
    return tuple(part for word in words for part in _part(word, language, known))


def _part(word: str, language: str, known: Set[str]) -> tuple[str, ...]:
    for front, end in list_cuts(word, language):
        stems = stem_words((end,), language)
        if any(names_goods(term, known) for term in (*stems, *name_alike(stems, language))):
            is_one = not _is_front(front, language) or _is_of_other_goods(word, stems, language)
            return (word,) if is_one else (front, end)
    return (word,)


def list_cuts(word: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield the two parts of a folded word wherever a German or Dutch compound may be parted, the longest end first.

    >>> list(list_cuts("tischbein", "de")), list(list_cuts("hammer", "en"))
    ([('tis', 'chbein'), ('tisc', 'hbein'), ('tisch', 'bein')], [])
    """
    if language in COMPOUNDING and word.isalpha() and len(word) <= LONGEST:
        for start in range(SHORTEST_FRONT, len(word) - SHORTEST_END + 1):
            yield word[:start], word[start:]


def _is_front(word: str, language: str) -> bool:
    return not VOWELS.isdisjoint(word) and word not in list_phrases(read_table("labels")["particles"][language])


def _is_of_other_goods(word: str, end: tuple[str, ...], language: str) -> bool:
    """Tell whether a word is known as a whole, and of no field that the end is of."""
    whole, told = stem_words((word,), language), name_alike(stem_words((word,), language), language)
    fields = find_fields(told, {}).keys()
    return (told != whole or bool(fields)) and fields.isdisjoint(find_fields(name_alike(end, language), {}))


def end_alike(name: str, other: str, *languages: str) -> bool:
    """Tell whether two names in languages that write compounds as one end in compounds of one end.

    >>> end_alike("Brotmesser", "Kleine Schälmesser", "de", "de"), end_alike("Messer", "Brotmesser", "de", "de")
    (True, False)
    """
    ends = [fold_text(one).split()[-1:] for one in (name, other)]
    if not (COMPOUNDING.issuperset(languages) and all(ends)):
        return False
    shared = Postfix.similarity(ends[0][0], ends[1][0])
    return shared >= SHORTEST_END and min(len(end[0]) for end in ends) >= shared + SHORTEST_FRONT


def names_goods(term: str, nouns: Set[str]) -> bool:
    """Tell whether a term names goods, by the fields of goods or because it is one of `nouns`."""
    return term in nouns or is_goods_word(term)


def _drop_pack(word: str) -> str:
    """Return a compound without the end that only says that it is several: Schraubendrehersatz."""
    ends = (end for end in list_phrases(read_table("labels")["titles"]["pack_ends"]) if word.endswith(end))
    return next((word[: -len(end)].removesuffix("-") for end in ends if len(word) - len(end) > SHORTEST_END), word)
