import type { SafetensorsInput } from '@figment/core/checkpoint';

/** Weights in one file or several. */
export interface Shards {
  readonly files: ReadonlyMap<string, readonly SafetensorsInput[]>;
  /** Of several: `model.safetensors.index.json`. */
  readonly index: object | undefined;
}

/** Puts weights into as few files as hold at most `limit` bytes each; a larger tensor has one of its own. */
export function shardsOf(inputs: readonly SafetensorsInput[], limit: number): Shards {
  const groups: SafetensorsInput[][] = [];
  let size = Infinity;
  for (const input of inputs) {
    if (size + bytesOf(input) > limit) {
      groups.push([]);
      size = 0;
    }
    groups.at(-1)!.push(input);
    size += bytesOf(input);
  }
  if (groups.length <= 1) return { files: new Map([['model.safetensors', inputs]]), index: undefined };
  const number = (i: number): string => String(i).padStart(5, '0');
  const files = new Map(groups.map((group, i) => [`model-${number(i + 1)}-of-${number(groups.length)}.safetensors`, group]));
  return {
    files,
    index: {
      metadata: { total_size: inputs.reduce((sum, input) => sum + bytesOf(input), 0) },
      weight_map: Object.fromEntries([...files].flatMap(([file, group]) => group.map(({ name }) => [name, file]))),
    },
  };
}

function bytesOf({ shape, dtype }: SafetensorsInput): number {
  return shape.reduce((product, length) => product * length, dtype === 'F16' ? 2 : 4);
}
