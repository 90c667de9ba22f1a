/**
 * Dossiers by the hundred thousand. A few are led through their lives by the server itself; SQL then
 * multiplies their rows, so that every column holds what the server would have written.
 */
import * as v from 'valibot';
import { currentVersion, lead, REST_OF_LIFE } from './lives.ts';
import type { Connections } from './load.ts';
import { answer, type Staffed } from './people.ts';

/** One in ten was just received, one is being worked on, eight have their result. */
const STEPS_TAKEN = [0, 1, ...Array<number>(8).fill(REST_OF_LIFE.length)];
const ACTIONS_EACH = 10;
/** Rows that one statement makes: well within the time a request may take. */
const DOSSIERS_AT_ONCE = 10_000;

const Rows = v.object({ rows: v.array(v.array(v.string())) });

export async function fillWithDossiers(staffed: Staffed, dossiers: number): Promise<void> {
	const { connections, superuser } = staffed;
	const sql = (query: string) => runSql(connections, superuser, query);
	const models = await leadModels(staffed);
	for (let done = 0; done < dossiers; done += DOSSIERS_AT_ONCE) {
		const last = Math.min(dossiers, done + DOSSIERS_AT_ONCE) - 1;
		for (const table of TABLES) {
			const columns = await sql(`SELECT name FROM pragma_table_info('${table.name}')`);
			await sql(multiply(table, columns.flat(), models, done, last));
		}
	}
	await sql('ANALYZE');
}

async function leadModels(staffed: Staffed): Promise<string[]> {
	const version = await currentVersion(staffed);
	const models: string[] = [];
	for (const taken of STEPS_TAKEN) models.push((await lead(staffed, version, taken)).id);
	return models;
}

const ID = "printf('d%014d', n)";

/** How a table's rows are multiplied: which differ from their model, and how (SQL over `n`). */
interface Table {
	readonly name: string;
	/** Column that holds the dossier's id. */
	readonly dossier: string;
	readonly changed: Readonly<Record<string, string>>;
	/** Each row again for every `seq`. */
	readonly perAction?: true;
}

const TABLES: readonly Table[] = [
	{
		name: 'dossiers',
		dossier: 'id',
		changed: {
			draftNumber: "printf('NS-%04d-%04d', n / 10000, n % 10000)",
			code: "printf('H19-%06d-%04d', 200000 + n / 9999, 1 + n % 9999)",
			// Unchanged for longer than ended dossiers stay on a device.
			changedAt:
				"strftime('%Y-%m-%dT09:30:00.000Z', 'now', printf('-%d days', 40 + n * 7919 % 360))",
			// Promised within the last ten or the coming twenty days.
			queueKey: "strftime('%Y-%m-%dT09:30:00.000Z', 'now', printf('%+d days', n * 7919 % 30 - 10))"
		}
	},
	{ name: 'dossier_forms', dossier: 'id', changed: {} },
	{
		name: 'dossier_actions',
		dossier: 'dossier',
		changed: { id: "printf('a%09d%05d', n, step.seq)", seq: 'step.seq' },
		perAction: true
	}
];

function multiply(
	{ name, dossier, changed, perAction }: Table,
	columns: readonly string[],
	models: readonly string[],
	first: number,
	last: number
): string {
	const different: Readonly<Record<string, string>> = { ...changed, [dossier]: ID };
	const values = columns.map((column) => different[column] ?? `model.${column}`);
	const modelRows = models.map(
		(id, turn) => `SELECT ${turn} AS turn, * FROM ${name} WHERE ${dossier} = '${id}'`
	);
	return `INSERT INTO ${name} (${columns.join()})
		WITH RECURSIVE number(n) AS (SELECT ${first} UNION ALL SELECT n + 1 FROM number WHERE n < ${last}),
		step(seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM step WHERE seq < ${perAction ? ACTIONS_EACH : 1}),
		model AS MATERIALIZED (${modelRows.join(' UNION ALL ')})
		SELECT ${values.join()} FROM number, step, model
		WHERE model.turn = n % ${models.length} ${perAction ? 'AND model.seq = 1' : ''}`;
}

async function runSql(
	connections: Connections,
	superuser: string,
	query: string
): Promise<string[][]> {
	const result = await answer(connections, {
		method: 'POST',
		path: '/api/sql',
		token: superuser,
		body: { query }
	});
	return v.parse(Rows, result).rows;
}
