import { FigmentError } from '@figment/core';
import { inspectCheckpoint } from '@figment/core/checkpoint';
import { pick } from '@figment/core/data';
import { type AnyModelDefinition, configForData, describeSchema } from '@figment/core/plugin';
import { defaultSettings } from '@figment/core/training';
import { Command } from 'commander';

import { type AnyDataset, type DataSource, openSource, sourceOf } from '../inputs/data-source.ts';
import { addBackendFlags, type BackendFlags, backendOptions } from '../options/backend-flags.ts';
import { readConfigFile } from '../options/config-file.ts';
import { asksForHelp, firstLook, lateCommand } from '../options/first-look.ts';
import { addSchemaFlags, schemaValues } from '../options/schema-flags.ts';
import { throwing } from '../options/throwing.ts';
import { addTrainingFlags, settingsFrom } from '../options/training-flags.ts';
import { number } from '../options/number.ts';
import type { Output } from '../output/output.ts';
import { findModel } from '../plugins/plugins.ts';
import { runTraining } from '../training/run-training.ts';

const summary = 'Train a model, new or from where a run stopped.';

interface TrainFlags extends BackendFlags {
  readonly data?: string;
  readonly size?: number;
  readonly channels?: 1 | 3;
  readonly out?: string;
  readonly resume?: string;
  readonly config?: string;
  readonly checkpointEvery: number;
  readonly seed?: number;
  readonly profile?: number | true;
  readonly plugin?: string[];
}

/** `figment train MODEL --data NAME --out FOLDER`: its flags depend on the model, so they are made once that is known. */
export function trainCommand(output: Output): Command {
  return lateCommand('train', summary, 'MODEL --data NAME|FOLDER --out FOLDER [options]  |  --resume FOLDER [options]', (argv) => train(argv, output));
}

async function train(argv: readonly string[], output: Output): Promise<void> {
  const look = firstLook(argv, addRunFlags);
  const { resume, plugin: also } = look.flags as Partial<TrainFlags>;
  const earlier = resume === undefined ? undefined : (await inspectCheckpoint(resume)).manifest;
  const id = earlier?.model ?? look.operand;
  if (id === undefined) {
    if (asksForHelp(argv)) {
      describeTrain(undefined).outputHelp();
      return;
    }
    throw new FigmentError('OPTIONS_INVALID', 'say which model: figment train figment/vae --data emoji --out runs/a (figment models lists them), or --resume FOLDER.');
  }
  const { definition, plugin } = await findModel(id, also);
  const command = throwing(describeTrain(definition), output);
  command.parse([...argv], { from: 'user' });
  const flags = command.opts<TrainFlags>();

  const fields = describeSchema(definition.config as never);
  const given = { ...(flags.config === undefined ? {} : await readConfigFile(flags.config)), ...schemaValues(command, fields, 'config.', 'config', 'CONFIG_INVALID') };
  if (earlier !== undefined && Object.keys(given).length > 0) throw new FigmentError('OPTIONS_INVALID', 'a run that is resumed keeps its config: leave --config out, or start a new run.');

  const source = sourceFrom(flags, sourceOf(earlier?.provenance));
  const data = await openSource(source);
  const config = earlier === undefined ? configForData(definition, given, data.fields) : earlier.config as Record<string, unknown>;
  const settings = settingsFrom(command.opts(), definition.training, earlier?.provenance?.['settings'] as undefined);
  await runTraining({
    definition, plugin, config, settings, source, data: fitting(data, definition),
    out: flags.out ?? resume, resumeFrom: resume, every: flags.checkpointEvery, seed: flags.seed ?? seedOf(earlier?.training), backend: backendOptions(flags),
    profile: flags.profile === true ? 5 : flags.profile,
  }, output);
}

/** A run that is resumed goes on with its seed. */
function seedOf(training: Readonly<Record<string, unknown>> | undefined): number | undefined {
  const seed = training?.['seed'];
  return typeof seed === 'number' ? seed : undefined;
}

function sourceFrom({ data, size, channels }: TrainFlags, earlier: DataSource | undefined): DataSource {
  if (data === undefined && earlier !== undefined) return earlier;
  if (data === undefined) throw new FigmentError('OPTIONS_INVALID', '--data must name a shipped data set (emoji, fashion-mnist), a folder of pictures or an IDX file.');
  return { name: data, ...(size !== undefined && { size }), ...(channels !== undefined && { channels }) };
}

/** Only what the model learns from: other fields would be uploaded for nothing. */
function fitting(data: AnyDataset, { data: spec }: AnyModelDefinition): AnyDataset {
  return pick(data, ...Object.keys(spec?.fields ?? data.fields));
}

function addRunFlags(command: Command): Command {
  command
    .option('--data <name>', 'a shipped data set, a folder of pictures, or an IDX file')
    .option('--size <pixels>', 'side to which pictures of a folder are fitted (32)', number({ integer: true, min: 1 }))
    .option('--channels <n>', 'of pictures of a folder: 3 = colour, 1 = gray (3)', number({ integer: true, min: 1, max: 3 }))
    .option('--out <folder>', 'where checkpoints go')
    .option('--resume <folder>', 'go on with the run in this folder')
    .option('--checkpoint-every <n>', 'steps between checkpoints', number({ integer: true, min: 1 }), 500)
    .option('--config <file>', 'a JSON or YAML file with the config')
    .option('--seed <n>', 'same seed, same run (drawn if absent)', number({ integer: true }));
  return addBackendFlags(command)
    .option('--profile [steps]', 'tell what each kernel of some steps took (5), after the first three', number({ integer: true, min: 1 }))
    .option('--plugin <package...>', 'further plugins')
    .option('--json', 'one JSON object a line, for machines');
}

function describeTrain(definition: AnyModelDefinition | undefined): Command {
  const command = new Command('figment train').description(definition === undefined ? summary : `${summary}\n\n${definition.title}: ${definition.description ?? ''}`.trim());
  command.usage(definition === undefined ? 'MODEL --data NAME --out FOLDER' : `${definition.id} --data NAME --out FOLDER [options]`).argument('[model]');
  command.optionsGroup('Run:');
  addRunFlags(command);
  command.optionsGroup('Training:');
  addTrainingFlags(command, { ...defaultSettings, ...definition?.training });
  if (definition !== undefined) addSchemaFlags(command, describeSchema(definition.config as never), 'config.', 'Model:');
  else command.addHelpText('after', '\nWhat a model can be told: figment train MODEL --help. Models: figment models.');
  return command;
}
