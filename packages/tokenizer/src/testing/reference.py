"""Writes what Hugging Face's tokenizers 0.23.3 makes of texts, with the tokenizers beside this file and changes to them, to reference.json."""
import copy
import json
import pathlib
import random

from tokenizers import Tokenizer

here = pathlib.Path(__file__).parent
pick = random.Random(5)
bases = {path.stem: json.loads(path.read_text()) for path in sorted((here / "tokenizers").glob("*.json"))}

WORDS = ["hello", " world", "Hello, ", "안녕하세요", "각", "각", "👋🏽", "👨‍👩‍👧", "🇰🇷", "é", "\u0301", "  ", "\n", "\t", "\u00a0", "\u3000"]
WORDS += ["\u0085", "\ufeff", "ﬁ", "ＡＢＣ", "漢字", "the", "THE", "don't", " .", "!", "123", "_", "x", "<s>", "</s>", "<unk>", "[CLS]", "[MASK]"]
WORDS += ["<|endoftext|>", "<mask>", "GPU", "<bos>", "<|eot_id|>", "▁", "Ġ", "##x", "\x00", "ß", "ς", "foo", "Foo", "foo bar", "\U00010330", "\r\n", "ab", "abc", "bcd"]
ADDED = ["foo", "foo bar", "ab", "abc", "bc", "bcd", "The", "x", "👋🏽", "안녕", "é", "<a>", "<ab>", " x", "x ", "\n", "ﬁ", "12", "_", "▁x", "."]


def chance(probability):
    return pick.random() < probability


def text(longest=10):
    return "".join(pick.choice(WORDS) for _ in range(pick.randint(0, longest)))


def add_tokens(changed):
    vocabulary = changed["model"]["vocab"]
    known = set(vocabulary) if isinstance(vocabulary, dict) else {token for token, _ in vocabulary}
    known |= {token["content"] for token in changed["added_tokens"]}
    size = len(known)
    for content in pick.sample(ADDED, pick.randint(1, 5)):
        if content in known:
            continue
        flags = {flag: chance(0.3) for flag in ("single_word", "lstrip", "rstrip", "normalized")}
        # A special token whose normalized form differs is no longer special when the reference decodes.
        changed["added_tokens"].append({"id": size, "content": content, **flags, "special": not flags["normalized"] and chance(0.5)})
        size += 1


def post_processor(tokens, kind):
    sep, cls = pick.choice(tokens), pick.choice(tokens)
    spaces = {"trim_offsets": chance(0.5), "add_prefix_space": chance(0.5)}
    if kind == "BertProcessing":
        return {"type": kind, "sep": sep, "cls": cls}
    if kind == "RobertaProcessing":
        return {"type": kind, "sep": sep, "cls": cls, **spaces}
    if kind == "ByteLevel":
        return {"type": kind, **spaces, "use_regex": True}
    if kind == "Sequence":
        return {"type": kind, "processors": [post_processor(tokens, "ByteLevel"), post_processor(tokens, pick.choice(["TemplateProcessing", "BertProcessing"]))]}
    special = {name: {"id": name, "ids": [id], "tokens": [name]} for name, id in (sep, cls)}
    special["both"] = {"id": "both", "ids": [sep[1], cls[1]], "tokens": [sep[0], cls[0]]}

    def pieces(texts):
        parts = []
        for name in texts:
            parts += [{"SpecialToken": {"id": pick.choice(list(special)), "type_id": pick.randint(0, 2)}} for _ in range(pick.randint(0, 2))]
            parts.append({"Sequence": {"id": name, "type_id": pick.randint(0, 2)}})
        return parts

    return {"type": "TemplateProcessing", "single": pieces("A"), "pair": pieces(pick.choice(["AB", "BA"])), "special_tokens": special}


def decoder(kind):
    return {
        "ByteLevel": {"type": kind, "add_prefix_space": True, "trim_offsets": True, "use_regex": True},
        "WordPiece": {"type": kind, "prefix": pick.choice(["##", "a"]), "cleanup": chance(0.5)},
        "BPEDecoder": {"type": kind, "suffix": pick.choice(["</w>", "e"])},
        "CTC": {"type": kind, "pad_token": pick.choice(["<pad>", "e"]), "word_delimiter_token": "▁", "cleanup": chance(0.5)},
        "ByteFallback": {"type": kind},
        "Fuse": {"type": kind},
        "Strip": {"type": kind, "content": pick.choice([" ", "▁", "e"]), "start": pick.randint(0, 2), "stop": 0},
        "Replace": {"type": kind, "pattern": pick.choice([{"String": "▁"}, {"String": "<0x"}, {"Regex": "[a-e]+"}, {"Regex": "e?"}]), "content": pick.choice([" ", "$&", ""])},
        "Metaspace": {"type": kind, "replacement": "▁", "prepend_scheme": pick.choice(["always", "never", "first"]), "split": True},
    }[kind]


