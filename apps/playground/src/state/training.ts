import { create } from 'zustand';

import { type Curve, cutAfter, emptyCurve, extended } from '../chart/series.ts';
import { plainError } from '../workers/errors.ts';
import type { PlainError, Shown, TrainMessage, TrainProfile, TrainProgress, TrainRequest } from '../workers/protocol/index.ts';
import { balanceUntil, type BalanceRecord, joined, noBalance } from './balance.ts';
import { callback, compute } from './compute.ts';
import { forgetRun, rememberedRun, rememberRun, type RunRecord } from './run-record.ts';

export type RunState = 'idle' | 'preparing' | 'running' | 'paused' | 'stopping' | 'stopped' | 'finished' | 'failed' | 'interrupted';
export type Stage = Extract<TrainMessage, { type: 'stage' }>['stage'];

export interface Preview {
  readonly step: number;
  readonly inputs: Readonly<Record<string, Shown>>;
  readonly output: Shown;
  /** What it was asked for, one for each, if for anything. */
  readonly captions?: readonly string[] | undefined;
  /** The run went back to an earlier step since. */
  readonly undone?: boolean | undefined;
}

interface TrainingState {
  readonly state: RunState;
  readonly stage: Stage | undefined;
  /** How far a stage has come, where it can be counted. */
  readonly stageProgress: { readonly done: number; readonly of: number } | undefined;
  readonly request: TrainRequest | undefined;
  readonly parameters: number | undefined;
  readonly curve: Curve;
  readonly balance: BalanceRecord;
  readonly last: TrainProgress | undefined;
  readonly savedStep: number | undefined;
  readonly previews: readonly Preview[];
  /** The preview that the user looks back at; undefined follows the latest. */
  readonly looked: Preview | undefined;
  readonly previewProblem: { readonly step: number; readonly error: PlainError } | undefined;
  /** What the steps that were profiled last took. */
  readonly profile: TrainProfile | undefined;
  /** Whether steps are being profiled. */
  readonly profiling: boolean;
  readonly error: PlainError | undefined;
  /** Rises when something was written to the storage. */
  readonly storageVersion: number;
  readonly recover: () => Promise<void>;
  readonly start: (request: TrainRequest) => Promise<void>;
  readonly pause: () => Promise<void>;
  readonly resume: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly profileSteps: (steps: number) => Promise<void>;
  readonly forget: () => Promise<void>;
  /** Looks back at a preview, or with nothing at the latest. */
  readonly look: (preview: Preview | undefined) => void;
}

const idle = {
  state: 'idle', stage: undefined, stageProgress: undefined, request: undefined, parameters: undefined, curve: emptyCurve, balance: noBalance, last: undefined,
  savedStep: undefined, previews: [], looked: undefined, previewProblem: undefined, profile: undefined, profiling: false, error: undefined,
} as const;

const mostPreviews = 60;
const rememberEveryMs = 2000;
let rememberedAt = 0;

/** The one training run of this tab: its state follows the worker's messages. */
export const useTraining = create<TrainingState>((set, get) => ({
  ...idle,
  storageVersion: 0,

  async recover() {
    if (get().state !== 'idle') return;
    const record = await rememberedRun();
    if (record === undefined || get().state !== 'idle') return;
    const { request, curve, balance = noBalance, previews, savedStep, last, ended, parameters } = record;
    set({ request, curve, balance, previews, savedStep, last, parameters, state: ended ?? 'interrupted' });
  },

  async start(request) {
    const before = get();
    window.scrollTo({ top: 0 });
    const goesOn = request.resume && before.request?.name === request.name;
    const from = before.savedStep ?? 0;
    set({
      ...idle,
      request,
      state: 'preparing',
      stage: 'backend',
      // What came after the last checkpoint will come again.
      ...(goesOn && { curve: cutAfter(before.curve, from), balance: balanceUntil(before.balance, from), previews: before.previews.filter(({ step }) => step <= from), savedStep: before.savedStep, parameters: before.parameters }),
    });
    try {
      const outcome = await compute().train(request, callback((message: TrainMessage) => { 
        set((state) => received(state, message));
        // Whoever reloads right after a checkpoint goes on from it.
        remember(get(), message.type === 'progress' && message.events.some(({ saved }) => saved));
      }));
      set({ state: outcome.finished ? 'finished' : 'stopped', stage: undefined, profiling: false, savedStep: outcome.step });
    } catch (error) {
      set({ state: 'failed', stage: undefined, profiling: false, error: plainError(error) });
    }
    set({ storageVersion: get().storageVersion + 1 });
    remember(get(), true);
  },

  async pause() {
    if (get().state !== 'running') return;
    set({ state: 'paused' });
    await compute().pause();
  },
  async resume() {
    if (get().state !== 'paused') return;
    set({ state: 'running' });
    await compute().resume();
  },
  async stop() {
    set({ state: 'stopping', stage: 'saving' });
    await compute().stop();
  },
  async profileSteps(steps) {
    if (get().state !== 'running') return;
    set({ profiling: true });
    await compute().profile(steps);
  },
  async forget() {
    await forgetRun();
    set({ ...idle });
  },
  look(looked) {
    set({ looked });
  },
}));

