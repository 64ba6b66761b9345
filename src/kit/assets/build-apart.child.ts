/** Builds once, hands the files to the process that started this one, and ends. */
import { buildAssets } from './build-assets.ts';

process.send?.(await buildAssets(), () => process.disconnect?.());
