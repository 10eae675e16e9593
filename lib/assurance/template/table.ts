/** Rows by a name that comes from a template: what every object has by nature, such as `constructor`, is no row of it. */
export function tableOf<Row>(rows: { readonly [name: string]: Row }): { readonly [name: string]: Row } {
  return Object.assign(Object.create(null) as { [name: string]: Row }, rows);
}
