import type { SafetensorsEntry, SafetensorsInput } from '../checkpoint/index.ts';
import { FigmentError } from '../errors.ts';
import { tidy, upload } from '../ops/index.ts';
import type { HostArray, Parameter, Shape } from '../tensor.ts';
import { fromTorch, layoutOf, torchShape, toTorch } from './layout.ts';
import type { WeightNames } from './names.ts';

/** Weights in one file or in several. */
export interface StoredWeights {
  readonly tensors: ReadonlyMap<string, SafetensorsEntry>;
  /** All, one after the other; few lie in memory at a time. */
  readAll(): AsyncIterable<readonly [name: string, array: HostArray]>;
}

/** Parameters (and buffers) with their names, as a module lists them. */
export type NamedWeights = Iterable<readonly [name: string, weight: Parameter]>;

/**
 * Fills weights from a file with torch's layouts. Nothing is written before all names and shapes are known to fit.
 *
 * @throws FigmentError `CHECKPOINT_MISMATCH` with the first name that is missing, not known or of another shape
 */
export async function readWeights(weights: NamedWeights, file: StoredWeights, { theirs, current = (name) => name }: WeightNames): Promise<void> {
  const stored = new Map([...file.tensors].map(([name, { shape }]) => [current(name), { name, shape }]));
  const wanted = new Map([...weights].map(([name, weight]) => [theirs(name), weight]));
  for (const [name, weight] of wanted) {
    const entry = stored.get(name);
    if (entry === undefined) throw new FigmentError('CHECKPOINT_MISMATCH', `the file has no tensor "${name}", which this config needs.`);
    const right = torchShape(weight.shape, layoutOf(name, weight.shape));
    if (withoutOnes(entry.shape) !== withoutOnes(right)) {
      throw new FigmentError('CHECKPOINT_MISMATCH', `"${entry.name}" must have the shape [${right.join(', ')}], got [${entry.shape.join(', ')}].`);
    }
  }
  const unknown = [...stored].find(([name]) => name !== undefined && !wanted.has(name));
  if (unknown !== undefined) throw new FigmentError('CHECKPOINT_MISMATCH', `the file has a tensor "${unknown[1].name}", for which this config has no place.`);
  for await (const [name, array] of file.readAll()) {
    const today = current(name);
    if (today !== undefined) assign(today, wanted.get(today)!, array);
  }
}

/** Linear layers are 1x1 convolutions in some files: [C, C, 1, 1] for [C, C]. */
function withoutOnes(shape: Shape): string {
  return shape.filter((length) => length !== 1).join();
}

function assign(name: string, weight: Parameter, { data }: HostArray): void {
  const layout = layoutOf(name, weight.shape);
  tidy(() => { weight.assign(upload(fromTorch({ data, shape: torchShape(weight.shape, layout) }, layout), 'float32')); });
}

/** Weights for a file with torch's names and layouts. */
export function weightsFor(weights: NamedWeights, dtype: 'F32' | 'F16', { theirs }: WeightNames): SafetensorsInput[] {
  return [...weights].map(([path, weight]) => {
    const name = theirs(path);
    const layout = layoutOf(name, weight.shape);
    return {
      name, dtype, shape: torchShape(weight.shape, layout),
      read: async () => toTorch({ data: await weight.data<'float32'>(), shape: weight.shape }, layout).data,
    };
  });
}
