import { userPoolInputs } from '../api/inputs.js';
import { operations } from './registry.js';

test.each([...operations.values()])('$name is in the API, signed or open as there', ({ name, signed }) => {
  expect(userPoolInputs.isOpen(name)).toBe(!signed);
});
