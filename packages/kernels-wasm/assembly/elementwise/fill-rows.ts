/** Each of `rows` rows of `columns` numbers becomes a copy of `row`. */
export function fillRows(row: usize, rows: i32, columns: i32, out: usize): void {
  const bytes = <usize>columns << 2;
  for (let r = 0; r < rows; r++, out += bytes) memory.copy(out, row, bytes);
}
