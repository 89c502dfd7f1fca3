import { type Codec, refuseField } from './field.ts';

/** Of each of our kinds, and of it with a gate, transformers' names: the first is written. All tanh forms of GELU are the same function. */
const kinds = [
  { plain: 'relu', gated: '', names: ['relu'] },
  { plain: 'silu', gated: 'swiglu', names: ['silu', 'swish'] },
  { plain: 'gelu', gated: 'geglu', names: ['gelu'] },
  { plain: 'quickGelu', gated: '', names: ['quick_gelu'] },
  { plain: 'geluTanh', gated: 'gegluTanh', names: ['gelu_pytorch_tanh', 'gelu_new', 'gelu_fast'] },
] as const;

function codecOf(gate: 'plain' | 'gated'): Codec {
  const supported = kinds.filter((kind) => kind[gate] !== '');
  return {
    read(name) {
      const found = supported.find(({ names }) => names.some((one) => one === name));
      return found?.[gate] ?? refuseField('the activation', `one of ${supported.flatMap(({ names }) => names).join(', ')}`, name);
    },
    write: (kind) => supported.find((one) => one[gate] === kind)?.names[0],
  };
}

/** Of a feed-forward network without gate. */
export const activation = codecOf('plain');

/** Of the gate. */
export const gatedActivation = codecOf('gated');

/** T5's `feed_forward_proj`: 'relu', 'gated-gelu' (which is the tanh form), 'gated-silu'. */
export const projection: Codec = {
  read: (value) => (String(value).startsWith('gated-') ? gatedActivation.read(value === 'gated-gelu' ? 'gelu_new' : String(value).slice(6)) : activation.read(value)),
  write: (kind) => (kind === 'gegluTanh' ? 'gated-gelu' : activation.write(kind) ?? `gated-${String(gatedActivation.write(kind))}`),
};
