"""What the Python contenders for encoding and decoding share: each is told a text file, and where the ranks of the vocabulary are."""
from serving import SETTINGS, serve


def serve_encoding(name, encode, decode=None):
    with open(SETTINGS["text"], encoding="utf8", newline="") as file:
        text = file.read()

    ids = encode(text) if SETTINGS.get("decodes") else None

    def work():
        if ids is not None:
            decoded = decode(ids)
            return lambda: {"value": int(decoded == text)}
        result = encode(text)
        return lambda: {"value": checksum(result)}

    serve(work, name, megabytes=len(text.encode("utf8")) / 1e6)


def checksum(ids):
    """Differs where one id differs: a polynomial of the ids modulo the prime 2^31 - 1."""
    total = len(ids)
    for token in ids:
        total = (31 * total + token) % 0x7FFFFFFF
    return total
