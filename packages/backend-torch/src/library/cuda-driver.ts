import koffi from 'koffi';

/** NVIDIA's driver as it says of itself; reasons continue the sentence 'CUDA can't be used: ...'. */
export type CudaDriver = { readonly devices: readonly string[] } | { readonly reason: string };

/** Asks the driver which devices there are; cheaper than loading torch's CUDA libraries to find none. */
export function cudaDriver(): CudaDriver {
  const file = process.platform === 'win32' ? 'nvcuda.dll' : 'libcuda.so.1';
  let driver: ReturnType<typeof koffi.load>;
  try {
    driver = koffi.load(file);
  } catch {
    return { reason: `there is no NVIDIA driver (${file})` };
  }
  const init = driver.func('cuInit', 'int', ['uint32_t']) as unknown as (flags: number) => number;
  const status = init(0);
  if (status !== 0) return { reason: `NVIDIA's driver does not start (error ${status.toString()} of cuInit)` };

  const count = driver.func('cuDeviceGetCount', 'int', [koffi.out('int *')]) as unknown as (out: [number]) => number;
  const nameOf = driver.func('cuDeviceGetName', 'int', ['uint8_t *', 'int', 'int']) as unknown as (out: Buffer, length: number, device: number) => number;
  const found: [number] = [0];
  count(found);
  if (found[0] === 0) return { reason: 'the driver finds no device' };
  return {
    devices: Array.from({ length: found[0] }, (_, device) => {
      const name = Buffer.alloc(256);
      nameOf(name, name.length, device);
      return name.toString('utf8', 0, name.indexOf(0));
    }),
  };
}
