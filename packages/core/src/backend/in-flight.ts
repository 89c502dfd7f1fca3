import { FigmentError } from '../errors.ts';
import type { Tensor } from '../tensor.ts';
import { currentDevice, type Device } from './device.ts';
import { currentBackend } from './selection.ts';

/**
 * Fails if the device is lost or has reported an error since it was last asked; does nothing on backends without a device.
 * Call it between steps: errors of a GPU arrive after the call that caused them.
 *
 * @param device where the work began (the one in use)
 * @throws FigmentError `DEVICE_LOST`, `DEVICE_ERROR`
 */
export function checkDevice(device: Device | undefined = currentDevice()): void {
  if (device?.lost !== undefined) throw device.lost;
  const backend = currentBackend();
  if (backend?.isLost?.() === true) throw new FigmentError('DEVICE_LOST', 'the GPU was lost. restoreBackend() starts it again and reloads the parameters.');
  const error = backend?.takeError?.();
  if (error !== undefined) throw error;
}

/**
 * Awaits work on the device, and rejects as soon as the device is lost: what waits for a lost GPU may wait for ever.
 *
 * @param device where the work began (the one in use)
 * @throws FigmentError `DEVICE_LOST`, `DEVICE_ERROR`
 */
export function guardDevice<Value>(work: PromiseLike<Value>, device: Device | undefined = currentDevice()): Promise<Value> {
  return device === undefined ? Promise.resolve(work) : guard(work, device);
}

async function guard<Value>(work: PromiseLike<Value>, device: Device): Promise<Value> {
  let value: Value;
  try {
    value = await device.during(work);
  } catch (error) {
    // Work on a lost device fails in its own words, maybe before the loss is announced.
    if (device.lost === undefined) await new Promise((resolve) => setTimeout(resolve));
    throw device.lost ?? error;
  }
  checkDevice(device);
  return value;
}

/**
 * The values of a tensor, once they are computed.
 *
 * @throws FigmentError `DEVICE_LOST`, `DEVICE_ERROR`
 */
export async function readTensor(tensor: Tensor): Promise<Float32Array | Int32Array | Uint8Array> {
  return await guardDevice(tensor.data());
}
