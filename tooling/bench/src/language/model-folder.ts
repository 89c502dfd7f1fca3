import { madeFolder } from '../made-folder.ts';
import { pythonForLanguage } from '../python.ts';

/** What the language models of the bench are made from. */
export interface LlamaSizes {
  readonly layers: number;
  readonly width: number;
  readonly hidden: number;
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly vocabulary: number;
  readonly context: number;
}

/** The folder of a Llama of random weights, as transformers saves it and, beside, as ONNX; made on first use. */
export function llamaFolder(sizes: LlamaSizes): Promise<string> {
  return madeFolder(`bench-lm/llama-${Object.values(sizes).join('-')}`, pythonForLanguage(), new URL('make_llama.py', import.meta.url), sizes);
}
