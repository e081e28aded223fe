#include "darkroom.h"

#include <string.h>

/* Crops for the models are read tens of thousands of pixels a picture, and shrunk copies from all of it: plain C, because debug builds of
   Swift would need seconds for it, in vectors of four floats that every machine has. No product is fused with a sum, so that each machine
   and compiler gives the same bits. */
#pragma STDC FP_CONTRACT OFF

typedef float four __attribute__((vector_size(16)));
typedef int32_t whole __attribute__((vector_size(16)));
typedef uint8_t bytes __attribute__((vector_size(4)));

/* A pixel's three bytes and the one behind it, as floats. */
static inline four spread(const uint8_t *at) {
  bytes read;
  memcpy(&read, at, sizeof read);
  return __builtin_convertvector(__builtin_convertvector(read, whole), four);
}

/* The same where the fourth byte may not be read. */
static inline four spread_last(const uint8_t *at) { return (four){at[0], at[1], at[2], 0}; }

static four pixel(const darkroom_picture *picture, int32_t x, int32_t y, int is_black_outside) {
  int32_t width = (int32_t)picture->width, height = (int32_t)picture->height;
  if (is_black_outside && (x < 0 || y < 0 || x >= width || y >= height)) return (four){0, 0, 0, 0};
  x = x < 0 ? 0 : x >= width ? width - 1 : x;
  y = y < 0 ? 0 : y >= height ? height - 1 : y;
  return spread_last(picture->rgb + ((size_t)y * picture->width + (size_t)x) * 3);
}

/* The whole number below: the library's function is called for each pixel on machines of every age, this is not. */
static inline int32_t below(float value) {
  int32_t cut = (int32_t)value;
  return (float)cut > value ? cut - 1 : cut;
}

static inline float kept(float value, float most) { return value < -2 ? -2 : value > most ? most : value; }

void darkroom_sample(
  const darkroom_picture *picture, const darkroom_affine *crop, uint32_t columns, uint32_t rows, int32_t is_black_outside,
  float scale, float offset, float *out) {
  size_t stride = (size_t)picture->width * 3;
  /* Both pixels of the last two columns and rows may not be read four bytes at a time. */
  int32_t inner_width = (int32_t)picture->width - 2, inner_height = (int32_t)picture->height - 2;
  float most_x = (float)picture->width + 1, most_y = (float)picture->height + 1;
  for (uint32_t row = 0; row < rows; row++) {
    float v = (float)row;
    for (uint32_t column = 0; column < columns; column++) {
      float u = (float)column;
      /* Far outside is kept near, so that the conversion to whole numbers cannot overflow. */
      float x = kept(crop->xx * u + crop->xy * v + crop->x0, most_x);
      float y = kept(crop->yx * u + crop->yy * v + crop->y0, most_y);
      int32_t at_x = below(x), at_y = below(y);
      float right = x - (float)at_x, lower = y - (float)at_y;
      four corners[4];
      if (at_x >= 0 && at_y >= 0 && at_x < inner_width && at_y < inner_height) {
        const uint8_t *at = picture->rgb + (size_t)at_y * stride + (size_t)at_x * 3;
        corners[0] = spread(at);
        corners[1] = spread(at + 3);
        corners[2] = spread(at + stride);
        corners[3] = spread(at + stride + 3);
      } else {
        for (int index = 0; index < 4; index++) {
          corners[index] = pixel(picture, at_x + (index & 1), at_y + (index >> 1), is_black_outside);
        }
      }
      four upper_row = corners[0] * (1 - right) + corners[1] * right;
      four lower_row = corners[2] * (1 - right) + corners[3] * right;
      four value = (upper_row * (1 - lower) + lower_row * lower) * scale + offset;
      memcpy(out, &value, 3 * sizeof(float));
      out += 3;
    }
  }
}

/* Sums of columns of a block, two bytes each. */
static void add_row(const uint8_t *restrict row, uint16_t *restrict sums, size_t count) {
  for (size_t index = 0; index < count; index++) sums[index] = (uint16_t)(sums[index] + row[index]);
}

typedef uint16_t short_four __attribute__((vector_size(8)));

/* The sums of a block's columns: red, green, blue, and a fourth number that says nothing. Four numbers are read at a time, one more than the
   block has. */
static inline whole add_columns(const uint16_t *at, uint32_t factor) {
  if (factor <= 16) {
    short_four sum = {0, 0, 0, 0};
    for (uint32_t step = 0; step < factor; step++, at += 3) {
      short_four read;
      memcpy(&read, at, sizeof read);
      sum += read;
    }
    return __builtin_convertvector(sum, whole);
  }
  whole sum = {0, 0, 0, 0};
  for (uint32_t step = 0; step < factor; step++, at += 3) {
    short_four read;
    memcpy(&read, at, sizeof read);
    sum += __builtin_convertvector(read, whole);
  }
  return sum;
}

void darkroom_box_shrink(
  const uint8_t *from, size_t stride, uint32_t factor, uint32_t columns, uint32_t rows, uint16_t *sums, uint8_t *out) {
  size_t used = (size_t)columns * factor * 3;
  uint32_t area = factor * factor;
  /* A division for every value would take most of the time; this is exact for the sums of a block. */
  uint64_t inverse = ((1ull << 32) + area - 1) / area;
  sums[used] = 0;
  for (uint32_t row = 0; row < rows; row++) {
    memset(sums, 0, used * sizeof *sums);
    for (uint32_t line = 0; line < factor; line++) add_row(from + stride * ((size_t)row * factor + line), sums, used);
    for (uint32_t column = 0; column < columns; column++) {
      whole sum = add_columns(sums + (size_t)column * factor * 3, factor) + (int32_t)(area / 2);
      for (int channel = 0; channel < 3; channel++) *out++ = (uint8_t)((uint32_t)sum[channel] * inverse >> 32);
    }
  }
}

uint8_t darkroom_middle(const uint8_t *values, size_t count) {
  uint16_t sixteens[16] = {0}, ones[256] = {0};
  for (size_t index = 0; index < count; index++) {
    sixteens[values[index] >> 4]++;
    ones[values[index]]++;
  }
  size_t seen = 0, value = 0;
  while (seen + sixteens[value >> 4] <= count / 2) {
    seen += sixteens[value >> 4];
    value += 16;
  }
  while (seen + ones[value] <= count / 2) seen += ones[value++];
  return (uint8_t)value;
}
