const entities: Readonly<Record<string, string>> = { nbsp: ' ', '#160': ' ', lt: '<', gt: '>', quot: '"', amp: '&' };

/** Paragraphs, headings and cells of a page of LibreOffice's help as plain text, by their ids: the same in every language. */
export function helpBlocks(html: string): readonly (readonly [id: string, text: string])[] {
  const blocks = html.matchAll(/<(p|h\d|td)\b[^>]*\bid="([^"]*)"[^>]*>([^]*?)<\/\1>/g);
  return Array.from(blocks, ([, , id = '', content = '']) => [id, plain(content)] as const).filter(([, text]) => text !== '');
}

function plain(html: string): string {
  return html.replaceAll(/<[^>]+>/g, '').replaceAll(/&(#?\w+);/g, (whole, name: string) => entities[name] ?? whole).replaceAll(/\s+/g, ' ').trim();
}
