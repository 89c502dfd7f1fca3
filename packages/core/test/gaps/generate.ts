/** Writes `src/backend/gaps.md`. */
import { writeFile } from 'node:fs/promises';

import { noWebgpu, surveyInProcess } from './run.ts';
import { render, tableUrl } from './table.ts';

if (noWebgpu !== undefined) throw new Error(`webgpu can't be surveyed here: ${noWebgpu}`);
const columns = { cpu: await surveyInProcess('cpu'), wasm: await surveyInProcess('wasm'), webgpu: await surveyInProcess('webgpu') };
await writeFile(tableUrl, render(columns));
