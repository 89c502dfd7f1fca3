import { FigmentError, reasonOf } from '../../errors.ts';

/** Unpacks gzip (RFC 1952); bytes that are not gzip pass unchanged. */
export async function gunzip(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<Uint8Array<ArrayBuffer>> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer());
  } catch (cause) {
    throw new FigmentError('DATA_INVALID', `${name} must be a complete gzip file: ${reasonOf(cause)}.`, { cause });
  }
}
