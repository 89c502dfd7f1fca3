import { Module } from '@figment/core/nn';
import { cast, clone, concat, max, mul, tensor, tidy, zerosLike } from '@figment/core/ops';
import type { Denoiser, DenoiserCondition, PromptEncoder } from '@figment/core/interfaces';
import type { Tensor } from '@figment/core';

import type { Prediction } from '../noise/prediction.ts';
import type { NoiseProcess } from '../noise/process.ts';
import { chooseCondition } from './condition-batch.ts';
import type { Diffuser, Shown } from './diffuser.ts';
import type { NoPrompt } from './no-prompt.ts';

/** What a {@link DiffusionNetwork} is put together from. */
export interface DiffusionNetworkParts {
  readonly denoiser: Denoiser;
  readonly shape: readonly number[];
  readonly process: NoiseProcess;
  readonly prediction: Prediction;
  readonly selfConditioning: boolean;
  readonly classes?: number | undefined;
  readonly prompt?: { readonly encoder: PromptEncoder; readonly none: NoPrompt; readonly tokens: number } | undefined;
}

/** A denoiser and what reads its conditions: all that is trained. */
export class DiffusionNetwork extends Module implements Diffuser {
  readonly denoiser: Module;
  readonly promptEncoder: Module | undefined;
  readonly noPrompt: NoPrompt | undefined;
  readonly #parts: DiffusionNetworkParts;

  constructor(parts: DiffusionNetworkParts) {
    super();
    this.#parts = parts;
    this.denoiser = parts.denoiser.module;
    this.promptEncoder = parts.prompt?.encoder.module;
    this.noPrompt = parts.prompt?.none;
  }

  get module(): Module {
    return this;
  }

  get shape(): readonly number[] {
    return this.#parts.shape;
  }

  get process(): NoiseProcess {
    return this.#parts.process;
  }

  get prediction(): Prediction {
    return this.#parts.prediction;
  }

  get selfConditioning(): boolean {
    return this.#parts.selfConditioning;
  }

  /** How many classes it knows, if it is told them. */
  get classes(): number | undefined {
    return this.#parts.classes;
  }

  /** Most tokens of a prompt, if it is told one. */
  get promptTokens(): number | undefined {
    return this.#parts.prompt?.tokens;
  }

  predict(x: Tensor, times: ArrayLike<number>, condition: DenoiserCondition, { clean, small }: Shown = {}): Tensor {
    const { denoiser, process, selfConditioning } = this.#parts;
    return tidy(() => {
      const [first, last] = process.timeRange ?? [0, process.trainingSteps];
      // However a process counts, a network is told times from 0 to T, which its sines and cosines are made for.
      const time = tensor(Float32Array.from(times, (time) => process.trainingSteps * (time - first) / (last - first)), [times.length]);
      const beside = [...(selfConditioning ? [clean ?? zerosLike(x)] : []), ...(small === undefined ? [] : [small])];
      return denoiser.predict(beside.length === 0 ? x : concat([x, ...beside], x.rank - 1), time, condition);
    });
  }

  /** Of no class and no prompt, for one example. */
  unconditional(): DenoiserCondition {
    const { classes, prompt } = this.#parts;
    if (prompt !== undefined) return this.#parts.denoiser.reads === 'pooled' ? { pooled: clone(prompt.none.vector) } : prompt.none.condition(prompt.tokens);
    return classes === undefined ? {} : { label: tensor([classes], [1], 'int32') };
  }

  /**
   * Of prompts as ids; one without any token is no prompt.
   *
   * @param ids int32 [B, T]
   * @param mask int32 [B, T]
   * @param kept float32 [B]: 0 where the prompt is dropped.
   */
  ofPrompts(ids: Tensor, mask: Tensor, kept?: Tensor): DenoiserCondition {
    const said = cast(max(mask, 1), 'float32'); // [B, T] -> [B]
    return chooseCondition(kept === undefined ? said : mul(said, kept), this.#encoded(ids, mask), this.unconditional());
  }

  /** As much of prompts as the denoiser reads. */
  #encoded(ids: Tensor, mask: Tensor): DenoiserCondition {
    const { denoiser, prompt } = this.#parts;
    const { encoder } = prompt!;
    if (denoiser.reads === 'pooled' && encoder.pool !== undefined) return { pooled: encoder.pool(ids, mask) };
    const { states, pooled, mask: told } = encoder.encode(ids, mask);
    return { states, pooled, mask: cast(told, 'float32') };
  }

  /**
   * Of classes.
   *
   * @param label int32 [B]
   * @param kept float32 [B]: 0 where the class is dropped.
   */
  ofLabels(label: Tensor, kept?: Tensor): DenoiserCondition {
    return kept === undefined ? { label } : chooseCondition(kept, { label }, this.unconditional());
  }
}
