import {normalQuantile} from "./normal.js";

/**
 * A generator of numbers in [0, 1) that are the same for the same seed, on every machine.
 *
 * `seed` is a whole number; its low 32 bits count. Doty-Humphrey's sfc32 (128 bits of state, from PractRand), started from the seed
 * by splitmix32, two draws a number for 53 random bits.
 *
 * random(1)() // 0.5637
 */
export function random(seed: number): () => number {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`invalid seed: ${seed}`);
  let [a, b, c, counter] = [mix(seed, 1), mix(seed, 2), mix(seed, 3), 1];
  const draw = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 12; ++i) draw();
  return () => ((draw() >>> 5) * 2 ** 26 + (draw() >>> 6)) / 2 ** 53;
}

/**
 * A standard normal number from one number of a generator, by inversion.
 *
 * randomNormal(() => 0.975) // 1.959963984540054
 */
export function randomNormal(next: () => number): number {
  // A 0 would be −Infinity; the middle of the first step stands for it.
  return normalQuantile(next() || 2 ** -54);
}

function mix(seed: number, step: number): number {
  let z = (seed + Math.imul(step, 0x9e3779b9)) | 0;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return z ^ (z >>> 15);
}
