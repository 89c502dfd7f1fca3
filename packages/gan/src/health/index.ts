/**
 * How generator and discriminator stand: the balance that is joined to every training event, and what is measured for it.
 *
 * @module
 */
export type { Balance, Verdict } from './balance.ts';
export { coverageOf } from './coverage.ts';
export { BalanceMonitor, type MonitorOptions, type Seen, type Watched } from './monitor.ts';
export { balancePolicies } from './policies.ts';
export { type BalanceCure, type BalanceMemory, balancePolicy, type BalancePolicyOptions } from './policy.ts';
export { type HealthThresholds, healthThresholds } from './thresholds.ts';
export { type Reading, type State, verdictOn } from './verdict.ts';
