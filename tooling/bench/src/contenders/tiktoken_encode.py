"""OpenAI's tokenizer in Rust, called from Python, as people call it. It would fetch its ranks: they are given."""
import base64

import tiktoken
from encode import serve_encoding
from serving import SETTINGS


def ranks(path):
    with open(path, "rb") as file:
        return {base64.b64decode(token): int(rank) for token, rank in (line.split() for line in file if line.strip())}


encoding = tiktoken.Encoding("o200k_base", pat_str=SETTINGS["pattern"], mergeable_ranks=ranks(SETTINGS["ranks"]), special_tokens={})
serve_encoding(f"tiktoken {tiktoken.__version__} (Rust, from Python)", encoding.encode_ordinary, encoding.decode)
