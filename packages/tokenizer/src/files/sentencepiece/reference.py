"""Trains small models with sentencepiece 0.2.3, writes them here, and what that library makes of texts to reference.json. Run with it."""
import json
import pathlib
import random
import tempfile

import sentencepiece

here = pathlib.Path(__file__).parent
random.seed(5)
TEXT = """The tokenizer cuts text into pieces that a model can learn. It learns them from text.
Pieces that are common stay whole; rare ones are cut. 123 + 456 = 579.
토크나이저는 글을 조각으로 나눕니다. 자주 나오는 조각은 그대로 두고 드문 것은 더 잘게 나눕니다.
모델은 조각마다 번호를 받아서 배웁니다. 한국어와 English가 섞인 문장도 나눕니다.
def encode(text): return [piece.id for piece in cut(text)]
"""
work = pathlib.Path(tempfile.mkdtemp())
(work / "text.txt").write_text(TEXT * 3)
# Full-width letters to ASCII, an ideographic space to a space, a circled number to its digits.
(work / "rules.tsv").write_text("FF21\t41\nFF22\t42\n3000\t20\n2460\t31 30\n")


def train(name, **options):
    sentencepiece.SentencePieceTrainer.train(input=str(work / "text.txt"), model_prefix=str(work / name), num_threads=1, minloglevel=2, **options)
    (here / f"{name}.model").write_bytes((work / f"{name}.model").read_bytes())


identity = {"normalization_rule_name": "identity"}
train("llama", model_type="bpe", vocab_size=460, byte_fallback=True, remove_extra_whitespaces=False, character_coverage=0.98, **identity)
train("gemma", model_type="bpe", vocab_size=440, byte_fallback=True, remove_extra_whitespaces=False, add_dummy_prefix=False, character_coverage=0.98,
      pad_id=0, eos_id=1, bos_id=2, unk_id=3, user_defined_symbols=["\n", "▁▁", "▁▁▁", "<mark>"], control_symbols=["<turn>"], **identity)
train("unigram", model_type="unigram", vocab_size=190, hard_vocab_limit=False, normalization_rule_tsv=str(work / "rules.tsv"))
train("unigram-bytes", model_type="unigram", vocab_size=430, hard_vocab_limit=False, byte_fallback=True, remove_extra_whitespaces=False, add_dummy_prefix=False, character_coverage=0.98,
      user_defined_symbols=["<mark>", "the"], **identity)
train("characters", model_type="char", vocab_size=80, **identity)

FRAGMENTS = TEXT.split() + ["  ", "   ", " ", "\n", "\t", "▁", "▁▁", "<mark>", "<turn>", "<s>", "</s>", "<unk>", "<0x41>", "Ａ", "Ｂ", "\u3000", "\u1112\u1161\u11ab",
                            "①", "👋🏽", "👨‍👩‍👧", "é", "e\u0301", "中", "\0", "\u0085", "\ufeff", "한국어", "나눕", "x"]


def text():
    return "".join(random.choice(FRAGMENTS) + random.choice(["", " "]) for _ in range(random.randint(0, 6)))


texts = [text() for _ in range(70)] + TEXT.splitlines() + [TEXT]
reference = {"texts": texts, "models": {}}
for path in sorted(here.glob("*.model")):
    model = sentencepiece.SentencePieceProcessor(model_file=str(path))
    ids = [model.encode(one) for one in texts]
    unknown = model.unk_id()
    # Where something is unknown, the library writes " ⁇ " for it.
    reference["models"][path.name] = [[one, None if unknown in one else model.decode(one)] for one in ids]
(here / "reference.json").write_text(json.dumps(reference, ensure_ascii=False, separators=(",", ":")) + "\n")
