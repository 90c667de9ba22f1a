/**
 * Papers that show who somebody is (hộ chiếu, giấy tờ tùy thân), by their id in the catalogue. Files
 * of them are not kept on a device for reading offline: whoever has such a picture can pass for the
 * person.
 */
const IDENTITY_PAPERS: ReadonlySet<string> = new Set([
	'ho-chieu',
	'ho-chieu-cu',
	'giay-to-tuy-than',
	'giay-to-tuy-than-ban-chup',
	'danh-sach-doan'
]);

export const isIdentityPaper = (paper: string): boolean => IDENTITY_PAPERS.has(paper);
