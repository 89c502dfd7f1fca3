/** A block of code in a document, and the file it says it comes from. */
export interface Snippet {
  /** From 1. */
  readonly line: number;
  /** Relative to the repository, from `<!-- from PATH -->` in the line above. */
  readonly from: string | undefined;
  readonly language: string;
  readonly code: string;
}

/** All fenced blocks of a Markdown text. */
export function snippetsOf(markdown: string): Snippet[] {
  const lines = markdown.split('\n');
  const found: Snippet[] = [];
  for (let i = 0; i < lines.length; i++) {
    const language = /^```(\S+)/.exec(lines[i] ?? '')?.[1];
    if (language === undefined) continue;
    const end = lines.indexOf('```', i + 1);
    found.push({ line: i + 1, from: /^<!-- from (\S+) -->$/.exec(lines[i - 1] ?? '')?.[1], language, code: lines.slice(i + 1, end).join('\n') });
    i = end;
  }
  return found;
}

/** Whether `source` holds the code in one piece, indented or not. */
export function contains(source: string, code: string): boolean {
  return flat(source).includes(flat(code));
}

function flat(text: string): string {
  return text.split('\n').map((line) => line.trim()).filter((line) => line !== '').join('\n');
}
