/**
 * A process that trains, for tests that kill it: `child-trainer.ts PLACE STEPS STOP [resume]`. Saves after every 2nd step, prints each step,
 * and stops after step STOP. It speaks one line for each change of a file, so that whoever kills it can choose a moment.
 */
import * as nodeFiles from 'node:fs/promises';

import { selectBackend } from '../src/backend/index.ts';
import { createModel } from '../src/plugin/create-model.ts';
import { fileStore, type FileSystem } from '../src/platform/node/files.ts';
import { adamW, train } from '../src/training/index.ts';
import { tinyData, tinyModel } from './tiny-model.ts';

const [place = '', steps = '', stop = '', mode] = process.argv.slice(2);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** The real file system, which tells what it is about to do. */
const telling: FileSystem = {
  ...nodeFiles,
  open: ((...args: Parameters<typeof nodeFiles.open>) => {
    say('open');
    return nodeFiles.open(...args);
  }),
  rename: (from, to) => {
    say('rename');
    return nodeFiles.rename(from, to);
  },
  rm: (path, options) => {
    say('rm');
    return nodeFiles.rm(path, options);
  },
};

await selectBackend({ prefer: 'wasm', wasm: { baseUrl: process.env['FIGMENT_TEST_WASM'] } });
const store = fileStore(place, telling);
const model = await createModel(tinyModel, {}, { seed: mode === 'resume' ? 99 : 7 });
const run = train(model, {
  data: tinyData(), steps: Number(steps), batchSize: 8, ema: 0.9, clipNorm: 1, optimizer: adamW({ learningRate: 0.01 }),
  ...(mode === 'resume' ? { resumeFrom: place } : { seed: 3 }),
  checkpoint: { to: store, every: 2 },
});
for await (const { step } of run) {
  say(`step ${step}`);
  if (step === Number(stop)) break;
}
say('done');
