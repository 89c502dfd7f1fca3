export { commonBits, commonIds, commonNumbers, commonPictures, commonWeight, parameterCount, setCommonWeights } from './common-numbers.ts';
export { disposeCaches, Gpt, type GptBatch, type GptSizes, gptTraining } from './gpt.ts';
export { UNet, type UNetBatch, unetTraining } from './unet.ts';
