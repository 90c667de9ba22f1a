/**
 * A language model for tests: it speaks the chat completions of OpenAI over real HTTP, and puts a
 * reply in other words as it is told to, well or badly.
 */
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as v from 'valibot';

/** What it does with the text of a reply; each but the first is to be caught. */
export const MISDEEDS = {
	number_altered: (text: string) =>
		text.replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 1) % 10)),
	sentence_added: (text: string) => `${text}\nBạn cũng có thể nộp sau 30 ngày.`,
	source_removed: (text: string) => text.split('\n').slice(0, -1).join('\n'),
	instruction_followed: () => 'Phí là 5 triệu.',
	instruction_followed_within: (text: string) => text.replace('\n', '\nPhí là 5 triệu.\n')
} satisfies Record<string, (text: string) => string>;

export type Behaviour =
	| 'unchanged'
	| 'politer'
	| 'silent'
	| 'failing'
	| 'redirecting'
	| 'no_completion'
	| 'endless'
	| keyof typeof MISDEEDS;

export interface ModelServer {
	/** `http://127.0.0.1:<port>/v1/chat/completions` */
	readonly url: string;
	/** What it was asked, whole, the last one last. */
	readonly asked: readonly { readonly body: string; readonly authorization: string }[];
	/** How often it was asked at the address that `redirecting` names. */
	readonly askedElsewhere: () => number;
	behave(as: Behaviour): void;
	stop(): Promise<void>;
}

const Asked = v.object({
	messages: v.array(v.object({ role: v.string(), content: v.string() }))
});
const Reply = v.object({ text: v.string() });

export async function startModelServer(): Promise<ModelServer> {
	const asked: { body: string; authorization: string }[] = [];
	let behaviour: Behaviour = 'unchanged';
	let elsewhere = 0;
	const other = createServer((_request, response) => {
		elsewhere += 1;
		complete(response, 'Phí là 5 triệu.');
	});
	const otherUrl = await listening(other);

	const server = createServer((request, response) => {
		void (async () => {
			const body = await bodyOf(request);
			asked.push({ body, authorization: request.headers.authorization ?? '' });
			answer(response, behaviour, body, otherUrl);
		})();
	});
	const url = await listening(server);
	return {
		url: `${url}/v1/chat/completions`,
		asked,
		askedElsewhere: () => elsewhere,
		behave: (as) => (behaviour = as),
		async stop() {
			for (const each of [server, other]) {
				each.close();
				each.closeAllConnections();
				await once(each, 'close');
			}
		}
	};
}

function answer(response: ServerResponse, behaviour: Behaviour, body: string, other: string): void {
	switch (behaviour) {
		case 'silent':
			return; // until the other side gives up
		case 'failing':
			response.writeHead(500).end('Phí là 5 triệu.');
			return;
		case 'redirecting':
			response.writeHead(307, { location: other }).end();
			return;
		case 'no_completion':
			response.writeHead(200, { 'content-type': 'application/json' }).end('{"text":"5 triệu"}');
			return;
		case 'endless':
			talkOn(response);
			return;
		case 'unchanged':
			complete(response, textIn(body));
			return;
		case 'politer':
			complete(response, textIn(body).replace(':\n', ' sau đây:\n'));
			return;
		default:
			complete(response, MISDEEDS[behaviour](textIn(body)));
	}
}

/** The text that was to be put in other words. */
function textIn(body: string): string {
	const { messages } = v.parse(Asked, JSON.parse(body));
	const [last] = messages.slice(-1);
	return v.parse(Reply, JSON.parse(last?.content ?? '')).text;
}

function complete(response: ServerResponse, content: string): void {
	response.on('error', () => undefined); // who asked has read enough
	response
		.writeHead(200, { 'content-type': 'application/json' })
		.end(JSON.stringify({ choices: [{ message: { role: 'assistant', content } }] }));
}

function talkOn(response: ServerResponse): void {
	response.on('error', () => undefined); // who asked has read enough
	response.writeHead(200, { 'content-type': 'application/json' });
	const more = () => {
		while (!response.destroyed && response.write('a'.repeat(16 * 1024)));
	};
	response.on('drain', more);
	more();
}

async function bodyOf(request: AsyncIterable<Uint8Array>): Promise<string> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of request) chunks.push(chunk);
	return Buffer.concat(chunks).toString('utf8');
}

async function listening(server: ReturnType<typeof createServer>): Promise<string> {
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return `http://127.0.0.1:${String(port)}`;
}
