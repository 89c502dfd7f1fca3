import type { EncodedText } from './corpus.ts';
import { type Measurable, natsPerToken } from './token-rows.ts';

/** Of what is held out of each text. */
export async function bitsPerByte<Source>(model: Measurable<Source>, texts: readonly EncodedText[], context: number): Promise<Readonly<Record<string, number>>> {
  const found: Record<string, number> = {};
  for (const { name, heldOut, heldOutBytes } of texts) found[name] = (await natsPerToken(model, heldOut, context) / Math.LN2) * ((heldOut.length - 1) / heldOutBytes);
  return found;
}
