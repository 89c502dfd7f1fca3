import { FigmentError } from '../../errors.ts';
import { describe, findAdapter } from './adapter.ts';

/** Used where the adapter has them: half precision, subgroup operations; timestamps for profiles. */
const features = ['shader-f16', 'subgroups', 'timestamp-query', 'bgra8unorm-storage'] as const;

/** Without asking, a device has the smallest limits that any may have: weights of a language model would not fit a buffer. */
const limits = [
  'maxBufferSize', 'maxStorageBufferBindingSize', 'maxStorageBuffersPerShaderStage', 'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup', 'maxComputeWorkgroupSizeX', 'maxComputeWorkgroupSizeY', 'maxComputeWorkgroupSizeZ',
  'maxComputeWorkgroupsPerDimension', 'maxUniformBufferBindingSize',
] as const;

/** A device of ours, with what went wrong on it. */
export interface OwnedDevice {
  readonly device: GPUDevice;
  readonly adapter: GPUAdapter;
  /** For humans. */
  readonly name: string;
  /** Rejects with `DEVICE_LOST` when the device is lost before `release`; never resolves. */
  readonly lost: Promise<never>;
  isLost(): boolean;
  /** `DEVICE_ERROR` for the first error since the last call: WebGPU reports them after the call that caused them. */
  takeError(): FigmentError | undefined;
  /** Gives the device back; that is no loss. */
  release(): void;
}

/**
 * Creates a device with the best features and limits the adapter has.
 *
 * @throws FigmentError `BACKEND_UNAVAILABLE`
 */
export async function createDevice(): Promise<OwnedDevice> {
  const adapter = await findAdapter();
  if (adapter === undefined) throw new FigmentError('BACKEND_UNAVAILABLE', 'backend \'webgpu\' can\'t start here: no adapter.');
  const device = await adapter.requestDevice({
    requiredFeatures: features.filter((feature) => adapter.features.has(feature)) as GPUFeatureName[],
    requiredLimits: Object.fromEntries(limits.map((limit) => [limit, adapter.limits[limit]])),
  });
  return own(device, adapter);
}

function own(device: GPUDevice, adapter: GPUAdapter): OwnedDevice {
  let [error, lostAlready, released]: [FigmentError | undefined, boolean, boolean] = [undefined, false, false];
  device.onuncapturederror = (event) => {
    event.preventDefault();
    error ??= new FigmentError('DEVICE_ERROR', `the GPU reported: ${event.error.message}`);
  };
  const lost = new Promise<never>((_resolve, reject) => {
    void device.lost.then(({ reason, message }) => {
      if (released) return;
      lostAlready = true;
      reject(new FigmentError('DEVICE_LOST', `the GPU was lost (${reason}${message === '' ? '' : `: ${message}`}). restoreBackend() starts it again and reloads the parameters.`));
    });
  });
  // Who has work in flight awaits it; without work its rejection is nobody's.
  lost.catch(() => undefined);
  return {
    device,
    adapter,
    name: describe(adapter),
    lost,
    isLost: () => lostAlready,
    takeError() {
      const taken = error;
      error = undefined;
      return taken;
    },
    release() {
      released = true;
      device.destroy();
    },
  };
}
