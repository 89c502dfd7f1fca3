const loader = 'libvulkan.so.1';

/** Where the loader of programs looks besides its cache. */
const folders = ['/lib', '/usr/lib', '/lib64', '/usr/lib64'];

/**
 * Whether the loader of Vulkan is missing, which Dawn computes with on Linux: it would say so itself, but on standard error.
 * False where that can't be known.
 */
export function vulkanIsMissing(): boolean {
  if (process.platform !== 'linux') return false;
  const { existsSync, readFileSync } = process.getBuiltinModule('node:fs');
  const own = (process.env['LD_LIBRARY_PATH'] ?? '').split(':').filter((folder) => folder !== '');
  if ([...own, ...folders].some((folder) => existsSync(`${folder}/${loader}`))) return false;
  try {
    return !readFileSync('/etc/ld.so.cache').includes(loader);
  } catch {
    return false;
  }
}
