/**
 * What everything runs on: choosing and starting it, losing and restoring it.
 *
 * @module
 */
export type { FusedActivation, FusedKernelContract, FusedKernelName, FusedKernels, FusedPadding } from './fused-kernels.ts';
export type { BackendName, BackendProvider, Probe, SelfCheck, StartedBackend, StartOptions } from './provider.ts';
export { selfCheckBackend } from './providers.ts';
export { hasKernel, input, installKernels, isWanted, type Kernel, type KernelCall, type Kernels, runKernel, wantedGradients, withStockKernels } from './kernels.ts';
export { type KernelProfile, profile, type Profile } from './profile/profile.ts';
export { checkDevice, guardDevice, readTensor } from './in-flight.ts';
export { type HostCopy, keepHostCopy, onRestore, restoreBackend } from './restore.ts';
export { ensureBackend, selectBackend, type SelectOptions } from './select.ts';
export { type Considered, currentSelection, type Selection } from './selection.ts';
export { warmUp, type WarmUpOptions, type WarmUpProgress } from './warm-up.ts';
