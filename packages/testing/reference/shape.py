"""Moving elements, picking and placing them."""
import torch
import torch.nn.functional as F


def pad(inputs, options):
    sides = [side for pair in reversed(options["paddings"]) for side in pair]
    return F.pad(inputs["x"], sides, value=options.get("value", 0.0))


def rearranged(parts, axis):
    return torch.cat([part * (i + 1) for i, part in enumerate(reversed(parts))], axis)


def slice_of(inputs, options):
    return inputs["x"][tuple(slice(b, b + n) for b, n in zip(options["begin"], options["size"]))]


def cast(inputs, options):
    # Nothing flows back through whole numbers.
    x = inputs["x"].detach()
    return (torch.trunc(x) if options["dtype"] == "int32" else (x != 0).to(x.dtype))


def gather(inputs, options):
    x, indices, axis = inputs["x"], inputs["indices"], options["axis"]
    picked = torch.index_select(x, axis, indices.reshape(-1))
    return picked.reshape(x.shape[:axis] + indices.shape + x.shape[axis + 1:])


def embedding(inputs, options):
    return F.embedding(inputs["ids"], inputs["table"], padding_idx=options.get("paddingId"))


def sort(inputs, options):
    return torch.sort(inputs["x"], dim=options.get("axis", -1), descending=options.get("descending", False), stable=True).values


def top(inputs, options):
    largest = options.get("largest", True)
    found = torch.sort(inputs["x"], dim=options.get("axis", -1), descending=largest, stable=True)
    axis = options.get("axis", -1)
    return found.values.narrow(axis, 0, options["k"]), found.indices.narrow(axis, 0, options["k"])


def one_hot(inputs, options):
    return torch.where(F.one_hot(inputs["indices"], options["depth"]).bool(), options["onValue"], options["offValue"]).double()


OPS = {
    "broadcastTo": lambda inputs, options: inputs["x"].expand(options["shape"]),
    "cast": cast,
    "concat": lambda inputs, options: torch.cat(list(inputs.values()), options["axis"]),
    "expandDims": lambda inputs, options: inputs["x"].unsqueeze(options["axis"]),
    "pad": pad,
    "reshape": lambda inputs, options: inputs["x"].reshape(options["shape"]),
    "reverse": lambda inputs, options: inputs["x"].flip(options["axis"]),
    "slice": slice_of,
    "split": lambda inputs, options: rearranged(torch.split(inputs["x"], options["sizes"], options["axis"]), options["axis"]),
    "squeeze": lambda inputs, options: inputs["x"].squeeze(),
    "stack": lambda inputs, options: torch.stack(list(inputs.values()), options["axis"]),
    "tile": lambda inputs, options: inputs["x"].repeat(options["repeats"]),
    "transpose": lambda inputs, options: inputs["x"].permute(options["order"]),
    "unstack": lambda inputs, options: rearranged(torch.split(inputs["x"], 1, options["axis"]), options["axis"]),
    "gather": gather,
    "embedding": embedding,
    "takeAlongAxis": lambda inputs, options: torch.gather(inputs["x"], options["axis"], inputs["indices"]),
    "scatterAddAlongAxis": lambda inputs, options: inputs["x"].scatter_add(options["axis"], inputs["indices"], inputs["values"]),
    "scatterAlongAxis": lambda inputs, options: inputs["x"].scatter(options["axis"], inputs["indices"], inputs["values"]),
    "sort": sort,
    "topK": lambda inputs, options: top(inputs, options)[0],
    "topKIndices": lambda inputs, options: top(inputs, options)[1],
    "argMax": lambda inputs, options: torch.sort(inputs["x"], dim=options["axis"], descending=True, stable=True).indices.select(options["axis"], 0),
    "argMin": lambda inputs, options: torch.argmin(inputs["x"], options["axis"]),
    "oneHot": one_hot,
}
