import type { Tensor } from '@figment/core';
import { adoptWeights, openModel } from '@figment/core/checkpoint';
import { add, concat, download, mul, split as splitAt, sub, tensor, tidy } from '@figment/core/ops';
import { foldIn, type Key, key as keyOf, normal } from '@figment/core/random';
import { type DiffusionNetwork, latentDiffusion, type LatentStatistics, textToImage } from '@figment/diffusion';
import { DenoiserAdapter, type DenoiserAdapterOptions } from '@figment/diffusion/distillation';
import { flowMatchEuler } from '@figment/diffusion/schedulers';
import type { Tokenizer } from '@figment/tokenizer';
import { vae, type VaeNetwork } from '@figment/vae';
import { join } from 'node:path';

import { factsOf } from '../facts.ts';
import { recipe } from './recipe.ts';

/** Captions that are painted at once. */
const CHUNK = 64;

/** The saved model, taken apart to paint many captions at once: what its task `textToImage` does one by one. */
export interface Painter {
  readonly parameters: { readonly denoiser: number; readonly autoencoder: number; readonly adapter: number };
  /** One picture a caption, bytes of [H, W, 3] in [0, 1] one behind the other. */
  paint(captions: readonly string[], key: Key, options?: { readonly steps?: number; readonly guidance?: number }): Promise<Float32Array>;
  dispose(): void;
}

/**
 * @param path the model's folder
 * @param fast of a model that wears an adapter on its denoiser
 */
export async function openPainter(path: string, fast?: string): Promise<Painter> {
  const autoencoder = await openModel(join(path, 'autoencoder'), vae);
  const denoiser = await openModel(join(path, 'denoiser'), latentDiffusion);
  const decoder = autoencoder.modules['vae'] as VaeNetwork;
  const network = denoiser.modules['diffusion'] as DiffusionNetwork;
  const statistics = denoiser.modules['latents'] as LatentStatistics;
  const adapter = fast === undefined ? undefined : await openAdapter(fast, network);
  const diffuser = adapter?.on(network) ?? network;
  const tokenizer = denoiser.tokenizer as Tokenizer;
  const { tokens } = recipe.config.prompt;

  /** Without a caption, where guidance asks for that, then with: [2 B, ...] or [B, ...] */
  const told = (captions: readonly string[], isGuided: boolean) => {
    const rows = [...(isGuided ? captions.map(() => [] as readonly number[]) : []), ...captions.map((text) => tokenizer.encode(text.toLowerCase(), { addSpecialTokens: false }).ids.slice(0, tokens))];
    const filled = (value: (row: readonly number[], at: number) => number): Tensor => tensor(Int32Array.from(rows.flatMap((row) => Array.from({ length: tokens }, (_, at) => value(row, at)))), [rows.length, tokens], 'int32');
    return network.ofPrompts(filled((row, at) => row[at] ?? 0), filled((row, at) => Number(at < row.length)));
  };
  const { steps: usualSteps, guidance: usualGuidance } = recipe.config.generation;
  const paintChunk = (captions: readonly string[], key: Key, steps: number, guidance: number): Tensor => tidy(() => {
    const plan = flowMatchEuler.build({ process: network.process, prediction: network.prediction, steps }, { equalSteps: adapter !== undefined });
    const isGuided = guidance !== 1;
    const condition = told(captions, isGuided);
    let x = mul(normal(key, [captions.length, ...network.shape]), plan.initialScale);
    for (const [i, time] of plan.times.entries()) {
      x = tidy(() => {
        const said = diffuser.predict(isGuided ? concat([x, x], 0) : x, new Float32Array((isGuided ? 2 : 1) * captions.length).fill(time), condition);
        if (!isGuided) return plan.step({ x, history: [] }, said, i).x;
        const [without, within] = splitAt(said, 2, 0) as [Tensor, Tensor];
        return plan.step({ x, history: [] }, add(without, mul(sub(within, without), guidance)), i).x;
      });
    }
    return decoder.decode(statistics.restore(x));
  });
  return {
    parameters: { denoiser: factsOf(denoiser).parameters, autoencoder: factsOf(autoencoder).parameters, adapter: adapter === undefined ? 0 : factsOf({ modules: { adapter }, tasks: {} }).parameters },
    async paint(captions, key, { steps = usualSteps, guidance = usualGuidance } = {}) {
      const parts: Float32Array[] = [];
      for (let start = 0; start < captions.length; start += CHUNK) {
        const made = paintChunk(captions.slice(start, start + CHUNK), foldIn(key, start), steps, guidance);
        parts.push((await download(made)).data as Float32Array);
        made.dispose();
      }
      const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
      let at = 0;
      for (const part of parts) {
        all.set(part.map((value) => Math.min(1, Math.max(0, value))), at);
        at += part.length;
      }
      return all;
    },
    dispose() {
      adapter?.dispose();
      for (const model of [denoiser, autoencoder]) model.dispose();
    },
  };
}

/** The adapter of a saved model, for a denoiser that was opened by itself. */
async function openAdapter(path: string, { denoiser }: DiffusionNetwork): Promise<DenoiserAdapter> {
  const model = await openModel(path, textToImage, { also: [latentDiffusion, vae] });
  try {
    const adapter = new DenoiserAdapter(keyOf(0), denoiser, (model.config as { adapter: DenoiserAdapterOptions }).adapter);
    await adoptWeights({ modules: { adapter } }, { modules: { adapter: model.modules['adapter']! } });
    return adapter;
  } finally {
    model.dispose();
  }
}
