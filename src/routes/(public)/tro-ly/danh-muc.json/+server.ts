import { json } from '@sveltejs/kit';
import { delivered } from '$features/catalogue/published.server.ts';
import type { RequestHandler } from './$types';

export const prerender = true;

/** What the assistant answers from until the device has newer versions; kept for use without a network. */
export const GET: RequestHandler = () => json(delivered());
