/**
 * `npm run soak -- --devices 10 --mutations 20000 --kills 200 --seed 7`: people at flaky devices
 * against a server that is killed. Ends with 1 when anything that was acknowledged is lost or
 * doubled, or any other promise of `checker.ts` did not hold.
 */
import { randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { sourceVersion } from '../../scripts/source-version.js';
import { run } from './run.ts';

// So that the servers end with us.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const whole = (least: number) =>
	v.pipe(v.string(), v.transform(Number), v.integer(), v.minValue(least));
const Options = v.object({
	devices: whole(1),
	mutations: whole(1),
	kills: whole(0),
	seed: whole(0),
	result: v.optional(v.string())
});

const { values } = parseArgs({
	options: {
		devices: { type: 'string', default: '10' },
		mutations: { type: 'string', default: '2000' },
		kills: { type: 'string', default: '10' },
		seed: { type: 'string', default: String(randomInt(2 ** 31)) },
		result: { type: 'string' }
	}
});
const { result, ...plan } = v.parse(Options, values);
const asked = Object.entries(plan).map(([name, value]) => `--${name} ${value}`);
console.log(`npm run soak -- ${asked.join(' ')}`);

const report = await run({ ...plan, log: console.log });
const { violations, ...figures } = report;
console.log(figures);
for (const { invariant, where } of violations.slice(0, 100))
	console.error(`✗ ${invariant}: ${where}`);
console.log(
	violations.length === 0 ? 'Every promise held.' : `${violations.length} promises did not hold.`
);
if (result) {
	const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`;
	const written = {
		at: new Date().toISOString(),
		version: sourceVersion(),
		machine,
		plan,
		...report
	};
	writeFileSync(result, `${JSON.stringify(written, null, '\t')}\n`);
}
// Nothing of the dead tabs may keep the process.
process.exit(violations.length === 0 ? 0 : 1);
