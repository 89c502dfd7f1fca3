import type { Rotary, RotaryScaling } from '../../architecture/architecture.ts';
import { type ConfigField, fields, type Json, refuseField } from './field.ts';

/** What a class takes where a file says nothing. */
interface RotaryDefaults {
  readonly base: number;
  /** Of classes with layers that see a window only. */
  readonly localBase?: number;
  /** Of classes that turn a part of each head. */
  readonly fraction?: number;
}

/**
 * Rotary positions as transformers 5 writes them (`rope_parameters`, by kind of layer where there are two) and as 4 did (`rope_theta`,
 * `rope_scaling`, ...). Written in the fields of 4, which both read.
 */
export function rotaryFields(defaults: RotaryDefaults): ConfigField {
  return fields('rotary', {
    read(_, json) {
      const all = (json['rope_parameters'] ?? {}) as Json;
      const global = (all['full_attention'] ?? all) as Json;
      const local = (all['sliding_attention'] ?? {}) as Json;
      const { base, localBase, fraction } = defaults;
      const scaling = scalingOf((json['rope_scaling'] ?? global) as Json, json);
      if (scalingOf(local, json) !== undefined) refuseField('rope_parameters.sliding_attention', "of rope_type 'default'", local);
      return {
        base: global['rope_theta'] ?? json['rope_theta'] ?? json['rotary_emb_base'] ?? base,
        ...(localBase !== undefined && { localBase: local['rope_theta'] ?? json['rope_local_base_freq'] ?? localBase }),
        ...(fraction !== undefined && { fraction: global['partial_rotary_factor'] ?? json['rotary_pct'] ?? fraction }),
        ...(scaling !== undefined && { scaling }),
      };
    },
    write(value) {
      if (value === false) return {};
      const { base, localBase, fraction, scaling } = value as Rotary;
      return {
        ...(defaults.fraction === undefined ? { rope_theta: base } : { rotary_emb_base: base, rotary_pct: fraction }),
        ...(defaults.localBase !== undefined && { rope_local_base_freq: localBase }),
        rope_scaling: writtenScaling(scaling),
      };
    },
  });
}

function scalingOf(scaling: Json, json: Json): RotaryScaling | undefined {
  const kind = (scaling['rope_type'] ?? scaling['type'] ?? 'default') as string;
  const number = (name: string, fallback?: unknown): number => {
    const value = scaling[name] ?? fallback;
    return typeof value === 'number' ? value : refuseField(`rope_scaling.${name}`, 'a number', value);
  };
  switch (kind) {
    case 'default':
    // Stretches nothing within the context, beyond which we do not go.
    case 'dynamic':
      return undefined;
    case 'linear':
      return { kind, factor: number('factor') };
    case 'llama3':
      return {
        kind, factor: number('factor'), lowFrequency: number('low_freq_factor'), highFrequency: number('high_freq_factor'),
        originalContext: number('original_max_position_embeddings', json['max_position_embeddings']),
      };
    default:
      return refuseField('rope_type', "'default', 'linear', 'llama3' or 'dynamic'", kind);
  }
}

function writtenScaling(scaling: RotaryScaling | undefined): Json | null {
  if (scaling === undefined) return null;
  const { kind, factor } = scaling;
  if (kind === 'linear') return { rope_type: kind, factor };
  const { lowFrequency, highFrequency, originalContext } = scaling;
  return { rope_type: kind, factor, low_freq_factor: lowFrequency, high_freq_factor: highFrequency, original_max_position_embeddings: originalContext };
}
