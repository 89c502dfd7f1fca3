import { betaQuantile } from './beta-quantile.ts';
import { linspace } from './spacing.ts';

/** N places from 0 (most noise) to 1 (least). */
const ramp = (count: number): number[] => linspace(0, 1, count);

/** Evenly by their rho-th roots: densest near the data (Karras et al. 2022, EDM, arXiv:2206.00364, eq. 5; rho = 7). */
export function karrasSigmas(largest: number, least: number, count: number, rho = 7): number[] {
  const [from, to] = [largest ** (1 / rho), least ** (1 / rho)];
  return ramp(count).map((place) => (from + place * (to - from)) ** rho);
}

/** Evenly by their logarithms. */
export function exponentialSigmas(largest: number, least: number, count: number): number[] {
  const [from, to] = [Math.log(largest), Math.log(least)];
  return ramp(count).map((place) => Math.exp(from + place * (to - from)));
}

/** Evenly by lambda = -log(sigma), as tables of float32 have it (Lu et al. 2022, DPM-Solver, arXiv:2206.00927, section 3.4). */
function luSigmas(largest: number, least: number, count: number): number[] {
  return linspace(Math.fround(Math.log(largest)), Math.fround(Math.log(least)), count).map(Math.exp);
}

/** By quantiles of a Beta(0.6, 0.6) distribution: densest at both ends (Lee et al. 2024, "Beta sampling is all you need", arXiv:2407.12173). */
function betaSigmas(largest: number, least: number, count: number): number[] {
  return ramp(count).map((place) => least + betaQuantile(1 - place, 0.6) * (largest - least));
}

/** The schedules by name. */
export const sigmaSchedules = { karras: karrasSigmas, exponential: exponentialSigmas, beta: betaSigmas, lu: luSigmas };
