import type { Tensor } from '@figment/core';
import { hasKernel, readTensor } from '@figment/core/backend';
import { addN, dispose, memory, mul, sum, tensor, tidy, valueAndGrads } from '@figment/core/ops';

import type { BackendCase, Inputs } from './case.ts';
import { upstream as shared } from './draw.ts';
import { type GoldenNumbers, goldenOf, numbersOf } from './golden.ts';
import { isDifferentiated, valuesOf } from './reference-data.ts';
import { type CaseOutcome, deviationOf, type Verdict, verdictOfError } from './verdict.ts';

/** Where the numbers for the gradients begin that are differentiated again; as in the reference. */
const weightsAt = 1000;

/** Runs one case on the backend in use and compares it with the golden numbers, each aspect for itself. */
export async function checkCase(backendCase: BackendCase, tolerance: number): Promise<CaseOutcome> {
  const { family, name, op } = backendCase;
  const none: Verdict = { kind: 'none' };
  const golden = goldenOf(backendCase);
  if (golden === undefined) return { family, name, forward: { kind: 'wrong', reason: 'the case changed after its golden numbers were computed (pnpm --filter @figment/testing run golden)' }, gradient: none, second: none };
  const composed: Verdict = { kind: 'composed' };
  if (op.fusedKernel !== undefined && !hasKernel(op.fusedKernel)) return { family, name, forward: composed, gradient: golden.gradients === undefined ? none : composed, second: none };
  const run = new CaseRun(backendCase, golden, tolerance);
  try {
    return { family, name, forward: await run.forward(), gradient: golden.gradients === undefined ? none : await run.gradient(golden.gradients), second: golden.second === undefined ? none : await run.second(golden.second) };
  } finally {
    run.dispose();
  }
}

class CaseRun {
  readonly #case: BackendCase;
  readonly #golden: GoldenNumbers;
  readonly #tolerance: number;
  readonly #inputs: Inputs;
  readonly #differentiated: readonly Tensor[];
  readonly #upstream: Tensor;

  constructor(backendCase: BackendCase, golden: GoldenNumbers, tolerance: number) {
    this.#case = backendCase;
    this.#golden = golden;
    this.#tolerance = tolerance;
    const entries = Object.entries(backendCase.inputs);
    this.#inputs = Object.fromEntries(entries.map(([key, spec], i) => [key, tensor([...valuesOf(spec, i)], [...spec.shape], spec.dtype ?? 'float32')]));
    this.#differentiated = entries.filter(([, spec]) => isDifferentiated(spec)).map(([key]) => this.#inputs[key]!);
    this.#upstream = weightsOf(golden.shape, 0);
  }

  forward(): Promise<Verdict> {
    const { shape, value } = this.#golden;
    return this.#attempt(() => [this.#value()], [{ shape, numbers: numbersOf(value) }]);
  }

  gradient(expected: NonNullable<GoldenNumbers['gradients']>): Promise<Verdict> {
    const { op, options } = this.#case;
    return this.#attempt(() => (op.gradient === undefined ? this.#gradients() : op.gradient(this.#inputs, this.#upstream, options)), this.#likeInputs(expected));
  }

  second(expected: NonNullable<GoldenNumbers['second']>): Promise<Verdict> {
    const weighed = (): Tensor => addN(this.#gradients().map((gradient, i) => sum(mul(gradient, weightsOf(gradient.shape, weightsAt * (i + 1))))));
    return this.#attempt(() => valueAndGrads(weighed, this.#differentiated).gradients, this.#likeInputs(expected));
  }

  dispose(): void {
    dispose([...Object.values(this.#inputs), this.#upstream]);
  }

  #value(): Tensor {
    return this.#case.op.run(this.#inputs, this.#case.options);
  }

  #gradients(): Tensor[] {
    return valueAndGrads(() => this.#value(), this.#differentiated, { upstream: this.#upstream }).gradients;
  }

  #likeInputs(expected: readonly (readonly (number | string)[])[]): Expected[] {
    return this.#differentiated.map(({ shape }, i) => ({ shape, numbers: numbersOf(expected[i]!) }));
  }

  async #attempt(compute: () => readonly Tensor[], expected: readonly Expected[]): Promise<Verdict> {
    const before = memory().numTensors;
    let results: readonly Tensor[] = [];
    try {
      results = tidy(() => compute().map((x) => x.clone()));
      const left = memory().numTensors - before - results.length;
      if (left !== 0) return { kind: 'wrong', reason: `leaves ${left} tensors behind` };
      return await this.#compare(results, expected);
    } catch (error) {
      await settle();
      return verdictOfError(error, this.#case.op.mayRefuse === true);
    } finally {
      dispose([...results]);
    }
  }

  async #compare(results: readonly Tensor[], expected: readonly Expected[]): Promise<Verdict> {
    if (results.length !== expected.length) return { kind: 'wrong', reason: `gives ${results.length} tensors, expected ${expected.length}` };
    let worst = 0;
    for (const [i, { shape, numbers }] of expected.entries()) {
      const result = results[i]!;
      if (result.shape.join() !== shape.join()) return { kind: 'wrong', reason: `has shape [${result.shape.join(', ')}], expected [${shape.join(', ')}]` };
      worst = Math.max(worst, deviationOf(await readTensor(result), numbers));
    }
    return worst > this.#tolerance ? { kind: 'wrong', reason: `off by ${worst.toPrecision(2)}` } : { kind: 'golden', deviation: worst };
  }
}

/** A GPU tells what went wrong later: what this case asked for is not to be blamed on the next. */
async function settle(): Promise<void> {
  const probe = tensor([0]);
  await readTensor(probe).catch(() => undefined);
  probe.dispose();
}

interface Expected {
  readonly shape: readonly number[];
  readonly numbers: readonly number[];
}

/** The shared numbers from a place on. */
function weightsOf(shape: readonly number[], start: number): Tensor {
  const count = shape.reduce((product, length) => product * length, 1);
  return tensor(Array.from({ length: count }, (_, i) => shared[(start + i) % shared.length]!), [...shape]);
}
