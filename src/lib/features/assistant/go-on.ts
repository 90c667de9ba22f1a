import { tick } from 'svelte';

/**
 * Does what was pressed. Where that takes the pressed button away, the focus goes on to what came of
 * it, so that the keyboard does not begin again at the top of the page.
 * @param within what holds the button
 */
export async function goOn(
	within: HTMLElement | undefined,
	press: () => Promise<void>
): Promise<void> {
	const hadFocus = within?.contains(document.activeElement) ?? false;
	await press();
	await tick();
	if (!hadFocus) return;
	const said = document.querySelector('[role=log] [data-newest-here]');
	const target =
		said?.querySelector<HTMLElement>('[id^="next-"]') ?? said?.querySelector('article');
	target?.focus({ preventScroll: true });
}
