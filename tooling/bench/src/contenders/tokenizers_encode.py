"""Hugging Face's tokenizer in Rust, called from Python."""
import tokenizers
from encode import serve_encoding
from serving import SETTINGS

tokenizer = tokenizers.Tokenizer.from_file(SETTINGS["tokenizer"])
serve_encoding(f"tokenizers {tokenizers.__version__} (Rust, from Python)", lambda text: tokenizer.encode(text, add_special_tokens=False).ids)
