#include "darkroom.h"

#include <string.h>

/* The face models are small: a general library spends as much on carrying their values from one layout to another as on the sums. Here
   each convolution takes what follows it (sum, activation) along while its numbers are in registers. */

static size_t up_to_eight(int32_t channels) { return ((size_t)channels + 7) / 8 * 8; }

/* How many channels a tile takes from that one on: two eights, or one where the last or the added value's last stands alone. */
static size_t tile_channels(const darkroom_net_step *step, size_t channel) {
  size_t all = up_to_eight(step->out.channels), added = up_to_eight(step->second_channels);
  if (channel + 16 > all) return 8;
  return step->second >= 0 && channel < added && channel + 16 > added ? 8 : 16;
}

/* Vectors never leave a function that is not inlined: how they would be handed over does not matter. */
#pragma clang diagnostic ignored "-Wpsabi"

#define NAME(name) plain_##name
#include "net_kernels.h"
#undef NAME

#if defined(__x86_64__)

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define NAME(name) wide_##name
#include "net_kernels.h"
#undef NAME
#pragma clang attribute pop

static int is_wide(void) { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }

#else

static int is_wide(void) { return 0; }
static void wide_run(const darkroom_net_step *step, float *memory) { plain_run(step, memory); }

#endif

void darkroom_net_run(const darkroom_net_step *steps, size_t count, float *memory, int is_plain) {
  void (*run)(const darkroom_net_step *, float *) = is_wide() && !is_plain ? wide_run : plain_run;
  for (size_t index = 0; index < count; index++) run(steps + index, memory);
}

static size_t pack_depth(const darkroom_net_step *step, const float *given, float *packed) {
  size_t channels = up_to_eight(step->in.channels), taps = (size_t)step->kernel * (size_t)step->kernel;
  if (packed == NULL) return channels * taps;
  memset(packed, 0, channels * taps * sizeof *packed);
  for (size_t channel = 0; channel < (size_t)step->in.channels; channel++) {
    for (size_t tap = 0; tap < taps; tap++) packed[tap * channels + channel] = given[channel * taps + tap];
  }
  return channels * taps;
}

size_t darkroom_net_pack(const darkroom_net_step *step, const float *given, float *packed) {
  if (step->kind == DARKROOM_NET_CONVOLVE_DEPTH) return pack_depth(step, given, packed);
  size_t kernel = (size_t)step->kernel, in = (size_t)step->in.channels, out = (size_t)step->out.channels;
  size_t needed = up_to_eight(step->out.channels) * kernel * kernel * step->in.step;
  if (packed == NULL) return needed;
  memset(packed, 0, needed * sizeof *packed);
  float *to = packed;
  for (size_t channel = 0, width = 0; channel < up_to_eight(step->out.channels); channel += width) {
    width = tile_channels(step, channel);
    for (size_t tap = 0; tap < kernel * kernel; tap++) {
      for (size_t from = 0; from < step->in.step; from++, to += width) {
        for (size_t index = 0; index < width && channel + index < out && from < in; index++) {
          to[index] = given[((channel + index) * in + from) * kernel * kernel + tap];
        }
      }
    }
  }
  return needed;
}
