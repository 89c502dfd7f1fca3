import { draw, type GapCase } from './case.ts';
import { loadFloat64, type Tf } from './float64.ts';

/** What an op has to give, in double precision. */
export interface Expected {
  readonly value: readonly number[];
  readonly shape: readonly number[];
  /** dL/dy: fixed numbers. */
  readonly upstream: readonly number[];
  /** dL/dInput for each float32 input, by central differences. */
  readonly gradients: readonly (readonly number[])[];
}

/** Of the numbers drawn, which are of the order of 1: the error of the differences is of the order of 1e-8. */
const step = 1e-5;

export async function createOracle(): Promise<(gapCase: GapCase) => Expected> {
  const tf = loadFloat64();
  await tf.setBackend('cpu');
  return (gapCase) => expected(tf, gapCase);
}

function expected(tf: Tf, { inputs, run, gradient }: GapCase): Expected {
  const given = inputs.map((spec, i) => draw(spec, i));
  const evaluate = (): { value: number[]; shape: number[] } =>
    tf.engine().tidy(() => {
      const y = run(tf, given.map((values, i) => tf.tensor(values, [...inputs[i]!.shape], inputs[i]!.dtype ?? 'float32')));
      return { value: Array.from(y.dataSync()), shape: y.shape };
    });
  const { value, shape } = evaluate();
  const upstream = draw({ shape }, 99);
  const loss = (): number => evaluate().value.reduce((sum, y, i) => sum + y * upstream[i]!, 0);
  const differentiable = gradient === 'none' ? [] : given.filter((_, i) => (inputs[i]!.dtype ?? 'float32') === 'float32');
  const gradients = differentiable.map((values) =>
    values.map((x, i) => {
      values[i] = x + step;
      const above = loss();
      values[i] = x - step;
      const below = loss();
      values[i] = x;
      return (above - below) / (2 * step);
    }),
  );
  return { value, shape, upstream, gradients };
}
