/** Pictures by the shipped painter of emoji, which is open and has painted before. */
import { openPainter } from '../models/painter.ts';
import { serve, settings } from '../serve.ts';
import { start } from './start.ts';

const name = await start(settings());
await serve({ name }, await openPainter());
