import { attention as scaledDotProduct, cast, embedding, rotaryEmbedding } from '@figment/core/ops';

import type { OpChecks } from './check.ts';

export const attention: OpChecks = {
  sdpa: (inputs, options) => {
    const mask = inputs.find('mask');
    const isBoolean = options.boolean('bool_mask', mask !== undefined && mask.dtype !== 'float32');
    // The heads of the inputs say whether queries are grouped.
    options.boolean('gqa', false);
    return scaledDotProduct(inputs.get('q'), inputs.get('k'), inputs.get('v'), {
      causal: options.boolean(['causal', 'is_causal'], false),
      mask: mask !== undefined && isBoolean ? cast(mask, 'bool') : mask,
      ...(options.has('scale') ? { scale: options.number('scale') } : {}),
    });
  },
  rope: (inputs, options) => {
    const x = inputs.get('x');
    const style = options.string('style', 'half');
    if (style !== 'half' && style !== 'interleaved') throw new Error(`rope has no style ${style}`);
    return rotaryEmbedding(x, {
      style,
      base: options.number(['base', 'theta'], 10_000),
      ...(options.has('positions') ? { positions: [...options.numbers('positions')] } : { positions: options.number('offset', 0) }),
      ...(options.has('rotary_dim') ? { width: options.number('rotary_dim') } : {}),
    });
  },
  embedding: (inputs, options) => {
    const rows = inputs.get('w').shape[0];
    const padding = options.has('padding_idx') ? options.number('padding_idx') : undefined;
    return embedding(inputs.get('w'), inputs.get('ids'), { paddingId: padding !== undefined && padding < 0 ? padding + rows : padding });
  },
};
