import { FigmentError } from '@figment/core';

import type { Abi } from './abi.ts';
import { createEncoders, type Encoders } from './arguments.ts';
import { createDecoders, type Decoders } from './results.ts';
import { type Callable, type Handle, parseRow, type Row } from './signature.ts';

/** An argument that a later release adds at the end reads as none, false or 0, not as what lay there. */
const wordsBehind = 4;

/** Calls operations of torch by name, on any device. What they return belongs to `own`. */
export class Dispatcher {
  readonly #abi: Abi;
  readonly #encoders: Encoders;
  readonly #decoders: Decoders;

  constructor(abi: Abi, device: { readonly type: number; readonly index: number }, own: (handle: Handle) => Handle) {
    this.#abi = abi;
    this.#encoders = createEncoders(abi, device);
    this.#decoders = createDecoders(abi, own);
  }

  /**
   * Makes a row callable. Its letters have to be right: torch reads the words it expects, whatever lies there.
   *
   * @throws FigmentError `TORCH_FAILED`, `OUT_OF_MEMORY` when it is called and torch refuses
   */
  prepare<Signature extends Row>(row: Signature): Callable<Signature> {
    const { operation, name, overload, inputs, outputs } = parseRow(row);
    const abi = this.#abi;
    const { scratch } = abi;
    const { callDispatcher } = abi.functions;
    const encoders = inputs.map((letter) => encoderOf(this.#encoders, letter, row));
    const silent = inputs.map((letter) => letter === '0' || letter === 'v');
    const decoders = outputs.map((letter) => decoderOf(this.#decoders, letter, row));
    const [nameAt, overloadAt, stackAt, builtWith] = [abi.string(name), abi.string(overload), scratch.stackAddress, abi.builtWith];
    const count = encoders.length;
    const resultAt = scratch.stackPlace(0);

    const encode = (values: readonly unknown[]): void => {
      let written = 0;
      try {
        for (let next = 0; written < count; written++) encoders[written]!.write(scratch.stackPlace(written), silent[written]! ? undefined : values[next++]);
      } catch (error) {
        while (written-- > 0) encoders[written]!.undo?.(scratch.stackPlace(written));
        throw error;
      }
      scratch.clearStack(count, wordsBehind);
    };
    const call = (...values: readonly unknown[]): unknown => {
      encode(values);
      abi.check(callDispatcher(nameAt, overloadAt, stackAt, builtWith), operation);
      if (decoders.length === 1) return decoders[0]!(resultAt);
      return decoders.length === 0 ? undefined : decoders.map((decode, i) => decode(scratch.stackPlace(i)));
    };
    return call as Callable<Signature>;
  }
}

type AnyEncoder = { write(place: number, value: unknown): void; undo?(place: number): void };

function encoderOf(encoders: Encoders, letter: string, row: Row): AnyEncoder {
  const encoder = (encoders as unknown as Record<string, AnyEncoder | undefined>)[letter];
  if (encoder === undefined) throw new FigmentError('TORCH_FAILED', `the row '${row}' has an argument '${letter}', which stands for nothing.`);
  return encoder;
}

function decoderOf(decoders: Decoders, letter: string, row: Row): (place: number) => unknown {
  const decoder = (decoders as unknown as Record<string, ((place: number) => unknown) | undefined>)[letter];
  if (decoder === undefined) throw new FigmentError('TORCH_FAILED', `the row '${row}' has a result '${letter}', which stands for nothing.`);
  return decoder;
}
