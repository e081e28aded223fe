#include "resample_wide.h"

#if defined(__x86_64__)

#include <immintrin.h>
#include <string.h>

/* The loops of resample.c in registers twice as wide. All sums are whole numbers: the same bits come out. */
#define WIDE __attribute__((target("avx2")))

int resample_can_be_wide(void) { return __builtin_cpu_supports("avx2"); }

/* Two neighbouring weights, eight times. */
WIDE static inline __m256i pair(const int16_t *weights) {
  int32_t both;
  memcpy(&both, weights, sizeof both);
  return _mm256_set1_epi32(both);
}

WIDE size_t resample_wide_rows(const uint8_t *const *rows, const int16_t *weights, size_t taps, int16_t *out, size_t count) {
  const __m256i zero = _mm256_setzero_si256();
  const __m256i half = _mm256_set1_epi32(128);
  size_t at = 0;
  for (; at + 32 <= count; at += 32) {
    __m256i sums[4] = {half, half, half, half};
    for (size_t tap = 0; tap < taps; tap += 2) {
      __m256i weight = pair(weights + tap);
      __m256i first = _mm256_loadu_si256((const __m256i *)(rows[tap] + at));
      __m256i second = _mm256_loadu_si256((const __m256i *)(rows[tap + 1] + at));
      __m256i low = _mm256_unpacklo_epi8(first, second);
      __m256i high = _mm256_unpackhi_epi8(first, second);
      sums[0] = _mm256_add_epi32(sums[0], _mm256_madd_epi16(_mm256_unpacklo_epi8(low, zero), weight));
      sums[1] = _mm256_add_epi32(sums[1], _mm256_madd_epi16(_mm256_unpackhi_epi8(low, zero), weight));
      sums[2] = _mm256_add_epi32(sums[2], _mm256_madd_epi16(_mm256_unpacklo_epi8(high, zero), weight));
      sums[3] = _mm256_add_epi32(sums[3], _mm256_madd_epi16(_mm256_unpackhi_epi8(high, zero), weight));
    }
    for (int index = 0; index < 4; index++) sums[index] = _mm256_srai_epi32(sums[index], 8);
    /* Halves of a register are packed apart: 0-7 and 16-23, 8-15 and 24-31. */
    __m256i even = _mm256_packs_epi32(sums[0], sums[1]);
    __m256i odd = _mm256_packs_epi32(sums[2], sums[3]);
    _mm256_storeu_si256((__m256i *)(out + at), _mm256_permute2x128_si256(even, odd, 0x20));
    _mm256_storeu_si256((__m256i *)(out + at + 16), _mm256_permute2x128_si256(even, odd, 0x31));
  }
  return at;
}

WIDE void resample_wide_columns(
  const int16_t *row, const int32_t *first, const int16_t *weights, size_t taps, uint8_t *out, size_t count) {
  /* Each colour beside the same of the next pixel: red red, green green, blue blue, and nothing. */
  const __m256i beside = _mm256_setr_epi8(
    0, 1, 6, 7, 2, 3, 8, 9, 4, 5, 10, 11, -1, -1, -1, -1, 0, 1, 6, 7, 2, 3, 8, 9, 4, 5, 10, 11, -1, -1, -1, -1);
  /* The first two weights for the lower half, the next two for the upper one. */
  const __m256i spread = _mm256_setr_epi8(
    0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6, 7);
  for (size_t pixel = 0; pixel < count; pixel++) {
    const int16_t *from = row + (size_t)first[pixel] * 3;
    __m256i wide = _mm256_setzero_si256();
    size_t tap = 0;
    for (; tap + 4 <= taps; tap += 4) {
      int64_t four;
      memcpy(&four, weights + tap, sizeof four);
      __m256i weight = _mm256_shuffle_epi8(_mm256_set1_epi64x(four), spread);
      __m256i pixels = _mm256_inserti128_si256(
        _mm256_castsi128_si256(_mm_loadu_si128((const __m128i *)(from + tap * 3))),
        _mm_loadu_si128((const __m128i *)(from + tap * 3 + 6)), 1);
      wide = _mm256_add_epi32(wide, _mm256_madd_epi16(_mm256_shuffle_epi8(pixels, beside), weight));
    }
    __m128i sum = _mm_add_epi32(_mm256_castsi256_si128(wide), _mm256_extracti128_si256(wide, 1));
    if (tap < taps) {
      int32_t both;
      memcpy(&both, weights + tap, sizeof both);
      __m128i pixels = _mm_loadu_si128((const __m128i *)(from + tap * 3));
      pixels = _mm_shuffle_epi8(pixels, _mm256_castsi256_si128(beside));
      sum = _mm_add_epi32(sum, _mm_madd_epi16(pixels, _mm_set1_epi32(both)));
    }
    sum = _mm_srai_epi32(_mm_add_epi32(sum, _mm_set1_epi32(1 << 19)), 20);
    __m128i whole = _mm_packs_epi32(sum, sum);
    int32_t bytes = _mm_cvtsi128_si32(_mm_packus_epi16(whole, whole));
    memcpy(out + pixel * 3, &bytes, 3);
    weights += taps;
  }
}

#else

int resample_can_be_wide(void) { return 0; }
size_t resample_wide_rows(const uint8_t *const *rows, const int16_t *weights, size_t taps, int16_t *out, size_t count) {
  (void)rows, (void)weights, (void)taps, (void)out, (void)count;
  return 0;
}
void resample_wide_columns(
  const int16_t *row, const int32_t *first, const int16_t *weights, size_t taps, uint8_t *out, size_t count) {
  (void)row, (void)first, (void)weights, (void)taps, (void)out, (void)count;
}

#endif
