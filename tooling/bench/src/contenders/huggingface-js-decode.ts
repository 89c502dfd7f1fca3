/** Greedy writing through transformers.js, which computes with onnxruntime-node. */
import { basename, dirname, sep } from 'node:path';

import { commonIds } from '../models/index.ts';
import { transformersJs } from '../node-packages.ts';
import { serve, settings } from '../serve.ts';

const { model: folder, tokens, prompt: length, threads } = settings();
const { AutoModelForCausalLM, env, Tensor, version } = await transformersJs();
env.allowRemoteModels = false;
env.localModelPath = dirname(folder) + sep;
const model = await AutoModelForCausalLM.from_pretrained(basename(folder), { dtype: 'fp32', device: 'cpu', session_options: { intraOpNumThreads: threads, interOpNumThreads: 1 } });
model.generation_config.eos_token_id = null;
const ids = commonIds(1000, [length], model.config.vocab_size).data;
const inputs = new Tensor('int64', BigInt64Array.from(ids, BigInt), [1, length]);

await serve({ name: `transformers.js ${version}, onnxruntime-node, ${threads} ${threads === 1 ? 'thread' : 'threads'}` }, async () => {
  const output = await model.generate({ inputs, max_new_tokens: tokens, do_sample: false });
  return Array.from(output.data, Number).slice(length).reduce((sum, id) => sum + id, 0);
});
