"""Compares the rows of the torch backend with the schemas of the torch that this Python has.

Reads rows as a JSON list from the standard input (`aten::sum.dim_IntList TJbe T`: an operation, a letter for each
argument, a letter for each result) and writes {"release": ..., "wrong": [{"operation": ..., "reason": ...}]}.
"""

import json
import sys

import torch

# The letters are explained in src/abi/signature.ts.
TYPES = {
    "T": ["Tensor"],
    "t": ["Optional[Tensor]"],
    "L": ["List[Tensor]"],
    "P": ["List[Optional[Tensor]]"],
    "i": ["int"],
    "n": ["Optional[int]"],
    "I": ["List[int]"],
    "J": ["Optional[List[int]]"],
    "f": ["float"],
    "g": ["Optional[float]"],
    "b": ["bool"],
    "B": ["List[bool]"],
    "d": ["int", "ScalarType"],
    "e": ["Optional[int]", "Optional[ScalarType]"],
    "s": ["str"],
    "m": ["int", "MemoryFormat"],
    "v": ["Optional[Device]"],
}


def reason_against(row, schemas):
    """Why a row does not fit, or None."""
    operation, inputs, outputs = (row.split(" ") + [""])[:3]
    schema = schemas.get(operation)
    if schema is None:
        return "there is no such operation"
    types = [str(argument.type) for argument in schema.arguments]
    if len(types) != len(inputs):
        return f"it takes {len(types)} arguments ({', '.join(types)}), the row has {len(inputs)}"
    for place, (letter, actual) in enumerate(zip(inputs, types)):
        if letter == "0":
            if not actual.startswith("Optional"):
                return f"argument {place} is {actual} and can't be left out"
        elif actual not in TYPES[letter]:
            return f"argument {place} is {actual}, the row has '{letter}'"
    results = [str(result.type) for result in schema.returns]
    if len(results) != len(outputs):
        return f"it returns {len(results)} values ({', '.join(results)}), the row has {len(outputs)}"
    for place, (letter, actual) in enumerate(zip(outputs, results)):
        if actual not in TYPES[letter]:
            return f"result {place} is {actual}, the row has '{letter}'"
    return None


def main():
    schemas = {}
    for schema in torch._C._jit_get_all_schemas():
        schemas[f"{schema.name}.{schema.overload_name}" if schema.overload_name else schema.name] = schema
    wrong = []
    for row in json.load(sys.stdin):
        reason = reason_against(row, schemas)
        if reason is not None:
            wrong.append({"operation": row.split(" ")[0], "reason": reason})
    json.dump({"release": torch.__version__, "wrong": wrong}, sys.stdout)


main()
