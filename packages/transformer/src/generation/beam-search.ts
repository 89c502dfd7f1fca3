import { Chooser, nothingLeft } from './chooser.ts';
import type { ConstraintState } from './constraint.ts';
import type { GenerationPlan } from './generate.ts';
import { largest } from './largest.ts';
import { openPrompts } from './open-prompts.ts';
import { readOn, type ReadText } from './read-on.ts';
import { rowOf } from './reader.ts';
import type { BatchStep, GeneratedSequence, GenerationResult } from './result.ts';
import { ruleFacts } from './rule-facts.ts';
import { processors } from './rules/chain.ts';
import { keepIds } from './rules/keep.ts';
import type { RuleContext } from './rules/rule.ts';
import type { WrittenToken } from './step.ts';
import { endedBy, Writer } from './writer.ts';

/** A text that may yet become one of the best. */
interface Beam extends RuleContext, ReadText {
  readonly tokens: readonly WrittenToken[];
  /** Sum of the log-probabilities after all rules. */
  readonly score: number;
  /** Of what was read: the row of the text that it goes on from, and once it is read itself its own. */
  row: number;
}

/** A text that has ended. */
interface Hypothesis {
  readonly tokens: readonly WrittenToken[];
  /** Divided by length ^ lengthPenalty. */
  readonly score: number;
}

/** Beams that compete with each other. */
interface Group {
  /** Best first. */
  running: readonly Beam[];
  /** Best first. */
  finished: readonly Hypothesis[];
}

/**
 * The likeliest texts: of all continuations of the running texts the best go on. As transformers does it (Wu et al. 2016,
 * arXiv:1609.08144, section 7, with its length penalty in the simple form), in groups that avoid each other's tokens (Vijayakumar et al.
 * 2016, arXiv:1610.02424). Nothing is drawn.
 */
