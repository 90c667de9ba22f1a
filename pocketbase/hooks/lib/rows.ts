/** Values of one row as SQLite gives them. */
type Column = string | number | boolean;
export type Bindings = Record<string, Column>;

/**
 * Rows of a query. `shape` names the columns with an example of each type: an empty text, 0 or
 * false. A column must not be NULL: write COALESCE.
 */
export function allRows<Row extends { readonly [column: string]: Column }>(
	db: Database,
	shape: Row,
	sql: string,
	values: Bindings = {}
): Row[] {
	const found = arrayOf(new DynamicModel(shape));
	db.newQuery(sql).bind(values).all(found);
	// A plain copy: what the query filled is a Go value that only looks like an object.
	return Array.from(found, (row) => copyOf(row as Row, shape));
}

export function firstRow<Row extends { readonly [column: string]: Column }>(
	db: Database,
	shape: Row,
	sql: string,
	values: Bindings = {}
): Row | undefined {
	return allRows(db, shape, sql, values)[0];
}

export function insertRow(db: Database, table: string, row: Bindings): void {
	const columns = Object.keys(row);
	const values = columns.map((column) => `{:${column}}`);
	db.newQuery(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${values.join(', ')})`)
		.bind(row)
		.execute();
}

/** Many rows in one statement; all have the columns of the first. */
export function insertAll(db: Database, table: string, rows: readonly Bindings[]): void {
	const columns = Object.keys(rows[0] ?? {});
	const values = columns.map((column) => `value ->> '${column}'`);
	db.newQuery(
		`INSERT INTO ${table} (${columns.join(', ')})
		SELECT ${values.join(', ')} FROM json_each({:rows})`
	)
		.bind({ rows: JSON.stringify(rows) })
		.execute();
}

/**
 * What a query answers in its one column `json`, parsed. One value crosses into script instead of
 * one for each column, which is what reading costs here.
 */
export function allJson(db: Database, sql: string, values: Bindings = {}): unknown[] {
	return allRows(db, { json: '' }, sql, values).map(({ json }) => JSON.parse(json) as unknown);
}

/** Values for `IN (…)`: the list of their names, and what is bound to them. */
export function bindAll(all: readonly string[]): {
	readonly list: string;
	readonly values: Bindings;
} {
	const names = all.map((_, at) => `one${at}`);
	return {
		list: names.map((name) => `{:${name}}`).join(', '),
		values: Object.fromEntries(all.map((value, at) => [`one${at}`, value]))
	};
}

/** SQL that makes a JSON object: key → expression. */
export function jsonObject(expressions: Readonly<Record<string, string>>): string {
	const pairs = Object.entries(expressions).map(([key, sql]) => `'${key}', ${sql}`);
	return `json_object(${pairs.join(', ')})`;
}

function copyOf<Row extends object>(row: Row, shape: Row): Row {
	const copy: Partial<Row> = {};
	for (const column in shape) copy[column] = row[column];
	return copy as Row;
}

/** 15 random characters, as PocketBase's own ids. */
export function newId(): string {
	return $security.randomStringWithAlphabet(15, 'abcdefghijklmnopqrstuvwxyz0123456789');
}
