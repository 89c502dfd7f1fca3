import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

const file = 'runs/english-korean-torch/torch.json';

/** What comes of the same data, batches and steps in PyTorch: torch_language_model.py. */
interface TorchResult {
  readonly parameters: number;
  readonly steps: number;
  readonly torch: string;
  readonly bitsPerByte: Readonly<Record<string, number>>;
}

/** Undefined where PyTorch was not run. */
export async function readTorchResult(): Promise<TorchResult | undefined> {
  return existsSync(file) ? JSON.parse(await readFile(file, 'utf8')) as TorchResult : undefined;
}