export async function* searchBeams<State extends object>(plan: GenerationPlan<State>): AsyncGenerator<BatchStep, GenerationResult, undefined> {
  const { prompts, options, reader, prefix, tokenizer, ends, constraint } = plan;
  const { beams, beamGroups, samples, begin, stop, lengthPenalty, earlyStopping } = options;
  const size = beams / beamGroups;
  // Enough that `size` are left if all ends are among them.
  const kept = Math.max(2, 1 + ends.length + options.stopIds.length) * size;
  const beginning = (logits: Parameters<typeof keepIds>[0], { ids, promptLength }: RuleContext): void => {
    const id = begin[ids.length - promptLength];
    if (id !== undefined) keepIds(logits, Int32Array.of(id));
  };
  const chooser = new Chooser({ rules: [...processors(options, ruleFacts(plan)), beginning], on: 'logProbabilities', candidates: options.candidates, tokenizer });
  const { logits: afterPrompts, forgotten, rooms, capacity, reused } = await openPrompts(plan);
  plan.goOn();
  if (prefix !== undefined) prefix.keep(reader.selected([0]), prompts[0]!, { forgotten: forgotten[0]!, capacity });
  const writerPlan = { ...options, ends, tokenizer, constraint };
  const written = (prompt: number, tokens: readonly WrittenToken[], isConstrained: boolean): Writer => {
    const writer = new Writer(isConstrained ? writerPlan : { ...writerPlan, constraint: undefined }, prompts[prompt]!, { row: prompt, room: rooms[prompt]! });
    for (const token of tokens) writer.write(token);
    return writer;
  };
  const searches = prompts.map((ids, prompt) => ({
    prompt,
    limit: Math.min(options.maxTokens, rooms[prompt]!),
    groups: Array.from({ length: beamGroups }, (): Group => ({
      running: [{ ids, promptLength: ids.length, row: prompt, forgotten: forgotten[prompt]!, tokens: [], score: 0, constraint: constraint?.start() }],
      finished: [],
    })),
  }));
  type Search = (typeof searches)[number];

  let logits = afterPrompts;
  for (let active = searches; ; ) {
    for (const search of active) yield step(search);
    plan.goOn();
    active = active.filter(isRunning);
    if (active.length === 0) break;
    const texts = active.flatMap(({ groups }) => groups.flatMap(({ running }) => running));
    logits = await readOn(plan, texts, { rows: texts.map(({ row }) => row), capacity });
    texts.forEach((text, row) => { text.row = row; });
    plan.goOn();
  }
  return { sequences: searches.flatMap(best), read: reader.read, reused };

  function isRunning({ groups }: Search): boolean {
    return groups.some(({ running }) => running.length > 0);
  }

  /** All groups of a prompt write one token. */
  function step(search: Search): BatchStep {
    const taken: number[] = [];
    for (const group of search.groups) {
      if (group.running.length > 0) taken.push(...advance(search, group, taken));
    }
    const isDone = !isRunning(search);
    const [leading] = isDone ? ranked(search) : search.groups.flatMap(({ running }) => running).sort((a, b) => b.score - a.score);
    const { tokens } = leading!;
    const { text } = written(search.prompt, tokens, false);
    const token = tokens.at(-1)!;
    // What the best text is may change with each step: it is told at the end.
    return { sequence: search.prompt * samples, step: tokens.length, of: search.limit, sample: text, text: isDone ? text : '', token, candidates: token.candidates };
  }

  /** One token more for each running text of a group; the tokens that go on. */
  function advance({ prompt, limit }: Search, group: Group, taken: readonly number[]): number[] {
    const continuations = group.running.flatMap((beam) => {
      if (!chooser.load(rowOf(logits, beam.row), { ...beam, taken }, true)) return [];
      const { ruled } = chooser;
      return [...largest(ruled, kept)].filter((id) => ruled[id]! > -Infinity).map((id) => ({ beam, id, score: beam.score + ruled[id]!, token: chooser.token(id) }));
    });
    if (continuations.length === 0 && group.finished.length === 0) throw nothingLeft(group.running[0]!);
    const running: Beam[] = [];
    const finished = [...group.finished];
    for (const [rank, { beam, id, score, token }] of continuations.sort((a, b) => b.score - a.score).slice(0, kept).entries()) {
      const tokens = [...beam.tokens, token];
      const ended = endedBy(writerPlan, id) !== undefined;
      const state: ConstraintState | undefined = ended ? undefined : beam.constraint?.accept(id);
      const goesOn = !ended && state?.mustEnd !== true && !(stop.length > 0 && written(prompt, tokens, false).finish === 'stop');
      if (goesOn && running.length < size) running.push({ ...beam, ids: [...beam.ids, id], tokens, score, constraint: state });
      if ((!goesOn || tokens.length === limit) && rank < size) finished.push({ tokens, score: score / tokens.length ** lengthPenalty });
    }
    group.finished = finished.sort((a, b) => b.score - a.score).slice(0, size);
    group.running = isOver(group.finished, running, limit) ? [] : running;
    return running.map(({ ids }) => ids.at(-1)!);
  }

  /** Whether no running text can become one of the best, by transformers' rule of thumb. */
  function isOver(finished: readonly Hypothesis[], running: readonly Beam[], limit: number): boolean {
    const [first] = running;
    if (first === undefined || first.tokens.length === limit) return true;
    if (finished.length < size || earlyStopping === true) return finished.length === size;
    const { score, tokens } = first;
    const length = earlyStopping === 'never' && lengthPenalty > 0 ? limit : tokens.length;
    return score / length ** lengthPenalty <= finished.at(-1)!.score;
  }

  function ranked({ groups }: Search): Hypothesis[] {
    return groups.flatMap(({ finished }) => finished).sort((a, b) => b.score - a.score);
  }

  function best(search: Search): GeneratedSequence[] {
    return ranked(search).slice(0, samples).map(({ tokens, score }) => ({ ...written(search.prompt, tokens, true).sequence(search.prompt), score }));
  }
}