export function isActive(state: RunState): boolean {
  return state === 'preparing' || state === 'running' || state === 'paused' || state === 'stopping';
}

function received(state: TrainingState, message: TrainMessage): Partial<TrainingState> {
  switch (message.type) {
    case 'stage':
      return {
        stage: message.stage,
        stageProgress: message.done === undefined || message.of === undefined ? undefined : { done: Math.min(message.done, message.of), of: message.of },
        ...(message.parameters !== undefined && { parameters: message.parameters }),
      };
    case 'progress': {
      const last = message.events.at(-1);
      if (last === undefined) return {};
      const saved = message.events.findLast((event) => event.saved)?.step;
      return {
        ...followed(state, message.events),
        last,
        ...(state.state === 'preparing' && { state: 'running' }),
        ...(state.state !== 'stopping' && { stage: undefined, stageProgress: undefined }),
        ...(saved !== undefined && { savedStep: saved, storageVersion: state.storageVersion + 1 }),
      };
    }
    case 'preview': {
      // What is given is the same every time: kept once, here and in the record.
      const inputs = state.previews[0]?.inputs ?? message.inputs;
      const previews = [...state.previews, { step: message.step, inputs, output: message.output, captions: message.captions }];
      // A time-lapse: every other older picture goes when there are too many, but for the one that is looked at.
      return { previewProblem: undefined, previews: previews.length <= mostPreviews ? previews : previews.filter((each, i) => i % 2 === 0 || i === previews.length - 1 || each === state.looked) };
    }
    case 'profile':
      return { profile: message.profile, profiling: false };
    case 'preview-failed':
      return { previewProblem: { step: message.step, error: message.error } };
  }
}

type Followed = Pick<TrainingState, 'curve' | 'balance' | 'previews'>;

/** What events add to curves; where the run went back, what came after is taken off again. */
function followed({ curve, balance, previews }: Followed, events: readonly TrainProgress[]): Followed {
  const back = events.findIndex(({ intervention }) => intervention?.to !== undefined);
  const until = back < 0 ? events : events.slice(0, back + 1);
  const next = { curve: extended(curve, until.map(({ step, losses, metrics }) => ({ step, values: finite({ ...named(losses), ...metrics }) }))), balance: joined(balance, until), previews };
  const to = events[back]?.intervention?.to;
  if (to === undefined) return next;
  const gone = previews.map((preview) => (preview.step > to ? { ...preview, undone: true } : preview));
  return followed({ ...next, curve: cutAfter(next.curve, to), previews: gone }, events.slice(back + 1));
}

function finite(values: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => Number.isFinite(value)));
}

/** Losses stand first and say that they are losses. */
function named(losses: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(losses).map(([name, value]) => [lossName(name), value]));
}

export function lossName(objective: string): string {
  return `loss (${objective})`;
}

function remember(state: TrainingState, now = false): void {
  const { request, curve, balance, previews, savedStep, last, parameters } = state;
  if (request === undefined || (!now && Date.now() - rememberedAt < rememberEveryMs)) return;
  rememberedAt = Date.now();
  const ended: RunRecord['ended'] = state.state === 'finished' || state.state === 'stopped' ? state.state : undefined;
  void rememberRun({ request, curve, balance, previews: previews.slice(-24), savedStep, last, parameters, ended });
}
