import type { Handle } from '../../../abi/signature.ts';
import type { Torch } from '../../../tensors/torch.ts';

/** 0 where a query may see a key, -Infinity where the key comes later, both counted from the start. [Tq, Tk] */
export function causalBias(torch: Torch, queries: number, keys: number): Handle {
  return torch.constant(`causal ${queries.toString()} ${keys.toString()}`, [queries, keys], () => {
    const bias = new Float32Array(queries * keys);
    for (let query = 0; query < queries; query++) bias.fill(-Infinity, query * keys + Math.min(query + 1, keys), (query + 1) * keys);
    return torch.upload(bias, [queries, keys], 'float32');
  });
}
