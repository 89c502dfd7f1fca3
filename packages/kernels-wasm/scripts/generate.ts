/** Writes `src/binary.generated.ts`. */
import { writeFile } from 'node:fs/promises';

import { compile, generatedPath } from './compile.ts';

await writeFile(generatedPath, await compile());
