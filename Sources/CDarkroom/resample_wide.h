#ifndef BIYING_RESAMPLE_WIDE_H
#define BIYING_RESAMPLE_WIDE_H

#include <stddef.h>
#include <stdint.h>

/* Whether this machine has the wide registers (AVX2). */
int resample_can_be_wide(void);
/* As darkroom_weigh_rows, as far as whole registers go: how many numbers were written. */
size_t resample_wide_rows(const uint8_t *const *rows, const int16_t *weights, size_t taps, int16_t *out, size_t count);
/* As darkroom_weigh_columns; reads five numbers beyond the last pixel. */
void resample_wide_columns(
  const int16_t *row, const int32_t *first, const int16_t *weights, size_t taps, uint8_t *out, size_t count);

#endif
