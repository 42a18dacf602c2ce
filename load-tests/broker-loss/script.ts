export { handleSummary, look, options, push, setup } from '../smoke/script.ts';
