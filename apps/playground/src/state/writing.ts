import { type Alternative, alternativesIn, finishIn, type FinishReason, type GenerateRequest, type GenerateStep, looseText, type Shown, type WrittenToken, writtenTokens } from '../workers/protocol/index.ts';
import { callback, compute } from './compute.ts';

export type WritingRequest = Omit<GenerateRequest, 'id' | 'everyStep'>;

/** A text that is being written, or was. */
export interface Written {
  readonly state: 'running' | 'done' | 'stopped' | 'failed';
  readonly request: WritingRequest;
  readonly tokens: readonly WrittenToken[];
  /** How many of them stood before the dice was thrown: where a branch begins. */
  readonly begun: number;
  /** What the task gave in the end. */
  readonly output: Shown | undefined;
  /** What the model goes on from, as one text, where it tells. */
  readonly prompt: string | undefined;
  /** Texts that a search followed to their end, the best first. */
  readonly alternatives: readonly Alternative[];
  /** Why it ended, where the model tells. */
  readonly finish: FinishReason | undefined;
  readonly tokensPerSecond: number | undefined;
  readonly backend: string | undefined;
  readonly error: unknown;
}

/** The text of tokens, as far as it can be read. */
export function textOf(tokens: readonly WrittenToken[]): string {
  return tokens.map(({ shown }) => shown).join('');
}

/**
 * Has a text written, and tells of it as it comes.
 *
 * @param begun tokens that it goes on from
 * @param tell called with all of it, again and again; not after `stop`
 * @returns stops at once; what was written stays
 */
export function write(request: WritingRequest, begun: readonly WrittenToken[], tell: (written: Written) => void): () => void {
  const id = crypto.randomUUID();
  let current: Written = { state: 'running', request, tokens: begun, begun: begun.length, output: undefined, prompt: undefined, alternatives: [], finish: undefined, tokensPerSecond: undefined, backend: undefined, error: undefined };
  let over = false;
  let firstMs: number | undefined;
  const update = (part: Partial<Written>): void => {
    if (over) return;
    current = { ...current, ...part };
    over = current.state !== 'running';
    tell(current);
  };
  const options = begun.length === 0 ? request.options : { ...request.options, begin: begun.map((token) => token.id) };
  // What it begins with is told again, now with the dice that it was not thrown with.
  let fresh: readonly WrittenToken[] = [];
  let atFirst = 0;
  tell(current);
  compute().generate({ ...request, options, id, everyStep: true }, callback((step: GenerateStep) => {
    fresh = [...fresh, ...writtenTokens(step.passed)];
    if (firstMs === undefined) {
      firstMs = step.ms;
      atFirst = fresh.length;
    }
    const since = step.ms - firstMs;
    const alternatives = alternativesIn(step.passed) ?? current.alternatives;
    const prompt = step.passed.map((extras) => extras['prompt']).find((text) => typeof text === 'string') ?? current.prompt;
    const told = [...fresh, ...begun.slice(fresh.length)];
    update({
      // A search may change its mind: then the best text so far is shown, and its tokens when it is over.
      tokens: alternatives[0]?.tokens ?? (step.sample === undefined || fresh.length < begun.length || textOf(told) === step.sample.value ? told : looseText(String(step.sample.value))),
      prompt, alternatives, finish: finishIn(step.passed),
      tokensPerSecond: since > 50 ? (1000 * (fresh.length - atFirst)) / since : undefined,
    });
  })).then(
    ({ output, backend }) => { update({ state: 'done', output, backend }); },
    (error: unknown) => { update({ state: 'failed', error }); },
  );
  return () => {
    if (over) return;
    update({ state: 'stopped' });
    void compute().cancel(id);
  };
}
