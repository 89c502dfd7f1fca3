/** How the weight of the KL term rises in training. */
export interface KlAnnealing {
  /**
   * - `none`: full weight from the first step on.
   * - `linear`: rises once (Bowman et al. 2016, arXiv:1511.06349, section 3.1).
   * - `cyclical`: falls to 0 and rises again, several times (Fu et al. 2019, arXiv:1903.10145, equation 6).
   */
  readonly schedule: 'none' | 'linear' | 'cyclical';
  /** The part of the run (of a cycle) in which it rises, over 0 to 1. */
  readonly fraction: number;
  /** Of the cyclical schedule. */
  readonly cycles: number;
}

/**
 * The factor on beta at a step: 0 to 1.
 *
 * @param step From 1.
 * @param steps Of the whole run.
 */
export function klWeight({ schedule, fraction, cycles }: KlAnnealing, step: number, steps: number): number {
  if (schedule === 'none') return 1;
  const length = schedule === 'cyclical' ? Math.ceil(steps / cycles) : steps; // T / M of equation 6
  const progress = ((step - 1) % length) / length; // tau
  return Math.min(1, progress / fraction);
}
