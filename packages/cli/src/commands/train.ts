import { FigmentError } from '@figment/core';
import { inspectCheckpoint } from '@figment/core/checkpoint';
import { pick } from '@figment/core/data';
import { type AnyModelDefinition, configForData, describeSchema, learntFields } from '@figment/core/plugin';
import { defaultSettings } from '@figment/core/training';
import { Command, Option } from 'commander';

import { type DataSource, openSource, sourceOf } from '../inputs/data-source.ts';
import { addBackendFlags, type BackendFlags, backendOptions } from '../options/backend-flags.ts';
import { readConfigFile } from '../options/config-file.ts';
import { asksForHelp, firstLook, lateCommand } from '../options/first-look.ts';
import { addSchemaFlags, schemaValues } from '../options/schema-flags.ts';
import { throwing } from '../options/throwing.ts';
import { addTrainingFlags, settingsFrom } from '../options/training-flags.ts';
import { number } from '../options/number.ts';
import { locateModel } from '../models/locate-model.ts';
import { partFlag, partsOf, type PartSources, requireParts } from '../models/parts.ts';
import type { Output } from '../output/output.ts';
import { findModel } from '../plugins/plugins.ts';
import { runTraining } from '../training/run-training.ts';
import { tokenizerFields } from '../training/tokenizer.ts';

const summary = 'Train a model, new or from where a run stopped.';

const NO_POLICY = 'none';

interface TrainFlags extends BackendFlags {
  readonly data?: string;
  readonly size?: number;
  readonly channels?: 1 | 3;
  readonly by?: 'file' | 'line' | 'paragraph';
  readonly tokenizer?: string;
  readonly validation?: number;
  readonly validationEvery?: number;
  readonly out?: string;
  readonly from?: string;
  readonly resume?: string;
  readonly config?: string;
  readonly checkpointEvery: number;
  readonly seed?: number;
  readonly policy?: string;
  readonly profile?: number | true;
  readonly plugin?: string[];
  readonly part?: PartSources;
}

/** `figment train MODEL --data NAME --out FOLDER`: its flags depend on the model, so they are made once that is known. */
export function trainCommand(output: Output): Command {
  return lateCommand('train', summary, 'MODEL --data NAME|PATH --out FOLDER [options]  |  --from MODEL_FOLDER --data NAME|PATH --out FOLDER [options]  |  --resume FOLDER [options]', (argv) => train(argv, output));
}

async function train(argv: readonly string[], output: Output): Promise<void> {
  const look = firstLook(argv, addRunFlags);
  const { resume, from: base, plugin: also } = look.flags as Partial<TrainFlags>;
  if (resume !== undefined && base !== undefined) throw new FigmentError('OPTIONS_INVALID', '--resume goes on with a run, --from begins one: say one of them.');
  const earlier = resume === undefined ? undefined : (await inspectCheckpoint(resume)).manifest;
  const from = base === undefined ? undefined : await locateModel(base, also);
  const id = earlier?.model ?? from?.definition.id ?? look.operand;
  if (id === undefined) {
    if (asksForHelp(argv)) {
      describeTrain(undefined).outputHelp();
      return;
    }
    throw new FigmentError('OPTIONS_INVALID', 'say which model: figment train figment/vae --data emoji --out runs/a (figment models lists them), or --resume FOLDER.');
  }
  if (look.operand !== undefined && look.operand !== id) throw new FigmentError('OPTIONS_INVALID', `${resume ?? base ?? ''} holds a ${id}, not a ${look.operand}: leave the model out, or start a new one without --${resume === undefined ? 'from' : 'resume'}.`);
  const { definition, plugin, registry } = await findModel(id, also);
  const command = throwing(describeTrain(definition), output);
  command.parse([...argv], { from: 'user' });
  const flags = command.opts<TrainFlags>();

  const fields = describeSchema(definition.config as never);
  const given = { ...(flags.config === undefined ? {} : await readConfigFile(flags.config)), ...schemaValues(command, fields, 'config.', 'config', 'CONFIG_INVALID') };
  if (earlier !== undefined && Object.keys(given).length > 0) throw new FigmentError('OPTIONS_INVALID', 'a run that is resumed keeps its config: leave --config out, or start a new run.');

  const tokenizer = { tokenizer: flags.tokenizer, options: schemaValues(command, tokenizerFields(definition), 'tokenizer.', 'tokenizer', 'OPTIONS_INVALID') };
  if (earlier !== undefined && (tokenizer.tokenizer !== undefined || Object.keys(tokenizer.options).length > 0)) throw new FigmentError('OPTIONS_INVALID', 'a run that is resumed keeps its tokenizer: leave --tokenizer out, or start a new run.');

  const parts = partsOf((earlier ?? from)?.provenance, flags.part);
  requireParts(definition, parts);
  const source = sourceFrom(flags, sourceOf(earlier?.provenance), definition);
  const data = await openSource(source);
  const learnt = learntFields(definition, data.fields, data.title);
  const config = earlier !== undefined ? earlier.config as Record<string, unknown> : from !== undefined ? given : configForData(definition, given, data.fields);
  const settings = settingsFrom(command.opts(), definition.training, earlier?.provenance?.['settings'] as undefined);
  await runTraining({
    definition, plugin, registry, config, settings, source, data: definition.data === undefined ? data : pick(data, ...Object.keys(learnt)), from, tokenizer,
    plugins: also, parts, validationEvery: flags.validationEvery, out: flags.out ?? resume, resumeFrom: resume, every: flags.checkpointEvery, seed: flags.seed ?? seedOf(earlier?.training), backend: backendOptions(flags),
    profile: flags.profile === true ? 5 : flags.profile, policy: policyFrom(flags.policy, earlier?.provenance),
  }, output);
}

