"""Makes rules/en/senses.tsv: which words of English mean nearly the same, and how nearly.

    python3 tools/wordnet.py WORDNET_DIR > rules/en/senses.tsv

WORDNET_DIR holds the dictionary of WordNet 3.0 (Debian: package wordnet-base, /usr/share/wordnet). Each line is a lemma, a
tab, and the concepts that it stands for: a letter for the weight (a = 1/16 to p = 1) and the concept's number in base 36.
The likeness of two lemmas is the largest product of the weights of a concept that both stand for. A lemma stands for the
meanings of its commonest senses, for those that they derive from or cause, and more weakly for those that they fall under.
A capital letter (A to P) marks a concept that the lemma is the opposite of.
"""
import collections
import pathlib
import re
import sys

# Weight of the first senses of a lemma in one part of speech; later senses are left out.
SENSES = [1.0, 0.85, 0.7, 0.6, 0.5]
# What a pointer of WordNet adds: derivation, cause, entailment, verb group, pertainym, attribute, similar, hypernym.
POINTERS = {"+": 0.9, ">": 0.85, "*": 0.7, "$": 0.85, "\\": 0.85, "=": 0.7, "&": 0.6, "@": 0.55}
# A hypernym of more kinds than this says too little.
BROAD = 60
# A part of speech in which the lemma is met less often than this share of all its uses counts half.
RARE = 0.1
# What weighs less is left out.
LEAST = 0.2

PARTS = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
root = pathlib.Path(sys.argv[1])
synsets, order, uses = {}, collections.defaultdict(list), collections.Counter()
for name, part in PARTS.items():
    for line in (root / f"data.{name}").open(encoding="utf-8"):
        if line.startswith(" "):
            continue
        fields = line.split(" | ")[0].split()
        count = int(fields[3], 16)
        words = [re.sub(r"\(.*\)", "", w) for w in fields[4 : 4 + 2 * count : 2]]
        at = 4 + 2 * count
        pointers = []
        for i in range(int(fields[at])):
            symbol, target, pos, places = fields[at + 1 + 4 * i : at + 5 + 4 * i]
            pointers.append((symbol, (pos, target), int(places[:2], 16)))
        synsets[part, fields[0]] = (words, pointers)
    for line in (root / f"index.{name}").open(encoding="utf-8"):
        if line.startswith(" "):
            continue
        fields = line.split()
        senses = int(fields[2])
        order[fields[0], part] = [(part, s) for s in fields[-senses:]]
for line in (root / "cntlist.rev").open(encoding="utf-8"):
    key, _, count = line.split()
    lemma, rest = key.split("%")
    uses[lemma, "nvara"[int(rest[0]) - 1]] += int(count)

kinds = collections.Counter()
for words, pointers in synsets.values():
    for symbol, target, _ in pointers:
        kinds[target] += symbol == "@"

concepts, against = collections.defaultdict(dict), collections.defaultdict(dict)
for (lemma, part), senses in sorted(order.items()):
    if not re.fullmatch(r"[a-z][a-z'-]*", lemma) or len(lemma) < 3:
        continue
    total = sum(uses[lemma, p] for p in "nvar")
    share = 0.5 if total >= 5 and uses[lemma, part] < RARE * total else 1.0
    mine = concepts[lemma]

    def add(concept, weight):
        if weight >= LEAST:
            mine[concept] = max(mine.get(concept, 0), weight)

    for sense, weight in zip(senses, SENSES):
        words, pointers = synsets[sense]
        # A proper name among the senses ties nothing.
        if all(w[0].isupper() for w in words):
            continue
        add(sense, weight * share)
        for symbol, target, place in pointers:
            if symbol == "!" and place and words[place - 1].lower() == lemma:
                against[lemma][target[0].replace("s", "a"), target[1]] = weight * share
            if symbol not in POINTERS or (place and words[place - 1].lower() != lemma):
                continue
            if symbol == "@" and kinds[target] > BROAD:
                continue
            add((target[0].replace("s", "a"), target[1]), weight * share * POINTERS[symbol])

known = {line.split("\t")[0] for line in pathlib.Path("rules/en/frequency.tsv").open()}
met = {lemma for (lemma, _), n in uses.items() if n}
kept = {l: c for l, c in concepts.items() if l in known or l in met}
shared = collections.Counter(c for cs in kept.values() for c in cs)
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def base36(n):
    out = ""
    while True:
        n, digit = divmod(n, 36)
        out = DIGITS[digit] + out
        if not n:
            return out


number = {c: base36(n) for n, (c, k) in enumerate(sorted(shared.items(), key=lambda x: (-x[1], x[0]))) if k > 1}
for lemma in sorted(kept):
    own = [(number[c], w) for c, w in kept[lemma].items() if c in number]
    letter = lambda w: "abcdefghijklmnop"[max(0, round(w * 16) - 1)]
    opposite = [letter(w).upper() + number[c] for c, w in against[lemma].items() if c in number]
    if own or opposite:
        print(f"{lemma}\t" + " ".join(sorted([letter(w) + c for c, w in own] + opposite)))
