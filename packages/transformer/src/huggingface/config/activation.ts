import { type Codec, refuseField } from './field.ts';

/** transformers' names of activations: the first of each is written. All tanh forms of GELU are the same function. */
const names: Readonly<Record<string, readonly string[]>> = {
  relu: ['relu'],
  silu: ['silu', 'swish'],
  gelu: ['gelu', 'gelu_python'],
  geluTanh: ['gelu_pytorch_tanh', 'gelu_new', 'gelu_fast'],
};

const gatedKinds: Readonly<Record<string, string>> = { silu: 'swiglu', gelu: 'geglu', geluTanh: 'gegluTanh' };

/** Of a feed-forward network without gate. */
export const activation: Codec = {
  read: (value) => kindOf(value),
  write: (kind) => nameOf(String(kind)),
};

/** Of the gate. */
export const gatedActivation: Codec = {
  read: (value) => gatedKinds[kindOf(value)] ?? refuseField('hidden_act', "'silu' or 'gelu'", value),
  write: (kind) => nameOf(ungated(kind) ?? String(kind)),
};

/** T5's `feed_forward_proj`: 'relu', 'gated-gelu' (which is the tanh form), 'gated-silu'. */
export const projection: Codec = {
  read(value) {
    const [, gate, name] = /^(gated-)?(.+)$/.exec(String(value)) ?? [];
    if (gate === undefined) return kindOf(name);
    return gatedActivation.read(name === 'gelu' ? 'gelu_new' : name, {});
  },
  write(kind) {
    const inner = ungated(kind);
    if (inner === undefined) return nameOf(String(kind));
    return inner === 'geluTanh' ? 'gated-gelu' : `gated-${inner === 'gelu' ? 'gelu_python' : inner}`;
  },
};

function kindOf(value: unknown): string {
  const found = Object.entries(names).find(([, all]) => all.some((name) => name === value));
  return found?.[0] ?? refuseField('the activation', `one of ${Object.values(names).flat().join(', ')}`, value);
}

function nameOf(kind: string): string | null {
  return names[kind]?.[0] ?? null;
}

function ungated(kind: unknown): string | undefined {
  return Object.entries(gatedKinds).find(([, gated]) => gated === kind)?.[0];
}
