/** Prints the rows of one backend as JSON: `main.ts webgpu [stock]`. A process of its own: a GPU's driver reads its environment once. */
import { survey } from './survey.ts';

const rows = await survey(process.argv[2] ?? 'wasm', { stock: process.argv[3] === 'stock' });
process.stdout.write(JSON.stringify(rows), () => process.exit(0));
