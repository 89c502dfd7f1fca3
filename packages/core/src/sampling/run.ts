import { currentDevice, type Device } from '../backend/device.ts';
import { checkDevice, guardDevice } from '../backend/in-flight.ts';
import { FigmentError, isFigmentError } from '../errors.ts';
import { isVariable, type Tensor } from '../tensor.ts';
import { mapTensors, tensorsIn } from '../tensor-tree.ts';
import { breathe } from '../training/breathe.ts';
import { TensorOwner } from './owner.ts';
import type { Sampling } from './sampling.ts';

/** What a run consists of. */
export interface RunPlan<Step, Result> {
  /** Named in messages: `task "interpolate"`. */
  readonly name: string;
  readonly seed: number;
  readonly signal: AbortSignal | undefined;
  /** Tensors that somebody else owns, e.g. the inputs: never freed, and cloned where they are the result. */
  readonly borrowed: (tensor: Tensor) => boolean;
  /** What can only be checked asynchronously; runs once, before anything is allocated. */
  readonly prepare: () => Promise<void>;
  /** Throws when the model can't be used any more; asked before each step. */
  readonly guard: () => void;
  readonly begin: (call: { signal: AbortSignal; wait: TensorOwner['wait']; watched: () => boolean }) => AsyncGenerator<Step, Result, undefined>;
}

/** Wraps an author's generator; nothing runs before a step or the result is asked for. */
export function createSampling<Step, Result>(plan: RunPlan<Step, Result>): Sampling<Step, Result> {
  return new Run(plan);
}

/** Milliseconds of steps after which the event loop gets a turn. */
const TURN_MS = 10;

class Run<Step, Result> implements Sampling<Step, Result> {
  readonly seed: number;
  readonly #plan: RunPlan<Step, Result>;
  readonly #owner = new TensorOwner();
  readonly #signal: AbortSignal;
  #generator: AsyncGenerator<Step, Result, undefined> | undefined;
  /** Where its tensors lie. */
  #device: Device | undefined;
  /** Calls queue here: a generator is resumed by one at a time. */
  #turn: Promise<unknown> = Promise.resolve();
  #lent = new Set<Tensor>();
  #iterator: AsyncIterator<Step, undefined, undefined> | undefined;
  #iterating = false;
  #ended = false;
  #result: Deferred<Result> | undefined;
  /** When the event loop last had a turn. */
  #breathed = performance.now();
  /** Why the run ended between two calls; told by the next call. */
  #untold: { readonly error: unknown } | undefined;

  constructor(plan: RunPlan<Step, Result>) {
    this.#plan = plan;
    this.seed = plan.seed;
    this.#signal = plan.signal ?? new AbortController().signal;
  }

