import type { Denoiser } from '@figment/core/interfaces';
import type { Contribution, Schema } from '@figment/core/plugin';
import type { Key } from '@figment/core/random';

import type { NetworkConfig } from '../config/network.ts';

/** What a network is made for. */
export interface DenoiserCall {
  readonly key: Key;
  /** Of what it sees, [H, W, channels], [T, channels] or [F, H, W, channels]. */
  readonly shape: readonly number[];
  /** Channels of what it says. */
  readonly outChannels: number;
  /** How many classes it is told, if any; the label of "no class" is this number. */
  readonly classes?: number | undefined;
  /** Width of the states and of the vector of a prompt, if it is told one. */
  readonly promptWidth?: number | undefined;
  /** Sizes that a user may set for any network. */
  readonly sizes: NetworkConfig;
}

/** A kind of network, as plugins bring it through {@link DENOISERS}. */
export interface DenoiserDefinition<O extends Schema = Schema> extends Contribution {
  /** What `config.network.options` may hold. */
  readonly options: O;
  /**
   * Makes one, with weights from `call.key`.
   *
   * @param options as its schema gives them
   */
  create(call: DenoiserCall, options: unknown): Denoiser | Promise<Denoiser>;
}
