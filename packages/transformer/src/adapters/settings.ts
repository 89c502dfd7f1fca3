import type * as z from 'zod';

import { adapterConfig } from '../config/tower-fields.ts';
import { invalidAdapter } from './invalid-adapter.ts';

/** How adapters are made; what is left out has the defaults of a model's `config.adapter`. */
export type AdapterSettings = z.input<typeof adapterSettings>;

/** With nothing left open. */
export type ResolvedAdapterSettings = z.output<typeof adapterSettings>;

const adapterSettings = adapterConfig.unwrap();

/** @throws FigmentError `ADAPTER_INVALID` with the path of what is wrong */
export function resolveSettings(settings: AdapterSettings): ResolvedAdapterSettings {
  const parsed = adapterSettings.safeParse(settings);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalidAdapter(`${['adapter', ...issue!.path].join('.')}: ${issue!.message}`);
}

/** What an adapter's product is multiplied with: alpha / rank, Hu et al. 2021, section 4.1; or alpha / sqrt(rank), Kalajdzievski 2023, arXiv:2312.03732, eq. 6. */
export function scaleOf(alpha: number, rank: number, rankStabilized: boolean): number {
  return alpha / (rankStabilized ? Math.sqrt(rank) : rank);
}
