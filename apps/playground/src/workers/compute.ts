import { expose } from 'comlink';

import { configFor, definitions } from './compute/catalogue.ts';
import { backend, measure, useBackend } from './compute/backend.ts';
import { dataSets, decodePicture, findPictures, importPictures, pictures } from './compute/data-sets.ts';
import { examples } from './compute/examples.ts';
import { cancel, derive, generate } from './compute/generation.ts';
import { shelf } from './compute/shelf.ts';
import { labelNames, labels } from './compute/labels.ts';
import { open } from './compute/models.ts';
import { nearest } from './compute/nearest.ts';
import { exportThing, remove, storage } from './compute/storage.ts';
import { soundFile } from './compute/sound-file.ts';
import { importTexts } from './compute/text-sets.ts';
import { recovering } from './compute/recover.ts';
import { pause, profile, resume, stop, train } from './compute/training.ts';
import { carryErrorCodes } from './errors.ts';
import type { Compute } from './protocol/index.ts';

/**
 * The worker that holds all models. Only this file and the folder of its name touch them, and through them tensors; pages see plain data.
 */
const compute: Compute = {
  definitions, configFor, shelf, dataSets,
  backend, useBackend, measure,
  open, generate, cancel, derive,
  pictures, examples, labels, labelNames, findPictures, nearest, decodePicture, importPictures, importTexts,
  train, pause, resume, stop, profile,
  storage, remove, exportThing, soundFile,
};

carryErrorCodes();
expose(recovering(compute));
