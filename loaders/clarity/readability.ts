/** Counts of a text. */
export interface TextCounts {
  sentences: number;
  words: number;
  syllables: number;
}

/**
 * Flesch's reading ease: about 100 for the plainest prose, under 30 for the hardest. Null for a text without words.
 * Flesch (1948), Journal of Applied Psychology 32:221–233.
 *
 * readingEase({sentences: 1, words: 13, syllables: 26}) // 24.44
 */
export function readingEase({sentences, words, syllables}: TextCounts): number | null {
  if (sentences === 0 || words === 0) return null;
  return 206.835 - 1.015 * (words / sentences) - 84.6 * (syllables / words);
}

/**
 * The Flesch–Kincaid grade: years of school in the United States. Null for a text without words.
 * Kincaid, Fishburne, Rogers and Chissom (1975), Naval Technical Training Command, Research Branch Report 8-75.
 *
 * gradeLevel({sentences: 1, words: 13, syllables: 26}) // 13.08
 */
export function gradeLevel({sentences, words, syllables}: TextCounts): number | null {
  if (sentences === 0 || words === 0) return null;
  return 0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59;
}