/** What is done when training goes wrong; a run that is resumed goes on with its policy. */
function policyFrom(said: string | undefined, earlier: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const policy = said ?? earlier?.['policy'];
  return typeof policy === 'string' && policy !== NO_POLICY ? policy : undefined;
}

/** A run that is resumed goes on with its seed. */
function seedOf(training: Readonly<Record<string, unknown>> | undefined): number | undefined {
  const seed = training?.['seed'];
  return typeof seed === 'number' ? seed : undefined;
}

function sourceFrom({ data, size, channels, by, validation }: TrainFlags, earlier: DataSource | undefined, definition: AnyModelDefinition): DataSource {
  if (data === undefined && earlier !== undefined) return earlier;
  if (data === undefined) throw new FigmentError('OPTIONS_INVALID', '--data must name a shipped data set (emoji, moby-dick), a folder of pictures or texts, an IDX file, or a file of texts (.txt, .md, .jsonl, .tsv, .csv).');
  return { name: data, ...(size !== undefined && { size }), ...(channels !== undefined && { channels }), ...(by !== undefined && { by }), ...('other' in (definition.data?.fields ?? {}) && { paired: false }), ...(validation !== undefined && validation > 0 && { validation }) };
}

function addRunFlags(command: Command): Command {
  command
    .option('--data <name>', 'a shipped data set; a folder of pictures, an IDX file, or a folder with the folders from and to, of pairs of pictures; a file or folder of texts (.txt, .md), conversations (.jsonl) or pairs (.jsonl, .tsv, .csv)')
    .option('--size <pixels>', 'side to which pictures of a folder are fitted (32)', number({ integer: true, min: 1 }))
    .option('--channels <n>', 'of pictures of a folder: 3 = colour, 1 = gray (3)', number({ integer: true, min: 1, max: 3 }))
    .addOption(new Option('--by <part>', 'what of a text file is one text (file)').choices(['file', 'line', 'paragraph']))
    .option('--tokenizer <file>', 'of models of texts: a file or folder of one, or a kind to train, such as characters (trained on the data)')
    .option('--validation <part>', 'part of the data that is held out, to measure on: 0.02', number({ min: 0, max: 0.5 }))
    .option('--validation-every <n>', 'steps between measurements (a tenth of the steps)', number({ integer: true, min: 1 }))
    .option('--out <folder>', 'where checkpoints go')
    .option('--from <folder>', "a model to go on from: a checkpoint, a folder of Hugging Face's, or a GGUF file; with --config.adapter.rank 8 it stays as it is, and an adapter learns")
    .option('--resume <folder>', 'go on with the run in this folder')
    .option('--part <name=folder>', 'a model that this one works with, and that stays as it is: autoencoder=models/vae-emoji', partFlag)
    .option('--checkpoint-every <n>', 'steps between checkpoints', number({ integer: true, min: 1 }), 500)
    .option('--config <file>', 'a JSON or YAML file with the config')
    .option('--seed <n>', 'same seed, same run (drawn if absent)', number({ integer: true }));
  return addBackendFlags(command)
    .option('--profile [steps]', 'tell what each kernel of some steps took (5), after the first three', number({ integer: true, min: 1 }))
    .option('--plugin <package...>', 'further plugins: packages, or folders of such')
    .option('--json', 'one JSON object a line, for machines');
}

/** Only for models that know when their training goes wrong. */
function addPolicyFlag(command: Command, policies: NonNullable<AnyModelDefinition['policies']>): void {
  const named = Object.entries(policies);
  if (named.length === 0) return;
  const told = named.map(([name, { title, description }]) => `${name} = ${(description ?? title).replace(/\.$/, '').replace(/^./, (first) => first.toLowerCase())}`);
  command.addOption(new Option('--policy <name>', `what is done when training goes wrong: ${told.join('; ')} (default: ${NO_POLICY}, it only warns)`).choices([NO_POLICY, ...named.map(([name]) => name)]));
}

function describeTrain(definition: AnyModelDefinition | undefined): Command {
  const command = new Command('figment train').description(definition === undefined ? summary : `${summary}\n\n${definition.title}: ${definition.description ?? ''}`.trim());
  command.usage(definition === undefined ? 'MODEL --data NAME --out FOLDER' : `${definition.id} --data NAME --out FOLDER [options]`).argument('[model]');
  command.optionsGroup('Run:');
  addRunFlags(command);
  command.optionsGroup('Training:');
  addTrainingFlags(command, { ...defaultSettings, ...definition?.training });
  addPolicyFlag(command, definition?.policies ?? {});
  if (definition === undefined) return command.addHelpText('after', '\nWhat a model can be told: figment train MODEL --help. Models: figment models.');
  addSchemaFlags(command, tokenizerFields(definition), 'tokenizer.', 'Tokenizer, where it is trained:', { vocabulary: 'vocabulary' });
  return addSchemaFlags(command, describeSchema(definition.config as never), 'config.', 'Model:');
}
