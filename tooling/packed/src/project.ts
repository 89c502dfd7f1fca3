import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { root, run } from './repository.ts';

/** Where the packages that are published lie. */
const published = ['packages/core', 'packages/tokenizer', 'packages/transformer', 'packages/vae', 'packages/diffusion', 'packages/gan', 'packages/backend-torch', 'packages/testing', 'packages/cli', 'models'];
/** Programs that are checked there. */
const examples = ['train-a-vae', 'korean-tokenizer', 'chat-template', 'write-a-novel', 'fine-tune-with-lora', 'json-output', 'semantic-search', 'translate'];
/** What somebody who writes TypeScript has besides. */
const tools = ['typescript', '@types/node'];

/** A project of a stranger, with the packages as they would be published. Dependencies come from the registry. */
export interface Project {
  readonly folder: string;
  remove(): Promise<void>;
}

export async function createProject(): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), 'figment-packed-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    for (const path of published) await run('pnpm', ['pack', '--pack-destination', folder], join(root, path));
    const tarballs = (await readdir(folder)).filter((name) => name.endsWith('.tgz')).map((name) => `./${name}`);
    await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'of-a-stranger', private: true, type: 'module' }));
    await run('npm', ['install', '--no-audit', '--no-fund', ...tarballs, ...(await versionsOf(tools))], folder);
    const projects = fileURLToPath(new URL('../projects/', import.meta.url));
    for (const name of await readdir(projects)) await cp(join(projects, name), folder, { recursive: true });
    for (const name of examples) await cp(join(root, 'examples', name, 'main.ts'), join(folder, `${name}.ts`));
    return { folder, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** The tools in the versions that this repository uses. */
async function versionsOf(names: readonly string[]): Promise<string[]> {
  const versions = names.map(async (name) => {
    const { default: manifest } = (await import(`${name}/package.json`, { with: { type: 'json' } })) as { default: { version: string } };
    return `${name}@${manifest.version}`;
  });
  return await Promise.all(versions);
}
