// For tests: a clock that stands still until it is advanced.
export { FakeClock } from './fake-clock.js';
