"""Writes what Hugging Face's tokenizers 0.23.3 makes of pieces of text with small models to reference.json. Run with that library."""
import json
import pathlib
import random

from tokenizers.models import Unigram, WordLevel, WordPiece

random.seed(7)
ALPHABET = list("aabbcd#x") + ["한", "국", "é", "👋", "🏽", "ー", "\u0301"]


def text(longest):
    return "".join(random.choice(ALPHABET) for _ in range(random.randint(1, longest)))


def tokens(count, longest):
    found = {}
    while len(found) < count:
        found.setdefault(text(longest))
    return list(found)


def utf16(string, byte):
    return len(string.encode()[:byte].decode().encode("utf-16-le")) // 2


def row(model, string):
    try:
        return [string, [[t.id, t.value, utf16(string, t.offsets[0]), utf16(string, t.offsets[1])] for t in model.tokenize(string)]]
    except Exception:
        return [string, None]


words = ["<unk>", "[UNK]", *tokens(20, 2)]
parts = ["[UNK]", *tokens(20, 3), *["##" + t for t in tokens(40, 3)], "##"]
plain = ["[UNK]", *dict.fromkeys(["a", "b", "ab", "한", *tokens(25, 3)])]
scored = [["<unk>", 0.0], ["</s>", 0.0]] + [[t, round(random.uniform(-9, -1), random.choice([0, 1, 4]))] for t in tokens(60, 4)]
bytes_too = scored + [["<0x%02X>" % byte, 0.0] for byte in range(256)]
some_bytes = scored + [["<0x%02X>" % byte, 0.0] for byte in range(0x80)]
# A pair of unknown characters that costs less than the token they make: scores need not be log-probabilities.
positive = [["<unk>", 50.0], ["xx", 45.0], ["#", 60.0], ["<", 49.0]]

models = {
    "wordLevel": [{"vocabulary": words, "unknown": "<unk>"}, {"vocabulary": words, "unknown": "<none>"}],
    "wordPiece": [
        {"vocabulary": parts, "unknown": "[UNK]", "continuingSubwordPrefix": "##", "maxInputCharactersPerWord": 100},
        {"vocabulary": parts, "unknown": "[UNK]", "continuingSubwordPrefix": "##", "maxInputCharactersPerWord": 4},
        {"vocabulary": plain, "unknown": "[UNK]", "continuingSubwordPrefix": "", "maxInputCharactersPerWord": 100},
        {"vocabulary": parts, "unknown": "[NONE]", "continuingSubwordPrefix": "##", "maxInputCharactersPerWord": 100},
    ],
    "unigram": [
        {"pieces": scored, "unknownId": 0, "byteFallback": False},
        {"pieces": scored, "byteFallback": False},
        {"pieces": bytes_too, "unknownId": 0, "byteFallback": True},
        {"pieces": some_bytes, "unknownId": 0, "byteFallback": True},
        {"pieces": positive, "unknownId": 0, "byteFallback": False},
    ],
}


def build(kind, o):
    if kind == "wordLevel":
        return WordLevel({t: i for i, t in enumerate(o["vocabulary"])}, unk_token=o["unknown"])
    if kind == "wordPiece":
        return WordPiece(
            {t: i for i, t in enumerate(o["vocabulary"])}, unk_token=o["unknown"],
            continuing_subword_prefix=o["continuingSubwordPrefix"], max_input_chars_per_word=o["maxInputCharactersPerWord"],
        )
    return Unigram([tuple(p) for p in o["pieces"]], unk_id=o.get("unknownId"), byte_fallback=o["byteFallback"])


cases = []
for kind, options in models.items():
    for o in options:
        model = build(kind, o)
        strings = [text(2 if kind == "wordLevel" else 9) for _ in range(40)] + ["<unk>", "x<unk>xx", "##", "a##", "\ufffd", "\0"]
        cases.append({"model": kind, "options": o, "rows": [row(model, s) for s in dict.fromkeys(strings)]})

(pathlib.Path(__file__).parent / "reference.json").write_text(json.dumps(cases, ensure_ascii=False, separators=(",", ":")) + "\n")
