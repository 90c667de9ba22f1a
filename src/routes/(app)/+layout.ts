/**
 * What belongs to one person lives in the browser alone. Where the address is fixed, the empty frame
 * is built for it, so that it paints at once; any other is drawn inside `200.html`.
 */
export const prerender = 'auto';
export const ssr = true;
