"""What the Python contenders for encoding share: each is told a text file, and where the ranks of the vocabulary are."""
from serving import SETTINGS, serve


def serve_encoding(name, encode):
    with open(SETTINGS["text"], encoding="utf8", newline="") as file:
        text = file.read()

    def work():
        ids = encode(text)
        return lambda: {"value": checksum(ids)}

    serve(work, name, megabytes=len(text.encode("utf8")) / 1e6)


def checksum(ids):
    """Differs where one id differs: a polynomial of the ids modulo the prime 2^31 - 1."""
    total = len(ids)
    for token in ids:
        total = (31 * total + token) % 0x7FFFFFFF
    return total
