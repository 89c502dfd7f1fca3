import type { Tower } from '../../architecture/architecture.ts';
import { type ConfigField, fields, type Json } from './field.ts';

/**
 * Which layers see a window only: all (Mistral), those of `layer_types`, every one but each sixth (`sliding_window_pattern`, Gemma 3), or
 * those from `max_window_layers` on (Qwen).
 *
 * @param size the class's own window; null: none
 */
export function windowFields(size: number | null, by: 'all' | 'pattern' | 'switch'): ConfigField {
  return fields('attention', {
    read(_, json) {
      const window = json['sliding_window'] === undefined ? size : json['sliding_window'];
      if (window === null || (by === 'switch' && json['use_sliding_window'] !== true)) return { local: false };
      const types = json['layer_types'] as readonly string[] | undefined;
      const pattern = Number(json['sliding_window_pattern'] ?? json['_sliding_window_pattern'] ?? 6);
      const first = Number(json['max_window_layers'] ?? 28);
      const isLocal = (layer: number): boolean => by === 'all' || (types ? types[layer] === 'sliding_attention' : by === 'pattern' ? (layer + 1) % pattern !== 0 : layer >= first);
      return { window, local: Array.from({ length: Number(json['num_hidden_layers']) }, (_, layer) => isLocal(layer)) };
    },
    write(value): Json {
      const { window, local } = value as Tower['attention'];
      const isUsed = local.includes(true);
      if (by === 'all') return { sliding_window: isUsed ? window : null };
      return {
        sliding_window: window ?? null,
        layer_types: local.map((isLocal) => (isLocal ? 'sliding_attention' : 'full_attention')),
        ...(by === 'switch' && { use_sliding_window: isUsed, max_window_layers: local.indexOf(true) === -1 ? local.length : local.indexOf(true) }),
      };
    },
  });
}
