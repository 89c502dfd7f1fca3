"""Trains a byte-level BPE with Hugging Face's trainer in Rust."""
import tokenizers
from serving import SETTINGS, serve
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

with open(SETTINGS["text"], encoding="utf8", newline="") as file:
    lines = file.read().split("\n")
size = SETTINGS["vocabulary"]


def train():
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trainer = trainers.BpeTrainer(vocab_size=size, special_tokens=["<|endoftext|>"], initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False)
    tokenizer.train_from_iterator(lines, trainer)
    return lambda: {"value": text_checksum("\n".join(tokenizer.id_to_token(i) or "" for i in range(size)))}


def text_checksum(text):
    """As figment-train-bpe.ts's."""
    total = 0
    for character in text:
        total = (31 * total + ord(character)) % 0x7FFFFFFF
    return total


serve(train, f"tokenizers {tokenizers.__version__} (Rust, from Python)")
