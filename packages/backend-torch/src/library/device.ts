import { FigmentError } from '@figment/core';

/** Kinds of devices that torch computes on here. */
export const deviceKinds = ['cuda', 'mps', 'cpu'] as const;
export type DeviceKind = (typeof deviceKinds)[number];

/** As it is named by users: `cpu`, `cuda`, `cuda:1`, `mps`. */
export interface DeviceName {
  readonly kind: DeviceKind;
  readonly index: number;
}

/** A device as torch's functions are told of it. */
export interface TorchDevice {
  /** What names of functions contain. */
  readonly name: DeviceKind;
  readonly type: number;
  readonly index: number;
}

/**
 * @param text from the option `device` or `FIGMENT_TORCH_DEVICE`
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function parseDevice(text: string, from: string): DeviceName {
  const parts = /^(cpu|mps|cuda)(?::(\d+))?$/.exec(text);
  const kind = parts?.[1] as DeviceKind | undefined;
  if (kind === undefined || (kind !== 'cuda' && parts?.[2] !== undefined)) throw new FigmentError('OPTIONS_INVALID', `${from} must be 'cpu', 'cuda', 'cuda:<index>' or 'mps', got '${text}'.`);
  return { kind, index: Number(parts?.[2] ?? 0) };
}
