"""Makes rules/en/frequency.tsv: how often a lemma occurs in English at large.

    python3 tools/frequency.py TREEBANK_DIR WORDNET_DIR > rules/en/frequency.tsv

TREEBANK_DIR holds the training and development files (*.conllu) of UD English EWT and GUM (without its non-commercial
genres), whose lemmas count double; WORDNET_DIR holds cntlist.rev of WordNet 3.0, the counts of its sense-tagged texts.
"""
import collections
import pathlib
import re
import sys

LEFT_OUT = {"PUNCT", "NUM", "SYM", "X", "PROPN"}

counts = collections.Counter()
treebank, wordnet = map(pathlib.Path, sys.argv[1:3])
for path in sorted(treebank.glob("*.conllu")):
    if "test" in path.name:
        continue
    for line in path.open(encoding="utf-8"):
        fields = line.split("\t")
        if len(fields) > 5 and fields[0].isdigit() and fields[3] not in LEFT_OUT:
            counts[fields[2].lower()] += 2
for line in (wordnet / "cntlist.rev").open(encoding="utf-8"):
    key, _, count = line.split()
    counts[key.split("%")[0].replace("_", " ")] += int(count)
for word in sorted(w for w, n in counts.items() if n >= 2 and re.fullmatch(r"[a-z][a-z'-]*", w)):
    print(f"{word}\t{counts[word]}")
