import { FigmentError } from '../errors.ts';
import type { Tensor } from '../tensor.ts';
import { currentBackend } from './selection.ts';

/**
 * Fails if the device is lost or has reported an error since it was last asked; does nothing on backends without a device.
 * Call it between steps: errors of a GPU arrive after the call that caused them.
 *
 * @throws FigmentError `DEVICE_LOST`, `DEVICE_ERROR`
 */
export function checkDevice(): void {
  const backend = currentBackend();
  if (backend?.isLost?.() === true) throw new FigmentError('DEVICE_LOST', 'the GPU was lost. restoreBackend() starts it again and reloads the parameters.');
  const error = backend?.takeError?.();
  if (error !== undefined) throw error;
}

/**
 * Awaits work on the device, and rejects as soon as the device is lost: what waits for a lost GPU may wait for ever.
 *
 * @throws FigmentError `DEVICE_LOST`, `DEVICE_ERROR`
 */
export async function guardDevice<Value>(work: Promise<Value>): Promise<Value> {
  const lost = currentBackend()?.lost?.();
  if (lost === undefined) return await work;
  let value: Value;
  try {
    value = await Promise.race([work, lost]);
  } catch (error) {
    // Work on a lost device fails in its own words, maybe before the loss is announced.
    await Promise.race([lost, new Promise((resolve) => setTimeout(resolve))]);
    throw error;
  } finally {
    work.catch(() => undefined);
  }
  checkDevice();
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