DECODERS = ["ByteLevel", "WordPiece", "BPEDecoder", "CTC", "ByteFallback", "Fuse", "Strip", "Replace", "Metaspace"]


def change(base):
    changed = copy.deepcopy(base)
    add_tokens(changed)
    tokens = [[token["content"], token["id"]] for token in changed["added_tokens"]]
    # Without a post-processor, the reference takes all that overflows, and padding, for the first text.
    if changed["post_processor"] is None or chance(0.7):
        changed["post_processor"] = post_processor(tokens, pick.choice(["BertProcessing", "RobertaProcessing", "ByteLevel", "TemplateProcessing", "Sequence"]))
    if chance(0.6):
        kind = pick.choice([*DECODERS, "Sequence"])
        changed["decoder"] = {"type": kind, "decoders": [decoder(pick.choice(DECODERS)) for _ in range(3)]} if kind == "Sequence" else decoder(kind)
    return changed


def row(encoding, texts):
    def unit(index, of):
        return len(texts[of or 0][:index].encode("utf-16-le")) // 2

    offsets = [[unit(start, of), unit(end, of)] for (start, end), of in zip(encoding.offsets, encoding.sequence_ids)]
    lists = (encoding.ids, encoding.tokens, offsets, encoding.type_ids, encoding.special_tokens_mask, encoding.attention_mask, encoding.sequence_ids, encoding.word_ids)
    return [list(values) for values in lists]


def settings():
    truncation = {"max_length": pick.choice([4, 6, 9, 14]), "stride": pick.choice([0, 0, 1, 2]), "strategy": pick.choice(["longest_first", "only_first", "only_second"])}
    truncation["direction"] = pick.choice(["left", "right"])
    padding = {"pad_id": 1, "pad_type_id": pick.choice([0, 1]), "pad_token": "[PAD]", "direction": pick.choice(["left", "right"]), "length": pick.choice([None, 7, 12])}
    padding["pad_to_multiple_of"] = pick.choice([None, 4])
    return (truncation if chance(0.6) else None), (padding if chance(0.4) else None)


def encode(tokenizer):
    inputs = [(text(), text()) for _ in range(2)] if chance(0.4) else [text(), text()]
    truncation, padding = settings()
    special = chance(0.7)
    if truncation is not None and truncation["max_length"] < tokenizer.num_special_tokens_to_add(True):
        truncation = None
    tokenizer.no_truncation()
    tokenizer.no_padding()
    case = {"inputs": inputs, "truncation": truncation, "padding": padding, "addSpecialTokens": special}
    try:
        if truncation is not None:
            tokenizer.enable_truncation(**truncation)
        if padding is not None:
            tokenizer.enable_padding(**padding)
        encodings = tokenizer.encode_batch(inputs, add_special_tokens=special)
    except BaseException as error:  # noqa: BLE001: panics of Rust too
        if "Truncation error" not in str(error):
            return None
        return {**case, "error": str(error)}
    pairs = [[one] if isinstance(one, str) else one for one in inputs]
    case["rows"] = [[row(encoding, texts), [row(piece, texts) for piece in encoding.overflowing]] for encoding, texts in zip(encodings, pairs)]
    return case


def decode(tokenizer, ids):
    return {"ids": ids, "texts": [tokenizer.decode(ids, skip_special_tokens=skip) for skip in (True, False)]}


def variant(name):
    changed = change(bases[name])
    tokenizer = Tokenizer.from_str(json.dumps(changed))
    cases = [case for case in (encode(tokenizer) for _ in range(4)) if case is not None]
    tokenizer.no_truncation()
    tokenizer.no_padding()
    known = sorted(tokenizer.get_vocab().values())
    decodes = [decode(tokenizer, [pick.choice(known) for _ in range(length)]) for length in (1, 5, 20)]
    own = {key: changed[key] for key in ("added_tokens", "post_processor", "decoder")}
    return {"name": name, "changes": own, "cases": cases, "decodes": decodes}


variants = [variant(name) for _ in range(3) for name in bases]
(here / "reference.json").write_text("[\n" + ",\n".join(json.dumps(one, separators=(",", ":")) for one in variants) + "\n]\n")
