/** The first `bytes` bytes of a text's UTF-8, less what would cut a character. */
export function firstBytes(text: string, bytes: number): string {
  const whole = new TextEncoder().encode(text);
  if (whole.length < bytes) throw new Error(`a text of ${bytes} bytes was wanted, there are ${whole.length}`);
  let end = bytes;
  // 10xxxxxx goes on with a character.
  while (((whole[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return new TextDecoder().decode(whole.subarray(0, end));
}
