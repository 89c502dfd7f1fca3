import type { GuidanceCall, GuidanceDefinition } from './guidance.ts';

/**
 * Guidance between two noise levels only, where it helps: at much noise it takes variety away, at little it has no effect (Kynkäänniemi et al.
 * 2024, "Applying guidance in a limited interval improves sample and distribution quality", arXiv:2404.07724, eq. 5). Elsewhere the
 * conditional prediction as it is.
 *
 * @param from Noise level sigma / alpha.
 * @param to As `from`.
 */
export function withinInterval(guidance: GuidanceDefinition, from: number, to: number): GuidanceDefinition {
  return {
    ...guidance,
    guide(call: GuidanceCall, options: unknown) {
      const ratio = call.level.sigma / call.level.alpha;
      return ratio > from && ratio <= to ? guidance.guide(call, options) : call.conditional.clone();
    },
  };
}
