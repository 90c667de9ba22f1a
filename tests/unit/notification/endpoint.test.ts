import { describe, expect, it } from 'vitest';
import { allowedEndpoint } from '$domain/notification/endpoint.ts';

const GENUINE = [
	'https://fcm.googleapis.com/fcm/send/dGVzdA:APA91bH-_x0',
	'https://fcm.googleapis.com/wp/dGVzdA:APA91bH-_x0',
	'https://android.googleapis.com/gcm/send/APA91bH',
	'https://updates.push.services.mozilla.com/wpush/v2/gAAAAABk-_x0=',
	'https://web.push.apple.com/QGuQyavXutnMH-_x0',
	'https://wns2-par02p.notify.windows.com/w/?token=BQYAAAB%2bQ%3d%3d',
	'https://a.b.notify.windows.com/w/?token=BQYAAAB'
];

const HOSTILE: readonly [what: string, endpoint: string][] = [
	['a user part', 'https://fcm.googleapis.com@10.0.0.1/fcm/send/x'],
	['a user part with a password', 'https://fcm.googleapis.com:443@evil.example/x'],
	['a backslash that some read as a slash', 'https://evil.example\\@fcm.googleapis.com/x'],
	['a look-alike that goes on', 'https://fcm.googleapis.com.evil.vn/fcm/send/x'],
	['a look-alike that begins earlier', 'https://evil-fcm.googleapis.com/fcm/send/x'],
	['a host below an exact one', 'https://evil.fcm.googleapis.com/x'],
	['the allowed name in the path', 'https://evil.example/x.push.apple.com'],
	['the allowed name in the query', 'https://evil.example/?x.push.apple.com'],
	['the allowed name in the fragment', 'https://evil.example#.push.apple.com'],
	['a domain without a label before', 'https://push.apple.com/x'],
	['an empty label', 'https://.push.apple.com/x'],
	['a name glued to the domain', 'https://evilpush.apple.com/x'],
	['a label that ends in a hyphen', 'https://web-.push.apple.com/x'],
	['five labels', 'https://a.b.c.d.e.push.apple.com/x'],
	['another port', 'https://fcm.googleapis.com:8443/x'],
	['the port that needs no saying', 'https://fcm.googleapis.com:443/x'],
	['plain http', 'http://fcm.googleapis.com/x'],
	['another scheme', 'ftp://fcm.googleapis.com/x'],
	['no scheme', '//fcm.googleapis.com/x'],
	['an IPv4 address', 'https://10.0.0.1/x'],
	['an address in decimal', 'https://2130706433/x'],
	['an IPv6 address', 'https://[::1]/x'],
	['an IPv4 address in IPv6', 'https://[::ffff:169.254.169.254]/x'],
	['the address of cloud secrets', 'https://169.254.169.254/latest/meta-data'],
	['a letter of another alphabet', 'https://fcm.googleapіs.com/x'],
	['another alphabet spelt out', 'https://xn--fcm-x.push.apple.com/x'],
	['a full-width dot', 'https://fcm。googleapis。com/x'],
	['a trailing dot', 'https://fcm.googleapis.com./x'],
	['upper case, which no browser writes', 'https://FCM.googleapis.com/x'],
	['a blank before', ' https://fcm.googleapis.com/x'],
	['a line break after', 'https://fcm.googleapis.com/x\n'],
	['a header smuggled in', 'https://fcm.googleapis.com/x\r\nHost: evil.example'],
	['a nought byte', 'https://fcm.googleapis.com\0.evil.example/x'],
	['a tab within the host', 'https://fcm.google\tapis.com/x'],
	['an escaped host', 'https://fcm%2egoogleapis.com/x'],
	['no path', 'https://fcm.googleapis.com'],
	['localhost', 'https://localhost/x'],
	['nothing', ''],
	['no end', `https://fcm.googleapis.com/${'x'.repeat(1_000)}`]
];

describe('An endpoint', () => {
	it.each(GENUINE)('of a browser is taken: %s', (endpoint) => {
		const url = new URL(endpoint);
		expect(allowedEndpoint(endpoint, [])).toEqual({
			origin: url.origin,
			host: url.hostname,
			port: 443,
			path: url.pathname + url.search
		});
	});

	it.each(HOSTILE)('with %s is refused', (_what, endpoint) => {
		expect(allowedEndpoint(endpoint, [])).toBeUndefined();
	});

	it('of a test is taken where that very origin was configured, and nowhere else', () => {
		const extra = ['https://localhost:8443'];
		expect(allowedEndpoint('https://localhost:8443/push/1', extra)).toEqual({
			origin: 'https://localhost:8443',
			host: 'localhost',
			port: 8443,
			path: '/push/1'
		});
		for (const other of [
			'https://localhost:8444/push/1',
			'https://localhost/push/1',
			'https://localhost:84430/push/1',
			'https://localhost:8443@evil.example/push/1',
			'http://localhost:8443/push/1'
		]) {
			expect(allowedEndpoint(other, extra), other).toBeUndefined();
		}
	});

	it('is never read otherwise than an address bar would read it', () => {
		for (const endpoint of GENUINE) {
			const parts = allowedEndpoint(endpoint, []);
			expect(`${parts?.origin}${parts?.path}`).toBe(endpoint);
		}
	});
});
