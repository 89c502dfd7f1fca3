import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { type DeviceName, parseDevice } from './library/device.ts';
import { fileOf } from './library/file-names.ts';

/** Which devices to try, best first. */
export interface Candidates {
  readonly devices: readonly DeviceName[];
  /** Whether the user named the one: then it is that or an error. */
  readonly named: boolean;
}

/**
 * The device named by the option or `FIGMENT_TORCH_DEVICE`; else those that the torch in `folder` was built for.
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function candidateDevices(folder: string, option: string | undefined, environment: NodeJS.ProcessEnv = process.env): Candidates {
  const variable = environment['FIGMENT_TORCH_DEVICE'];
  if (option !== undefined) return { devices: [parseDevice(option, 'torch.device')], named: true };
  if (variable !== undefined && variable !== '') return { devices: [parseDevice(variable, 'FIGMENT_TORCH_DEVICE')], named: true };
  const devices: DeviceName[] = [];
  if (existsSync(join(folder, fileOf('torch_cuda')))) devices.push({ kind: 'cuda', index: 0 });
  if (process.platform === 'darwin' && process.arch === 'arm64') devices.push({ kind: 'mps', index: 0 });
  return { devices: [...devices, { kind: 'cpu', index: 0 }], named: false };
}
