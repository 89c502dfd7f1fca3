import type { ViewProps } from '../view.ts';
import { AttentionMaps } from './AttentionMaps.tsx';
import type { ShownAttention } from './weights.ts';

/** Who looks at whom. */
export function AttentionView({ shown }: ViewProps) {
  return <AttentionMaps attention={shown.value as ShownAttention} />;
}