  [Symbol.asyncIterator](): AsyncIterator<Step, undefined, undefined> {
    if (this.#iterator !== undefined) throw new FigmentError('SAMPLING_CONSUMED', `${this.#plan.name} is being iterated already: a sampling runs once, call sample() again.`);
    if (this.#ended) throw this.#consumed();
    this.#iterator = {
      next: () => {
        this.#iterating = true;
        return this.#queue(() => this.#advance());
      },
      return: () => {
        this.#iterating = true;
        return this.#queue(() => this.#stop());
      },
    };
    return this.#iterator;
  }

  result(): Promise<Result> {
    if (this.#result === undefined) {
      if (this.#ended) return Promise.reject(this.#consumed());
      this.#result = deferred();
      // Later than what follows in the same turn: `const whole = sampling.result(); for await (const step of sampling) …` sees every step.
      queueMicrotask(() => { void this.#drain(); });
    }
    return this.#result.promise;
  }

  async #drain(): Promise<void> {
    while (!this.#iterating && !this.#ended) await this.#queue(() => this.#advance()).catch(() => undefined);
  }

  #queue<T>(call: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(call);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** One step: resumes the generator until it yields or returns. */
  async #advance(): Promise<IteratorResult<Step, undefined>> {
    if (this.#untold !== undefined) {
      const { error } = this.#untold;
      this.#untold = undefined;
      throw error;
    }
    if (this.#ended) return { done: true, value: undefined };
    try {
      const generator = this.#generator ?? (await this.#start());
      await this.#letOthers();
      this.#check();
      const next = await guardDevice(this.#owner.own(() => generator.next()), this.#device);
      try {
        this.#check();
      } catch (error) {
        this.#discard(next.value);
        throw error;
      }
      if (next.done !== true) {
        this.#lend(next.value);
        return { done: false, value: next.value };
      }
      await this.#finish(next.value);
      return { done: true, value: undefined };
    } catch (error) {
      const told = this.#signal.aborted ? (this.#signal.reason as unknown) : explained(error, this.#plan.name);
      await this.#close().catch(() => undefined);
      this.#fail(told);
      throw told;
    }
  }

  /** Where steps only wait for what is there already, timers, input and Ctrl-C would wait for all of them. */
  async #letOthers(): Promise<void> {
    if (performance.now() - this.#breathed < TURN_MS) return;
    await breathe();
    this.#breathed = performance.now();
  }

  async #start(): Promise<AsyncGenerator<Step, Result, undefined>> {
    this.#check();
    this.#signal.addEventListener('abort', this.#onAbort);
    this.#device = currentDevice();
    await guardDevice(this.#plan.prepare(), this.#device);
    this.#check();
    this.#generator = this.#owner.own(() => this.#plan.begin({ signal: this.#signal, wait: (promise) => this.#owner.wait(promise), watched: () => this.#iterating }));
    return this.#generator;
  }

  #check(): void {
    this.#signal.throwIfAborted();
    this.#plan.guard();
    checkDevice(this.#device);
  }

  /** What was lent before is freed only now, so an author may use it until the next step stands, and lend or return it again. */
  #lend(value: unknown): void {
    const lent = tensorsIn(value);
    this.#requireAlive(lent, 'yielded');
    this.#takeBack(lent);
    this.#lent = lent;
  }

  #takeBack(except: ReadonlySet<Tensor>): void {
    for (const tensor of this.#lent) if (!except.has(tensor) && !this.#isBorrowed(tensor)) this.#owner.free(tensor);
    this.#lent = new Set();
  }

  #discard(value: unknown): void {
    for (const tensor of tensorsIn(value)) if (!this.#isBorrowed(tensor)) this.#owner.free(tensor);
  }

  #isBorrowed(tensor: Tensor): boolean {
    return isVariable(tensor) || this.#plan.borrowed(tensor);
  }

  #requireAlive(tensors: ReadonlySet<Tensor>, did: string): void {
    for (const tensor of tensors) if (tensor.isDisposed) throw freed(this.#plan.name, did);
  }

  async #finish(value: Result): Promise<void> {
    const tensors = tensorsIn(value);
    this.#requireAlive(tensors, 'returned');
    this.#takeBack(tensors);
    const asked = this.#result;
    if (asked === undefined) this.#discard(value);
    const owned = asked && mapTensors(value, (tensor) => (this.#isBorrowed(tensor) ? tensor.clone() : tensor));
    for (const tensor of tensors) this.#owner.handOver(tensor);
    await this.#close();
    if (asked) asked.resolve(owned as Result);
  }

  /** The iteration was left early. */
  async #stop(): Promise<IteratorResult<Step, undefined>> {
    if (!this.#ended) {
      try {
        await this.#close();
      } finally {
        this.#fail(new FigmentError('SAMPLING_STOPPED', `${this.#plan.name} was left before its end, so it has no result.`));
      }
    }
    return { done: true, value: undefined };
  }

  /** An abort between two steps frees everything at once, even if nobody asks again. */
  readonly #onAbort = (): void => {
    void this.#queue(async () => {
      if (this.#ended) return;
      await this.#close().catch(() => undefined);
      this.#fail(this.#signal.reason);
      if (this.#iterating) this.#untold = { error: this.#signal.reason };
    });
  };

  /** Lets the author's `finally` blocks run, then frees whatever is left. */
  async #close(): Promise<void> {
    this.#ended = true;
    this.#signal.removeEventListener('abort', this.#onAbort);
    const generator = this.#generator;
    try {
      // A generator waits for the value it is left with before its `finally` blocks run.
      if (generator) await this.#unlessLost(generator.return(this.#owner.turn() as PromiseLike<never>));
    } finally {
      this.#takeBack(new Set());
      this.#owner.release();
    }
  }

  /** A generator that waits for a lost device may never return: it gets one turn of the event loop for its `finally` blocks. */
  async #unlessLost(returned: Promise<unknown>): Promise<void> {
    await (this.#device?.lost === undefined ? returned : Promise.race([returned, new Promise((resolve) => setTimeout(resolve))]));
  }

  #fail(error: unknown): void {
    if (this.#result === undefined) return;
    // The iteration tells the error; and nobody needs to be told of an abort.
    if (this.#iterating || this.#signal.aborted) this.#result.promise.catch(() => undefined);
    this.#result.reject(error);
  }

  #consumed(): FigmentError {
    return new FigmentError('SAMPLING_CONSUMED', `${this.#plan.name} has run: a sampling runs once, call sample() again. Ask for result() before the run ends.`);
  }
}

function freed(name: string, did: string, options?: ErrorOptions): FigmentError {
  return new FigmentError('PLUGIN_INVALID', `${name} ${did} a tensor that had been freed. What is yielded is lent, and freed as soon as the next step stands: yield x.clone() to go on with x for longer. Inputs have to live until the run ends.`, options);
}

function explained(error: unknown, name: string): unknown {
  // tfjs says "Tensor is disposed" where a tensor is read; in a kernel, looking for its backend fails.
  if (isFigmentError(error) || !(error instanceof Error) || !/is disposed|\bbackend\b.*undefined|undefined.*\bbackend\b/i.test(error.message)) return error;
  return freed(name, 'used', { cause: error });
}

interface Deferred<T> {
  readonly promise: Promise<T>;
  resolve(value: T): void;
  reject(error: unknown): void;
}

function deferred<T>(): Deferred<T> {
  let resolve!: (value: T) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<T>((res, rej) => {
    resolve = res;
    reject = rej;
  });
  return { promise, resolve, reject };
}
