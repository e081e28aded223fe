#include "darkroom.h"
#include "resample_wide.h"

#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* The two inner loops of resampling take millions of steps a portrait: plain C because debug builds of Swift would need seconds
   for them, and SSE2 (which every x86-64 has) because it adds two taps of eight numbers at a time; resample_wide.c takes
   sixteen where it can. All sums are whole numbers, so
   both ways give the same bits. */

static int16_t scaled(int32_t sum) {
  sum = (sum + 128) >> 8;
  return (int16_t)(sum < -32768 ? -32768 : sum > 32767 ? 32767 : sum);
}

static void weigh_row_part(
  const uint8_t *const *rows, const int16_t *weights, size_t taps, int16_t *out, size_t from, size_t to) {
  for (size_t at = from; at < to; at++) {
    int32_t sum = 0;
    for (size_t tap = 0; tap < taps; tap++) sum += (int32_t)weights[tap] * rows[tap][at];
    out[at] = scaled(sum);
  }
}

#if defined(__SSE2__)

/* Two neighbouring weights, four times. */
static inline __m128i pair(const int16_t *weights) {
  int32_t both;
  memcpy(&both, weights, sizeof both);
  return _mm_set1_epi32(both);
}

void darkroom_weigh_rows(const uint8_t *const *rows, const int16_t *weights, size_t taps, int16_t *out, size_t count) {
  const __m128i zero = _mm_setzero_si128();
  const __m128i half = _mm_set1_epi32(128);
  size_t at = resample_can_be_wide() ? resample_wide_rows(rows, weights, taps, out, count) : 0;
  for (; at + 16 <= count; at += 16) {
    __m128i sums[4] = {half, half, half, half};
    for (size_t tap = 0; tap < taps; tap += 2) {
      __m128i weight = pair(weights + tap);
      __m128i first = _mm_loadu_si128((const __m128i *)(rows[tap] + at));
      __m128i second = _mm_loadu_si128((const __m128i *)(rows[tap + 1] + at));
      __m128i low = _mm_unpacklo_epi8(first, second);
      __m128i high = _mm_unpackhi_epi8(first, second);
      sums[0] = _mm_add_epi32(sums[0], _mm_madd_epi16(_mm_unpacklo_epi8(low, zero), weight));
      sums[1] = _mm_add_epi32(sums[1], _mm_madd_epi16(_mm_unpackhi_epi8(low, zero), weight));
      sums[2] = _mm_add_epi32(sums[2], _mm_madd_epi16(_mm_unpacklo_epi8(high, zero), weight));
      sums[3] = _mm_add_epi32(sums[3], _mm_madd_epi16(_mm_unpackhi_epi8(high, zero), weight));
    }
    for (int index = 0; index < 4; index++) sums[index] = _mm_srai_epi32(sums[index], 8);
    _mm_storeu_si128((__m128i *)(out + at), _mm_packs_epi32(sums[0], sums[1]));
    _mm_storeu_si128((__m128i *)(out + at + 8), _mm_packs_epi32(sums[2], sums[3]));
  }
  weigh_row_part(rows, weights, taps, out, at, count);
}

void darkroom_weigh_columns(
  const int16_t *row, const int32_t *first, const int16_t *weights, size_t taps, uint8_t *out, size_t count) {
  if (resample_can_be_wide()) {
    resample_wide_columns(row, first, weights, taps, out, count);
    return;
  }
  for (size_t pixel = 0; pixel < count; pixel++) {
    const int16_t *from = row + (size_t)first[pixel] * 3;
    __m128i sum = _mm_set1_epi32(1 << 19);
    for (size_t tap = 0; tap < taps; tap += 2) {
      __m128i here = _mm_loadl_epi64((const __m128i *)(from + tap * 3));
      __m128i next = _mm_loadl_epi64((const __m128i *)(from + tap * 3 + 3));
      /* Each colour beside the same of the next pixel. */
      sum = _mm_add_epi32(sum, _mm_madd_epi16(_mm_unpacklo_epi16(here, next), pair(weights + tap)));
    }
    __m128i whole = _mm_packs_epi32(_mm_srai_epi32(sum, 20), sum);
    int32_t bytes = _mm_cvtsi128_si32(_mm_packus_epi16(whole, whole));
    memcpy(out + pixel * 3, &bytes, 3);
    weights += taps;
  }
}

#else

static uint8_t rounded(int32_t sum) {
  sum = (sum + (1 << 19)) >> 20;
  return (uint8_t)(sum < 0 ? 0 : sum > 255 ? 255 : sum);
}

void darkroom_weigh_rows(const uint8_t *const *rows, const int16_t *weights, size_t taps, int16_t *out, size_t count) {
  weigh_row_part(rows, weights, taps, out, 0, count);
}

void darkroom_weigh_columns(
  const int16_t *row, const int32_t *first, const int16_t *weights, size_t taps, uint8_t *out, size_t count) {
  for (size_t pixel = 0; pixel < count; pixel++) {
    const int16_t *from = row + (size_t)first[pixel] * 3;
    int32_t sums[3] = {0, 0, 0};
    for (size_t tap = 0; tap < taps; tap++) {
      for (int colour = 0; colour < 3; colour++) sums[colour] += (int32_t)weights[tap] * from[tap * 3 + colour];
    }
    for (int colour = 0; colour < 3; colour++) out[pixel * 3 + colour] = rounded(sums[colour]);
    weights += taps;
  }
}

#endif
