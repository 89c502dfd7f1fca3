import { defaultSettings, type TrainingSettings } from '@figment/core/training';
import { type Command, Option } from 'commander';

import { number } from './number.ts';

interface TrainingFlags {
  readonly steps?: number;
  readonly batchSize?: number;
  readonly optimizer?: TrainingSettings['optimizer'];
  readonly learningRate?: number;
  readonly weightDecay?: number;
  readonly schedule?: TrainingSettings['schedule'];
  readonly warmupSteps?: number;
  readonly clipNorm?: number;
  readonly ema?: number;
  readonly flip?: number;
  readonly permuteChannels?: number;
}

/** Adds the trainer's flags; `settings` are the defaults that help shows. */
export function addTrainingFlags(command: Command, settings: TrainingSettings): Command {
  const positive = number({ integer: true, min: 1 });
  const share = number({ min: 0, max: 1 });
  const flag = (flags: string, text: string, value: unknown) => new Option(flags, `${text} (default: ${String(value)})`);
  return command
    .addOption(flag('--steps <n>', 'updates', settings.steps).argParser(positive))
    .addOption(flag('--batch-size <n>', 'examples an update', settings.batchSize).argParser(positive))
    .addOption(flag('--optimizer <name>', 'how gradients move weights', settings.optimizer).choices(['adamw', 'adam', 'sgd', 'lion']))
    .addOption(flag('--learning-rate <x>', 'size of an update', settings.learningRate).argParser(number({ min: 0 })))
    .addOption(flag('--weight-decay <x>', 'pull of the weights towards zero', settings.weightDecay).argParser(number({ min: 0 })))
    .addOption(flag('--schedule <name>', 'course of the learning rate', settings.schedule).choices(['constant', 'cosine', 'linear', 'levelThenLinear', 'oneCycle']))
    .addOption(flag('--warmup-steps <n>', 'updates until the full learning rate', settings.warmupSteps).argParser(number({ integer: true, min: 0 })))
    .addOption(flag('--clip-norm <x>', 'largest norm of the gradient, 0 = unbounded', settings.clipNorm).argParser(number({ min: 0 })))
    .addOption(flag('--ema <x>', 'decay of the moving average of the weights, 0 = none', settings.ema).argParser(share))
    .addOption(flag('--flip <p>', 'probability that a picture is mirrored', settings.augment.flip).argParser(share))
    .addOption(flag('--permute-channels <p>', 'probability that the colour channels of a picture change places', settings.augment.permuteChannels).argParser(share));
}

/** Core's defaults, under those of the model, under those of an earlier run, under the command line's. */
export function settingsFrom(flags: TrainingFlags, ...under: (Partial<TrainingSettings> | undefined)[]): TrainingSettings {
  const base = under.reduce<TrainingSettings>((all, part) => ({ ...all, ...part }), defaultSettings);
  const { flip, permuteChannels, ...rest } = flags;
  const said = Object.fromEntries(Object.entries(rest).filter(([name]) => name in defaultSettings));
  return { ...base, ...said, augment: { flip: flip ?? base.augment.flip, permuteChannels: permuteChannels ?? base.augment.permuteChannels } };
}
