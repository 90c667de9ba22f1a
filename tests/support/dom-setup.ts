import { configure } from '@testing-library/svelte';

// A busy machine is no reason to fail.
configure({ asyncUtilTimeout: 30_000 });

/** happy-dom ends an animation with an error nobody can catch. Ours ends at once and in peace. */
Element.prototype.animate = function (): Animation {
	const animation: Partial<Animation> = {
		onfinish: null,
		cancel() {},
		finish() {},
		playState: 'finished',
		currentTime: 0
	};
	const ended = animation as Animation; // what Svelte's transitions use of one
	queueMicrotask(() => {
		ended.onfinish?.(new Event('finish') as AnimationPlaybackEvent);
	});
	return ended;
};
