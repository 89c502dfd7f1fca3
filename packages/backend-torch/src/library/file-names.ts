/** The file of a shared library on this system: `libtorch_cpu.so`, `libtorch_cpu.dylib`, `torch_cpu.dll`. */
export function fileOf(library: string, platform: NodeJS.Platform = process.platform): string {
  if (platform === 'win32') return `${library}.dll`;
  return platform === 'darwin' ? `lib${library}.dylib` : `lib${library}.so`;
}
