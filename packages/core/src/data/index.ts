/**
 * Datasets: host arrays with shapes, shuffled by key, with a cursor that resumes. Pictures, IDX files, texts, arrays, and the data
 * sets that ship with the project.
 *
 * ```ts
 * const { train, heldOut } = split(await imageFolder('photos/', { size: 32 }), { every: 20, from: 7 });
 * ```
 *
 * @module
 */
export { arrays, type ArraysOptions, type BatchOf, type FieldValues } from './arrays.ts';
export { checkDataset, checkFinite, checkUnitRange } from './check.ts';
export type { Dataset, FieldSpec, HostBatch } from './dataset.ts';
export { example, type Example } from './example.ts';
export { type FileSource, idx, type IdxOptions, readIdx, writeIdx } from './formats/idx.ts';
export { holdOut } from './hold-out.ts';
export type { NestedNumbers } from './host-array.ts';
export { augmentImages, type AugmentOptions } from './images/augment.ts';
export { decodeImage } from './images/decode.ts';
export { encodePng } from './images/encode.ts';
export { type GridOptions, imageGrid } from './images/grid.ts';
export { droppedFiles, imageFiles, type NamedFile } from './images/image-files.ts';
export { imageFolder } from './images/image-folder.ts';
export { imagePairFiles, type ImagePairs, imagePairs, type ImagePairsOptions, type PairedPictures, type PictureFields, type UnpairedPictures } from './images/image-pairs.ts';
export { imageExtensions, type ImageFields, type ImageSet, type ImageSetOptions } from './images/image-set.ts';
export type { DecodeOptions, Rgb } from './images/options.ts';
export { padImages } from './images/pad.ts';
export { indexed, type IndexedDataset } from './indexed.ts';
export { mapDataset, pick, zip } from './map.ts';
export { type NamedBatch, openDataset, type OpenDatasetOptions } from './open-dataset.ts';
export { type AudioBatch, type Caption, type DatasetManifest, type ImageBatch, readCaptions, type ShippedBatches, type ShippedDatasetOptions, type TextBatch, type VideoBatch } from './shipped/shipped-dataset.ts';
export { type LocalText, resolveShipped, type ShippedDataset, type ShippedEntry, type ShippedIndex, shippedIndex, type ShippedModel, type ShippedOptions } from './shipped/shipped-index.ts';
export { labelsOf, onlyLabel, split, type SplitRule, subset, take, withoutLabel } from './subset.ts';
export { encodeWav } from './sounds/wav.ts';
export { textData, textDataExtensions, type TextDataOptions, type TextFields } from './text-data/text-data.ts';
export { captions, textFiles, type TextOptions, texts } from './text-data/texts.ts';
