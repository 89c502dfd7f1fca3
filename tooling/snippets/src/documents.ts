import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The Markdown files that show code to users, relative to `root`. */
export function documents(root: string): string[] {
  const top = readdirSync(root).filter((name) => name.endsWith('.md'));
  const docs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md') && !name.startsWith('api')).map((name) => join('docs', name));
  const packages = readdirSync(join(root, 'packages')).flatMap((name) => readdirSync(join(root, 'packages', name)).filter((file) => file.endsWith('.md') && file !== 'CHANGELOG.md').map((file) => join('packages', name, file)));
  return [...top, ...docs, ...packages];
}
