import type { GoldenCase } from '../case/case.ts';

/** The `config.json` of a scheduler, read as a whole: what its class doesn't know is the importer's business. */
export function readScheduler(golden: GoldenCase): Readonly<Record<string, unknown>> {
  const config = golden.readJson('config.json') as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(config)) golden.options.raw(name);
  golden.options.raw('given_config');
  return config;
}

/** What diffusers is told when it plans and steps, by our names: options that a scheduler doesn't know are refused by it. */
export function stepOptions(golden: GoldenCase): Readonly<Record<string, unknown>> {
  const told = { ...(golden.options.raw('set_timesteps') as object | undefined), ...(golden.options.raw('step') as object | undefined) };
  return Object.fromEntries(Object.entries(told).map(([name, value]) => [name.replaceAll(/_([a-z\d])/g, (_, letter: string) => letter.toUpperCase()), value]));
}
