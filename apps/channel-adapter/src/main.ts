import { startDoor } from './door/open-door.ts';

// First of all: pushes come again only some seconds after one that found nobody, and its modules and ours are read side by side.
const door = startDoor();
const { runChannelAdapter } = await import('./run-service.ts');
await runChannelAdapter(door);
