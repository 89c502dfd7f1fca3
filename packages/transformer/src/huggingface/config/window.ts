import type { Tower } from '../../architecture/architecture.ts';
import type { ConfigFields } from './field.ts';

/**
 * Which layers see a window only: all (Mistral), those of `layer_types`, all but each sixth (`sliding_window_pattern`, Gemma 3), or those from
 * `max_window_layers` on, if `use_sliding_window` (Qwen).
 */
export function windowFields(by: 'all' | 'pattern' | 'switch'): ConfigFields {
  return {
    ours: 'attention',
    read(json) {
      const window = json['sliding_window'] ?? undefined;
      if (window === undefined || (by === 'switch' && json['use_sliding_window'] !== true)) return { local: false };
      const types = json['layer_types'] as readonly string[] | undefined;
      const every = Number(json['sliding_window_pattern'] ?? 6), first = Number(json['max_window_layers']);
      const isLocal = (layer: number): boolean => types?.[layer] === 'sliding_attention' || (!types && (by === 'switch' ? layer >= first : (layer + 1) % every !== 0));
      return { window, local: Array.from({ length: Number(json['num_hidden_layers']) }, (_, layer) => by === 'all' || isLocal(layer)) };
    },
    write(value) {
      const { window, local } = value as Tower['attention'];
      const isUsed = local.includes(true);
      return {
        sliding_window: isUsed ? window : null,
        ...(by !== 'all' && { layer_types: local.map((isLocal) => (isLocal ? 'sliding_attention' : 'full_attention')) }),
        ...(by === 'switch' && { use_sliding_window: isUsed, max_window_layers: local.indexOf(isUsed) }),
      };
    },
  };
}
