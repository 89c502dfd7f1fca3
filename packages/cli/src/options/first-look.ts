import { Command } from 'commander';

/**
 * What the flags of a command that takes its options from a model say before that model is known: the model's name, and the known flags.
 * Flags of the model look unknown at this point and are left out.
 */
export function firstLook(argv: readonly string[], known: (command: Command) => Command): { operand: string | undefined; flags: Record<string, unknown> } {
  const command = known(new Command()).allowUnknownOption().allowExcessArguments().exitOverride().helpOption(false);
  const { operands, unknown } = command.parseOptions([...argv]);
  // `--config.latent 32 figment/vae`: from the first unknown flag on, commander keeps everything in order.
  const rest = unknown.filter((word, i) => !word.startsWith('-') && !(unknown[i - 1]?.startsWith('--') === true && !unknown[i - 1]?.includes('=')));
  return { operand: operands[0] ?? rest[0], flags: command.opts() };
}

/** A command whose flags depend on what it is given, so that they are made once that is known: `run` gets its words as they stand. */
export function lateCommand(name: string, description: string, usage: string, run: (argv: readonly string[]) => Promise<void>): Command {
  return new Command(name).description(description).usage(usage).helpOption(false).allowUnknownOption().argument('[words...]')
    .action((_words: string[], _flags: object, command: Command) => run(command.parent?.args.slice(1) ?? []));
}

/** Whether help is asked for. */
export function asksForHelp(argv: readonly string[]): boolean {
  return argv.includes('--help') || argv.includes('-h');
}
