/** Writes `src/backend/golden/*.json`: what PyTorch gives for every case of the backend check, in double precision. */
import { writeFile } from 'node:fs/promises';

import { backendCases } from '../src/backend/cases/index.ts';
import { computeGolden, goldenUrl } from '../test/reference.ts';

for (const [family, content] of Object.entries(await computeGolden(backendCases))) await writeFile(goldenUrl(family), content);
