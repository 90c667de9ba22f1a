import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** A mail as a mail server took it. */
export interface TakenMail {
	/** Who signed in, as `user:password`. */
	readonly signedIn: string;
	readonly from: string;
	readonly to: readonly string[];
	/** Head and body, decoded. */
	readonly content: string;
}

export interface MailServer {
	/** For `SMTP_URL`. */
	readonly url: string;
	readonly taken: readonly TakenMail[];
	/** From now on mail is turned away for the time being (451), or taken again. */
	refuse: (refusing: boolean) => void;
	stop: () => Promise<void>;
}

const SENDER = 'ngoaivu@example.gov.vn';

/** A mail server on a free port that speaks as much of RFC 5321 and 4954 as a sender needs. */
export async function startMailServer(): Promise<MailServer> {
	const taken: TakenMail[] = [];
	const sockets = new Set<Socket>();
	let refusing = false;
	const server = createServer((socket) => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
		socket.on('error', () => undefined);
		talk(socket, { isRefusing: () => refusing, take: (mail) => taken.push(mail) });
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	// A server that listens on a port has an address of this kind.
	const { port } = server.address() as AddressInfo;
	return {
		url: `smtp://clerk:s%40cret@127.0.0.1:${String(port)}/${SENDER}`,
		taken,
		refuse(now) {
			refusing = now;
		},
		async stop() {
			for (const socket of sockets) socket.destroy();
			server.close();
			await once(server, 'close');
		}
	};
}

function talk(
	socket: Socket,
	{ isRefusing, take }: { isRefusing: () => boolean; take: (mail: TakenMail) => void }
): void {
	const say = (line: string) => socket.write(`${line}\r\n`);
	let buffered = '';
	let data: string | null = null;
	let signedIn = '';
	let from = '';
	let to: string[] = [];

	function hear(line: string): void {
		const [verb = '', argument = ''] = line.split(/ (.*)/s);
		switch (verb.toUpperCase()) {
			case 'EHLO':
				say('250-mail.test');
				return void say('250 AUTH PLAIN');
			case 'AUTH': {
				const [, given = ''] = argument.split(' ');
				const [, user = '', password = ''] = Buffer.from(given, 'base64').toString().split('\0');
				signedIn = `${user}:${password}`;
				return void say('235 Signed in');
			}
			case 'MAIL':
				from = addressIn(argument);
				to = [];
				return void say(isRefusing() ? '451 Come back later' : '250 OK');
			case 'RCPT':
				to.push(addressIn(argument));
				return void say('250 OK');
			case 'DATA':
				data = '';
				return void say('354 Go on');
			case 'QUIT':
				say('221 Bye');
				return void socket.end();
			default:
				return void say('250 OK');
		}
	}

	say('220 mail.test');
	socket.on('data', (chunk) => {
		buffered += chunk.toString('latin1');
		for (;;) {
			const end = data === null ? '\r\n' : '\r\n.\r\n';
			const at = buffered.indexOf(end);
			if (at < 0) return;
			const heard = buffered.slice(0, at);
			buffered = buffered.slice(at + end.length);
			if (data === null) hear(heard);
			else {
				data = null;
				take({ signedIn, from, to, content: unquoted(heard) });
				say('250 Taken');
			}
		}
	});
}

const addressIn = (argument: string): string => /<([^>]*)>/.exec(argument)?.[1] ?? '';

/** Undoes quoted-printable and the encoded words of a head (RFC 2045, section 6.7; RFC 2047). */
function unquoted(message: string): string {
	const bytes = message
		.replace(/=\?UTF-8\?q\?([^?]*)\?=\s*/gi, (_, word: string) => word.replace(/_/g, ' '))
		.replace(/=\r\n/g, '')
		.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
	return Buffer.from(bytes, 'latin1').toString('utf8');
}
