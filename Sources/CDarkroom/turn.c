#include "darkroom.h"

#include <string.h>

void darkroom_gather_pixels(const uint8_t *from, ptrdiff_t step, uint8_t *to, size_t count) {
  if (count == 0) return;
  /* Four bytes at once: the fourth is overwritten by the next pixel. The last pixel takes three. */
  for (size_t pixel = 0; pixel + 1 < count; pixel++) {
    uint32_t four;
    memcpy(&four, from, 4);
    memcpy(to, &four, 4);
    from += step;
    to += 3;
  }
  memcpy(to, from, 3);
}

void darkroom_turn_pixels(
  const uint8_t *from, ptrdiff_t step, uint8_t *to, ptrdiff_t row, size_t columns, size_t count) {
  for (size_t column = 0; column < columns; column++) {
    darkroom_gather_pixels(from + column * 3, step, to + row * (ptrdiff_t)column, count);
  }
}
