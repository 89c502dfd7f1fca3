import type { Tensor } from '@figment/core';
import { dispose, tidy, upload, valueAndGradsWithAux } from '@figment/core/ops';

import { toHostArray } from '../case/array.ts';
import type { GoldenCase } from '../case/case.ts';
import { type GoldenKind, Skip } from '../kind.ts';
import { activations } from '../ops/activations.ts';
import { attention } from '../ops/attention.ts';
import type { Inputs, OpChecks } from '../ops/check.ts';
import { convolution } from '../ops/convolution.ts';
import { image } from '../ops/image.ts';
import { losses } from '../ops/losses.ts';
import { normalization } from '../ops/normalization.ts';
import { pooling } from '../ops/pooling.ts';
import { tensors } from '../ops/tensors.ts';

const checks: OpChecks = { ...activations, ...attention, ...convolution, ...image, ...losses, ...normalization, ...pooling, ...tensors };

/** One operation: y from the inputs, and dL/dInput from `upstream`, which is dL/dy. */
export const kind: GoldenKind = {
  name: 'ops',
  run(golden) {
    const name = golden.options.string('op');
    const check = checks[name];
    if (check === undefined) throw new Skip(`there is no operation ${name}`);
    const uploaded = new Map<string, Tensor>();
    try {
      const inputs = inputsOf(golden, uploaded);
      const compute = (): { value: Tensor; aux: Record<string, Tensor> } => {
        const result = check(inputs, golden.options);
        return 'y' in result ? { value: result.y, aux: { ...result.others } } : { value: result, aux: {} };
      };
      return tidy(() => withGradients(golden, inputs, compute) as never);
    } finally {
      dispose([...uploaded.values()]);
    }
  },
};

function withGradients(golden: GoldenCase, inputs: Inputs, compute: () => { value: Tensor; aux: Record<string, Tensor> }): Record<string, Tensor> {
  const wanted = [...golden.expected.keys()].filter((name) => name.startsWith('grad.')).map((name) => name.slice('grad.'.length));
  // Without it the loss is the sum of y.
  const upstream = inputs.find('upstream');
  if (wanted.length === 0) {
    const { value, aux } = compute();
    return { y: value, ...aux };
  }
  const { value, gradients, aux } = valueAndGradsWithAux(compute, wanted.map((name) => inputs.get(name)), { upstream });
  return { y: value, ...aux, ...Object.fromEntries(wanted.map((name, i) => [`grad.${name}`, gradients[i] as Tensor])) };
}

/** Uploads what is asked for; the caller frees it. */
function inputsOf(golden: GoldenCase, uploaded: Map<string, Tensor>): Inputs {
  // Before the tape opens: what is made inside of it would be freed with it.
  for (const [name, value] of golden.inputs) if (!('exactly' in value)) uploaded.set(name, upload(toHostArray(value)));
  return {
    get(name) {
      // Counts as read only now: an input that no operation asks for is not obeyed.
      golden.array(name);
      return uploaded.get(name) as Tensor;
    },
    find(name) {
      return golden.hasInput(name) ? this.get(name) : undefined;
    },
    numbered(prefix) {
      const names = [...golden.inputs.keys()].filter((name) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length)));
      return names.sort((a, b) => Number(a.slice(prefix.length)) - Number(b.slice(prefix.length))).map((name) => this.get(name));
    },
  };
}
