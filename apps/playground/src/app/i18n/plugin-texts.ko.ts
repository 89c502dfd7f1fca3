/**
 * Titles and descriptions that plugins bring along in English, in Korean; keyed by the English text.
 * A text that is missing here is shown in English. `plugin-texts.test.ts` names what is missing for the plugins that we list.
 */
export const pluginTexts: Record<string, string> = {};
