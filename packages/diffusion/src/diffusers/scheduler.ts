import { FigmentError } from '@figment/core';
import type * as z from 'zod';

import { betasOf, type NoiseProcessConfig, noiseProcessConfig, noiseProcessOf } from '../noise/config.ts';
import type { Prediction } from '../noise/prediction.ts';
import type { NoiseProcess } from '../noise/process.ts';
import { SMALLEST_ALPHA_BAR, variancePreserving } from '../noise/variance-preserving.ts';
import type { SchedulerDefinition } from '../schedulers/scheduler.ts';
import { type SchedulerClass, schedulerClasses } from './scheduler-classes.ts';

/** A scheduler of diffusers as ours: `scheduler.build({ process, prediction, steps }, options)` is its plan. */
export interface ImportedScheduler {
  readonly scheduler: SchedulerDefinition;
  readonly options: Readonly<Record<string, unknown>>;
  readonly prediction: Prediction;
  readonly process: NoiseProcess;
  readonly processConfig: NoiseProcessConfig;
}

type Fields = Readonly<Record<string, unknown>>;

const predictions: Readonly<Record<string, Prediction>> = { epsilon: 'noise', sample: 'sample', original_sample: 'sample', v_prediction: 'velocity', flow_prediction: 'flow' };
const curves: Readonly<Record<string, string>> = { linear: 'linear', scaled_linear: 'scaledLinear', squaredcos_cap_v2: 'cosine', sigmoid: 'sigmoid', exp: 'exponential', laplace: 'laplace' };
const sigmaSchedules = ['karras', 'exponential', 'beta', 'lu'] as const;
/** diffusers says "Lu's lambdas", not sigmas. */
const sigmaField = (name: string): string => `use_${name}_${name === 'lu' ? 'lambdas' : 'sigmas'}`;

const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const camel = (name: string): string => name.replaceAll(/_([a-z\d])/g, (_, letter: string) => letter.toUpperCase());

/**
 * Python writes infinities and NaN into JSON, which JSON has no numbers for: they come back as the strings "Infinity", "-Infinity", "NaN".
 *
 * @throws FigmentError `CONFIG_INVALID`
 */
