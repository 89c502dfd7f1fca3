/** How often each word occurs: words are what a pre-tokenizer cuts texts into. */
export type WordCounts = ReadonlyMap<string, number>;
