/** What belongs to one person lives in the browser alone, inside the frame of `200.html`. */
export const prerender = false;
export const ssr = false;
