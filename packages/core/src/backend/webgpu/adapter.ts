import type { Probe } from '../provider.ts';
import { findGpu } from './gpu.ts';

/** Names of drivers that compute on the CPU. */
const softwareDrivers = /swiftshader|llvmpipe|lavapipe|softpipe|basic render/i;

/** The best adapter there is, a software one only if there is no other; undefined where there is none. */
export async function findAdapter(): Promise<GPUAdapter | undefined> {
  const { gpu } = await findGpu();
  if (gpu === undefined) return undefined;
  return (await gpu.requestAdapter({ powerPreference: 'high-performance' })) ?? (await gpu.requestAdapter({ forceFallbackAdapter: true })) ?? undefined;
}

export async function probeAdapter(): Promise<Probe> {
  const found = await findGpu();
  if (found.gpu === undefined) return { available: false, reason: found.missing };
  const adapter = await findAdapter();
  if (adapter === undefined) return { available: false, reason: 'no adapter: there is no GPU, or its driver is blocked' };
  return { available: true, device: describe(adapter), software: isSoftware(adapter) };
}

export function isSoftware(adapter: GPUAdapter): boolean {
  // Before it moved to `info`, the flag stood on the adapter.
  const flags: readonly unknown[] = [adapter.info.isFallbackAdapter, (adapter as { readonly isFallbackAdapter?: boolean }).isFallbackAdapter];
  return flags.includes(true) || softwareDrivers.test(names(adapter).join(' '));
}

/** For humans: 'GPU, nvidia hopper'. */
export function describe(adapter: GPUAdapter): string {
  const { description, vendor, architecture } = adapter.info;
  const name = description !== '' ? description : [vendor, architecture].filter((part) => part !== '').join(' ');
  return `${isSoftware(adapter) ? 'software GPU' : 'GPU'}${name === '' ? '' : `, ${name}`}`;
}

function names({ info }: GPUAdapter): string[] {
  return [info.vendor, info.architecture, info.device, info.description];
}
