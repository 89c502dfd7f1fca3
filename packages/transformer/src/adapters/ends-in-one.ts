/** Whether a layer's name is one of these, or ends in one: 'attention.query'. */
export function endsInOne(name: string, endings: readonly string[]): boolean {
  return endings.some((ending) => name === ending || name.endsWith(`.${ending}`));
}
