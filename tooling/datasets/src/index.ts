/**
 * How things get into `models/`: its `index.json` and the folders it names.
 *
 * @module
 */
export { modelsFolder, putDataset, putModel } from './index-file.ts';
