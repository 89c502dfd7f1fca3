/**
 * How things get into `models/`: its `index.json` and the folders it names; and texts out of packages.
 *
 * @module
 */
export { modelsFolder, putDataset, putModel } from './index-file.ts';
export { filesOfPackage, type PackageFile } from './packages/files-of-package.ts';
export { helpBlocks } from './packages/help-blocks.ts';