export function parsePythonJson(text: string): unknown {
  try {
    return JSON.parse(text.replaceAll(/("(?:[^"\\]|\\.)*")|-?\bInfinity\b|\bNaN\b/g, (found, quoted: string | undefined) => quoted ?? `"${found}"`));
  } catch (cause) {
    throw new FigmentError('CONFIG_INVALID', 'scheduler_config.json must be JSON.', { cause });
  }
}

/**
 * A `scheduler_config.json` as a scheduler of ours. Fields that its class doesn't have are passed over, as diffusers does.
 *
 * @throws FigmentError `ARCHITECTURE_UNSUPPORTED` for a class that is not there, `CONFIG_INVALID`
 */
export function fromDiffusersScheduler(json: unknown): ImportedScheduler {
  const config = (json ?? {}) as Fields;
  const name = String(config['_class_name']);
  const known = schedulerClasses[name];
  if (known === undefined) throw new FigmentError('ARCHITECTURE_UNSUPPORTED', `scheduler_config.json: _class_name must be one of ${Object.keys(schedulerClasses).join(', ')}, got ${name}.`);
  const { definition } = known;
  const isFlow = !definition.processes.includes('variancePreserving') && definition.processes.includes('flow');
  const isEdm = definition.processes.includes('varianceExploding');
  const solvesFlow = isFlow || config['use_flow_sigmas'] === true;
  const said = predictions[textOf(config, 'prediction_type', 'epsilon')];
  if (said === undefined) throw invalid('prediction_type', Object.keys(predictions).join(', '), config['prediction_type']);
  if (config['solver_p'] !== undefined && config['solver_p'] !== null) throw invalid('solver_p', 'null', config['solver_p']);
  const processConfig = isEdm ? edmProcess(config) : solvesFlow ? { kind: 'flow' as const, trainingSteps: trainingStepsOf(config) } : tableProcess(config, known);
  const process = processConfig.kind === 'variancePreserving' && processConfig.zeroTerminalSnr && known.dividesByAlpha === true
    ? variancePreserving(betasOf(processConfig), { terminalAlphaBar: SMALLEST_ALPHA_BAR })
    : noiseProcessOf(processConfig);
  return {
    scheduler: definition,
    options: { ...optionsOf(config, definition), ...(isEdm && said === 'noise' && { negated: true }), ...(solvesFlow && !isFlow && flowOptions(config, known)) },
    // EDM's networks say a velocity, whatever diffusers calls it.
    prediction: isFlow ? 'flow' : isEdm && said !== 'sample' ? 'velocity' : said,
    process,
    processConfig,
  };
}

/** Options have diffusers' names in camel case, and so have their values. */
function optionsOf(config: Fields, { options }: SchedulerDefinition<z.ZodObject>): Record<string, unknown> {
  const taken = Object.fromEntries(
    Object.keys(options.shape).filter((name) => name !== 'sigmaSchedule').flatMap((name) => {
      const value = config[snake(name)];
      return value === undefined || value === null || typeof value === 'object' && !Array.isArray(value) ? [] : [[name, typeof value === 'string' ? valueOf(value) : value]];
    }),
  );
  const schedule = config['sigma_schedule'] ?? sigmaSchedules.find((name) => config[sigmaField(name)] === true);
  if (schedule !== undefined && 'sigmaSchedule' in options.shape) taken['sigmaSchedule'] = schedule;
  // Cosine betas have their times cut, not rounded.
  if ('nearestTimes' in options.shape) taken['nearestTimes'] = config['beta_schedule'] !== 'squaredcos_cap_v2';
  // A config may have been another class's before: its solvers are passed over.
  return Object.fromEntries(Object.entries(taken).filter(([name, value]) => !/^(algorithm|solver)Type$/.test(name) || (options.shape as Readonly<Record<string, z.ZodType>>)[name]!.safeParse(value).success));
}

function valueOf(text: string): unknown {
  if (text === '-Infinity' || text === 'Infinity') return null;
  return camel(text);
}

/** Of solvers of tables that are made to solve flows: the noise that they end with comes from betas that flows don't have. */
function flowOptions(config: Fields, known: SchedulerClass): Fields {
  const table = noiseProcessOf(tableProcess(config, known));
  const { alpha, sigma } = table.at(0);
  const isUniPc = known.definition.id === 'unipc';
  if (isUniPc && config['use_karras_sigmas'] === true) {
    const last = table.at(table.trainingSteps - 1);
    return { sigmaMin: config['sigma_min'] ?? sigma / alpha, sigmaMax: config['sigma_max'] ?? last.sigma / last.alpha };
  }
  return { sigmaSchedule: 'training', ...(config['final_sigmas_type'] === 'sigma_min' && !isUniPc && { finalSigmasType: sigma / alpha }) };
}

/** A field that is text; anything else is not what it may be, and is told as it stands. */
function textOf(config: Fields, name: string, usual: string): string {
  const value = config[name] ?? usual;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function trainingStepsOf(config: Fields): number {
  return Number(config['num_train_timesteps'] ?? 1000);
}

function tableProcess(config: Fields, { betas }: SchedulerClass) {
  const schedule = textOf(config, 'beta_schedule', betas.schedule);
  const curve = curves[schedule];
  if (curve === undefined) throw invalid('beta_schedule', Object.keys(curves).join(', '), schedule);
  const trained = config['trained_betas'] as readonly number[] | null | undefined;
  return parsed({
    kind: 'variancePreserving',
    trainingSteps: trained?.length ?? trainingStepsOf(config),
    betas: curve,
    betaStart: config['beta_start'] ?? betas.start,
    betaEnd: config['beta_end'] ?? betas.end,
    trainedBetas: trained ?? null,
    zeroTerminalSnr: config['rescale_betas_zero_snr'] ?? false,
  });
}

function edmProcess(config: Fields) {
  return parsed({
    kind: 'varianceExploding',
    trainingSteps: trainingStepsOf(config),
    sigmaMin: config['sigma_min'] ?? 0.002,
    sigmaMax: config['sigma_max'] ?? 80,
    dataDeviation: config['sigma_data'] ?? 0.5,
  });
}

function parsed(given: unknown): NoiseProcessConfig {
  const result = noiseProcessConfig.safeParse(given);
  if (result.success) return result.data;
  throw new FigmentError('CONFIG_INVALID', `scheduler_config.json: ${result.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`).join('; ')}.`);
}

function invalid(field: string, right: string, value: unknown): FigmentError {
  return new FigmentError('CONFIG_INVALID', `scheduler_config.json: ${field} must be ${right}, got ${JSON.stringify(value)}.`);
}

/** What {@link toDiffusersScheduler} writes down. */
export interface ExportedScheduler {
  /** The id of one of our schedulers. */
  readonly scheduler: string;
  readonly options?: Readonly<Record<string, unknown>> | undefined;
  readonly prediction: Prediction;
  readonly processConfig: NoiseProcessConfig;
}

/** Options that diffusers is told when it samples, not in its config. */
const toldLater = new Set(['eta', 'useClippedModelOutput', 'sChurn', 'sTmin', 'sTmax', 'sNoise', 'timesteps', 'sigmas', 'mu', 'strength', 'order', 'nearestTimes', 'negated', 'sigmaSchedule', 'equalSteps']);
const kept = (names: Readonly<Record<string, string>>, value: string): string => Object.entries(names).find(([, ours]) => ours === value)?.[0] ?? value;

/**
 * A scheduler of ours as a `scheduler_config.json`.
 *
 * @throws FigmentError `ARCHITECTURE_UNSUPPORTED` for a scheduler that diffusers doesn't have
 */
export function toDiffusersScheduler({ scheduler, options = {}, prediction, processConfig }: ExportedScheduler): Readonly<Record<string, unknown>> {
  const [name, known] = Object.entries(schedulerClasses).find(([, { definition }]) => definition.id === scheduler) ?? [];
  if (name === undefined || known === undefined) throw new FigmentError('ARCHITECTURE_UNSUPPORTED', `scheduler must be one that diffusers has, got ${scheduler}.`);
  const { definition } = known;
  const all = definition.options.parse(options) as Fields;
  const isFlowOnly = !definition.processes.includes('variancePreserving') && processConfig.kind === 'flow';
  const schedule = all['sigmaSchedule'];
  return {
    _class_name: name,
    _diffusers_version: '0.42.1',
    num_train_timesteps: processConfig.trainingSteps,
    ...processFields(processConfig, isFlowOnly),
    ...(!isFlowOnly && { prediction_type: processConfig.kind === 'varianceExploding' ? (all['negated'] === true ? 'epsilon' : 'v_prediction') : kept(predictions, prediction) }),
    ...Object.fromEntries(Object.entries(all).filter(([key]) => !toldLater.has(key)).map(([key, value]) => [snake(key), typeof value === 'string' ? snake(value) : value])),
    ...(processConfig.kind === 'varianceExploding' ? { sigma_schedule: schedule } : schedule === undefined ? {} : Object.fromEntries(sigmaSchedules.filter((each) => each !== 'lu' || definition.id === 'dpm-multistep').map((each) => [sigmaField(each), each === schedule]))),
  };
}

function processFields(config: NoiseProcessConfig, isFlowOnly: boolean): Fields {
  switch (config.kind) {
    case 'flow': return isFlowOnly ? {} : { use_flow_sigmas: true };
    case 'varianceExploding': return { sigma_min: config.sigmaMin, sigma_max: config.sigmaMax, sigma_data: config.dataDeviation };
    case 'variancePreserving':
      return { beta_start: config.betaStart, beta_end: config.betaEnd, beta_schedule: kept(curves, config.betas), trained_betas: config.trainedBetas, rescale_betas_zero_snr: config.zeroTerminalSnr };
  }
}
