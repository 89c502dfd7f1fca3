import type { Rotary, RotaryScaling } from '../../architecture/architecture.ts';
import { type ConfigFields, type Json, refuseField } from './field.ts';

/** Names of the factors of Llama 3.1's scaling, and ours. */
const llama3 = { factor: 'factor', lowFrequency: 'low_freq_factor', highFrequency: 'high_freq_factor', originalContext: 'original_max_position_embeddings' } as const;

/**
 * Rotary positions as transformers 5 writes them (`rope_parameters`, by kind of layer where there are two) and as 4 did (`rope_theta`,
 * `rope_scaling`, ...). Written in the fields of 4, which both read.
 */
export function rotaryFields(base = 'rope_theta', fraction?: 'rotary_pct'): ConfigFields {
  return {
    ours: 'rotary',
    read(json) {
      const all = (json['rope_parameters'] ?? {}) as Json;
      const global = (all['full_attention'] ?? all) as Json;
      const local = (all['sliding_attention'] ?? {}) as Json;
      if (scalingOf(local, json) !== undefined) refuseField('rope_parameters.sliding_attention', 'without scaling', local);
      const found = {
        base: global['rope_theta'] ?? json[base],
        localBase: local['rope_theta'] ?? json['rope_local_base_freq'],
        fraction: fraction && (global['partial_rotary_factor'] ?? json[fraction]),
        scaling: scalingOf((json['rope_scaling'] ?? global) as Json, json),
      };
      return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
    },
    write(value) {
      const { scaling, ...rotary } = value as Rotary;
      return {
        [base]: rotary.base,
        ...(rotary.localBase !== undefined && { rope_local_base_freq: rotary.localBase }),
        ...(fraction && { [fraction]: rotary.fraction }),
        rope_scaling: scaling ? { rope_type: scaling.kind, ...Object.fromEntries(Object.entries(llama3).map(([ours, theirs]) => [theirs, (scaling as unknown as Json)[ours]])) } : null,
      };
    },
  };
}

function scalingOf(scaling: Json, json: Json): RotaryScaling | undefined {
  const kind = scaling['rope_type'] ?? scaling['type'] ?? 'default';
  // 'dynamic' stretches nothing within the context, beyond which we do not go.
  if (kind === 'default' || kind === 'dynamic') return undefined;
  if (kind !== 'linear' && kind !== 'llama3') return refuseField('rope_type', 'default, linear, llama3 or dynamic', kind);
  const factors = Object.entries(llama3).slice(0, kind === 'linear' ? 1 : 4).map(([ours, theirs]) => [ours, scaling[theirs] ?? (ours === 'originalContext' ? json['max_position_embeddings'] : refuseField(`rope_scaling.${theirs}`, 'a number', null))]);
  return { kind, ...Object.fromEntries(factors) } as RotaryScaling;
}
