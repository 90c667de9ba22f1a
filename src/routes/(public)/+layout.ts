/** Readable without JavaScript or network, found by search engines: built once, the same for all. */
export const prerender = true;
export const ssr = true;
