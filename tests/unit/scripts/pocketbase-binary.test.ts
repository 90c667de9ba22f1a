import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BinaryError, pocketbaseBinary } from '../../../scripts/pocketbase-binary.ts';
import { isOlder } from '../../../scripts/server-version.ts';

/** Any program will do: none of these is run. */
const program = process.execPath;
const sha256 = createHash('sha256').update(readFileSync(program)).digest('hex');

describe('The server that is run', () => {
	it('is the one a person chose, if it is what they said it is', () => {
		expect(pocketbaseBinary({ POCKETBASE_BIN: program })).toBe(program);
		expect(pocketbaseBinary({ POCKETBASE_BIN: program, POCKETBASE_SHA256: sha256 })).toBe(program);
	});

	it('is not run when a single bit of its fingerprint differs', () => {
		const other = sha256.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
		const env = { POCKETBASE_BIN: program, POCKETBASE_SHA256: other };
		expect(() => pocketbaseBinary(env)).toThrow(BinaryError);
		expect(() => pocketbaseBinary(env)).toThrow(/was not run/);
	});

	it('must be there and be a program', () => {
		expect(() => pocketbaseBinary({ POCKETBASE_BIN: '/nowhere/pocketbase' })).toThrow(BinaryError);
		expect(() => pocketbaseBinary({ POCKETBASE_BIN: 'package.json' })).toThrow(BinaryError);
	});
});

describe('A version', () => {
	it.each([
		['0.39.0', '0.39.7', true],
		['0.39.7', '0.39.7', false],
		['0.39.11', '0.39.7', false],
		['0.40.0', '0.39.7', false],
		['0.9.12', '0.39.7', true],
		['1.0.0', '0.39.7', false]
	])('%s is older than %s: %s', (version, than, answer) => {
		expect(isOlder(version, than)).toBe(answer);
	});
});
