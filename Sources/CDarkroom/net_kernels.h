/* The work of one step, included once for each kind of machine: NAME makes the names differ.

   Values are pixels row by row, the channels of a pixel beside each other and filled up with zeros to whole vectors of eight. */

typedef float NAME(vector) __attribute__((vector_size(32), aligned(4)));
typedef int32_t NAME(integers) __attribute__((vector_size(32), aligned(4)));
#define vector NAME(vector)
#define integers NAME(integers)
#define INLINE static inline __attribute__((always_inline))

INLINE vector NAME(load)(const float *at) { return *(const vector *)at; }
INLINE void NAME(store)(float *at, vector value) { *(vector *)at = value; }
INLINE vector NAME(every)(float value) { return (vector){value, value, value, value, value, value, value, value}; }
/* Masks are all ones or all zeros. */
INLINE vector NAME(select)(integers mask, vector yes, vector no) {
  return (vector)(((integers)yes & mask) | ((integers)no & ~mask));
}
INLINE vector NAME(greater)(vector one, vector other) { return NAME(select)(one > other, one, other); }
INLINE vector NAME(lesser)(vector one, vector other) { return NAME(select)(one < other, one, other); }

/* 1 / (1 + e^-x), to about a unit of the last place. */
INLINE vector NAME(logistic)(vector x) {
  vector power = -NAME(greater)(NAME(lesser)(x, NAME(every)(80)), NAME(every)(-80));
  /* e^power = 2^whole * e^rest, |rest| <= ln 2 / 2; adding and taking away 1.5 * 2^23 rounds. */
  vector whole = (power * 1.44269504f + 12582912.0f) - 12582912.0f;
  vector rest = power - whole * 0.693359375f + whole * 2.12194440e-4f;
  vector sum = NAME(every)(1.9875691e-4f);
  sum = sum * rest + 1.3981999e-3f;
  sum = sum * rest + 8.3334519e-3f;
  sum = sum * rest + 4.1665796e-2f;
  sum = sum * rest + 1.6666665e-1f;
  sum = sum * rest + 5.0000001e-1f;
  sum = sum * rest * rest + rest + 1.0f;
  integers scale = (__builtin_convertvector(whole, integers) + 127) << 23;
  return 1.0f / (1.0f + sum * (vector)scale);
}

INLINE vector NAME(activate)(vector x, int32_t activation, const float *slopes) {
  const vector zero = NAME(every)(0);
  switch (activation) {
  case DARKROOM_NET_RELU: return NAME(greater)(x, zero);
  case DARKROOM_NET_PRELU: return NAME(greater)(x, zero) + NAME(load)(slopes) * NAME(lesser)(x, zero);
  case DARKROOM_NET_HARD_SWISH:
    return x * NAME(lesser)(NAME(greater)(x * (1.0f / 6) + 0.5f, zero), NAME(every)(1));
  case DARKROOM_NET_SIGMOID: return NAME(logistic)(x);
  default: return x;
  }
}

/* Where a tile of a convolution reads and writes. */
typedef struct {
  const float *in, *weights, *second;
  float *out;
  /* Numbers from a pixel to the next, from a kernel's row to the next, and in a row of the kernel. */
  size_t pixel_step, row_step, taps;
  int32_t rows;
  size_t out_step, second_step;
  const float *bias, *slopes;
  int32_t activation;
} NAME(tile);

/* `pixels` neighbours by `vectors` times eight channels, in registers. */
INLINE void NAME(run_tile)(const NAME(tile) * tile, int pixels, int vectors) {
  vector sums[6][2];
#pragma clang loop unroll(full)
  for (int pixel = 0; pixel < pixels; pixel++) {
#pragma clang loop unroll(full)
    for (int index = 0; index < vectors; index++) sums[pixel][index] = NAME(load)(tile->bias + 8 * index);
  }
  const float *weights = tile->weights;
  for (int32_t row = 0; row < tile->rows; row++) {
    const float *in = tile->in + (size_t)row * tile->row_step;
    for (size_t tap = 0; tap < tile->taps; tap++) {
      vector weight[2];
#pragma clang loop unroll(full)
      for (int index = 0; index < vectors; index++) weight[index] = NAME(load)(weights + 8 * index);
#pragma clang loop unroll(full)
      for (int pixel = 0; pixel < pixels; pixel++) {
        vector value = NAME(every)(in[(size_t)pixel * tile->pixel_step + tap]);
#pragma clang loop unroll(full)
        for (int index = 0; index < vectors; index++) sums[pixel][index] += value * weight[index];
      }
      weights += 8 * vectors;
    }
  }
#pragma clang loop unroll(full)
  for (int pixel = 0; pixel < pixels; pixel++) {
#pragma clang loop unroll(full)
    for (int index = 0; index < vectors; index++) {
      vector sum = sums[pixel][index];
      if (tile->second) sum += NAME(load)(tile->second + (size_t)pixel * tile->second_step + 8 * index);
      NAME(store)(
        tile->out + (size_t)pixel * tile->out_step + 8 * index,
        NAME(activate)(sum, tile->activation, tile->slopes + 8 * index));
    }
  }
}

static void NAME(run_tiles)(NAME(tile) tile, int32_t pixels, int vectors) {
  while (pixels > 0) {
    int now = pixels >= 6 ? 6 : pixels >= 4 ? 4 : pixels >= 2 ? 2 : 1;
    if (vectors == 2) {
      if (now == 6) NAME(run_tile)(&tile, 6, 2);
      else if (now == 4) NAME(run_tile)(&tile, 4, 2);
      else if (now == 2) NAME(run_tile)(&tile, 2, 2);
      else NAME(run_tile)(&tile, 1, 2);
    } else {
      if (now == 6) NAME(run_tile)(&tile, 6, 1);
      else if (now == 4) NAME(run_tile)(&tile, 4, 1);
      else if (now == 2) NAME(run_tile)(&tile, 2, 1);
      else NAME(run_tile)(&tile, 1, 1);
    }
    tile.in += (size_t)now * tile.pixel_step;
    tile.out += (size_t)now * tile.out_step;
    if (tile.second) tile.second += (size_t)now * tile.second_step;
    pixels -= now;
  }
}

static void NAME(convolve)(const darkroom_net_step *step, const float *in, const float *second, float *out) {
  size_t out_step = up_to_eight(step->out.channels);
  size_t second_step = up_to_eight(step->second_channels);
  NAME(tile) tile = {
    .pixel_step = (size_t)step->stride * step->in.step, .row_step = (size_t)step->in.width * step->in.step,
    .taps = (size_t)step->kernel * step->in.step, .rows = step->kernel, .out_step = out_step, .second_step = second_step,
    .activation = step->activation};
  /* Single pixels of a kernel lie one after the other in all rows. */
  int is_flat = step->kernel == 1 && step->stride == 1;
  int32_t lines = is_flat ? 1 : step->out.height;
  int32_t columns = is_flat ? step->out.height * step->out.width : step->out.width;
  const float *weights = step->weights;
  for (size_t channel = 0; channel < out_step;) {
    int vectors = (int)tile_channels(step, channel) / 8;
    /* A second value with fewer channels adds nothing to the rest. */
    int has_second = second && channel < second_step;
    tile.bias = step->bias + channel;
    tile.slopes = step->slopes ? step->slopes + channel : step->bias + channel;
    tile.weights = weights;
    for (int32_t line = 0; line < lines; line++) {
      tile.in = in + (size_t)line * (size_t)step->stride * tile.row_step;
      tile.out = out + (size_t)line * (size_t)columns * out_step + channel;
      tile.second = has_second ? second + (size_t)line * (size_t)columns * second_step + channel : NULL;
      NAME(run_tiles)(tile, columns, vectors);
    }
    weights += tile.taps * (size_t)step->kernel * 8 * (size_t)vectors;
    channel += 8 * (size_t)vectors;
  }
}

/* A line of a depthwise convolution, eight channels of it. */
INLINE void NAME(depth_line)(
  const darkroom_net_step *step, const float *in, float *out, int32_t line, size_t channel, int kernel, int stride) {
  size_t channels = up_to_eight(step->in.channels);
  int32_t width = step->in.width, height = step->in.height;
  size_t row_step = (size_t)width * channels;
  int32_t y = line * stride - step->pad_top;
  int top = y < 0 ? -y : 0, bottom = y + kernel > height ? height - y : kernel;
  vector weights[25];
  for (int tap = 0; tap < kernel * kernel; tap++) weights[tap] = NAME(load)(step->weights + (size_t)tap * channels + channel);
  vector bias = NAME(load)(step->bias + channel);
  const float *slopes = step->slopes ? step->slopes + channel : step->bias + channel;
  float *to = out + (size_t)line * (size_t)step->out.width * channels + channel;
  const float *from = in + channel + (ptrdiff_t)y * (ptrdiff_t)row_step;
  for (int32_t column = 0; column < step->out.width; column++, to += channels) {
    int32_t x = column * stride - step->pad_left;
    const float *at = from + (ptrdiff_t)x * (ptrdiff_t)channels;
    vector sum = bias;
    if (top == 0 && bottom == kernel && x >= 0 && x + kernel <= width) {
#pragma clang loop unroll(full)
      for (int row = 0; row < kernel; row++) {
        vector part = NAME(every)(0);
#pragma clang loop unroll(full)
        for (int tap = 0; tap < kernel; tap++) {
          part += NAME(load)(at + (size_t)row * row_step + (size_t)tap * channels) * weights[row * kernel + tap];
        }
        sum += part;
      }
    } else {
      int left = x < 0 ? -x : 0, right = x + kernel > width ? width - x : kernel;
      for (int row = top; row < bottom; row++) {
        for (int tap = left; tap < right; tap++) {
          sum += NAME(load)(at + (ptrdiff_t)row * (ptrdiff_t)row_step + (ptrdiff_t)tap * (ptrdiff_t)channels)
            * weights[row * kernel + tap];
        }
      }
    }
    NAME(store)(to, NAME(activate)(sum, step->activation, slopes));
  }
}

static void NAME(convolve_depth)(const darkroom_net_step *step, const float *in, float *out) {
  size_t channels = up_to_eight(step->in.channels);
  for (int32_t line = 0; line < step->out.height; line++) {
    for (size_t channel = 0; channel < channels; channel += 8) {
      if (step->kernel == 3) NAME(depth_line)(step, in, out, line, channel, 3, step->stride);
      else NAME(depth_line)(step, in, out, line, channel, 5, step->stride);
    }
  }
}

static void NAME(largest)(const darkroom_net_step *step, const float *in, float *out) {
  size_t channels = up_to_eight(step->in.channels), row_step = (size_t)step->in.width * channels;
  for (int32_t line = 0; line < step->out.height; line++) {
    for (int32_t column = 0; column < step->out.width; column++) {
      const float *at = in + (size_t)line * 2 * row_step + (size_t)column * 2 * channels;
      for (size_t channel = 0; channel < channels; channel += 8, at += 8, out += 8) {
        vector upper = NAME(greater)(NAME(load)(at), NAME(load)(at + channels));
        vector lower = NAME(greater)(NAME(load)(at + row_step), NAME(load)(at + row_step + channels));
        NAME(store)(out, NAME(greater)(upper, lower));
      }
    }
  }
}

static void NAME(mean)(const darkroom_net_step *step, const float *in, float *out) {
  size_t channels = up_to_eight(step->in.channels), pixels = (size_t)step->in.width * (size_t)step->in.height;
  for (size_t channel = 0; channel < channels; channel += 8) {
    vector sums[4] = {NAME(every)(0), NAME(every)(0), NAME(every)(0), NAME(every)(0)};
    for (size_t pixel = 0; pixel < pixels; pixel++) sums[pixel & 3] += NAME(load)(in + pixel * channels + channel);
    NAME(store)(out + channel, (sums[0] + sums[1] + sums[2] + sums[3]) * (1.0f / (float)pixels));
  }
}

/* in * second (one number a channel) + third, or in + second. */
static void NAME(combine)(
  const darkroom_net_step *step, const float *in, const float *second, const float *third, float *out) {
  size_t channels = up_to_eight(step->in.channels), pixels = (size_t)step->in.width * (size_t)step->in.height;
  for (size_t pixel = 0; pixel < pixels; pixel++) {
    for (size_t channel = 0; channel < channels; channel += 8) {
      size_t at = pixel * channels + channel;
      vector value = NAME(load)(in + at);
      if (step->kind == DARKROOM_NET_SCALE) value *= NAME(load)(second + channel);
      else value += NAME(load)(second + at);
      if (third) value += NAME(load)(third + at);
      const float *slopes = step->slopes ? step->slopes + channel : step->bias;
      NAME(store)(out + at, step->activation ? NAME(activate)(value, step->activation, slopes) : value);
    }
  }
}

/* Twice as wide and high, bilinear between the pixels' centres. */
static void NAME(enlarge)(const darkroom_net_step *step, const float *in, float *out) {
  size_t channels = up_to_eight(step->in.channels), row_step = (size_t)step->in.width * channels;
  for (int32_t line = 0; line < step->out.height; line++) {
    int32_t near_y = line / 2, far_y = near_y + (line & 1 ? 1 : -1);
    far_y = far_y < 0 ? 0 : far_y >= step->in.height ? step->in.height - 1 : far_y;
    for (int32_t column = 0; column < step->out.width; column++) {
      int32_t near_x = column / 2, far_x = near_x + (column & 1 ? 1 : -1);
      far_x = far_x < 0 ? 0 : far_x >= step->in.width ? step->in.width - 1 : far_x;
      const float *near_row = in + (size_t)near_y * row_step, *far_row = in + (size_t)far_y * row_step;
      size_t near_at = (size_t)near_x * channels, far_at = (size_t)far_x * channels;
      for (size_t channel = 0; channel < channels; channel += 8, out += 8) {
        vector near_value = NAME(load)(near_row + near_at + channel) * 0.75f + NAME(load)(near_row + far_at + channel) * 0.25f;
        vector far_value = NAME(load)(far_row + near_at + channel) * 0.75f + NAME(load)(far_row + far_at + channel) * 0.25f;
        NAME(store)(out, near_value * 0.75f + far_value * 0.25f);
      }
    }
  }
}

/* The first four channels of each pixel become a square of two by two. */
static void NAME(unfold)(const darkroom_net_step *step, const float *in, float *out) {
  size_t channels = up_to_eight(step->in.channels), width = (size_t)step->in.width;
  for (size_t line = 0; line < (size_t)step->in.height; line++) {
    float *upper = out + line * 4 * width, *lower = upper + 2 * width;
    for (size_t column = 0; column < width; column++) {
      const float *at = in + (line * width + column) * channels;
      vector value = NAME(activate)(NAME(load)(at), step->activation, at);
      upper[2 * column] = value[0];
      upper[2 * column + 1] = value[1];
      lower[2 * column] = value[2];
      lower[2 * column + 1] = value[3];
    }
  }
}

static void NAME(run)(const darkroom_net_step *step, float *memory) {
  const float *in = memory + step->in.place;
  const float *second = step->second < 0 ? NULL : memory + step->second;
  const float *third = step->third < 0 ? NULL : memory + step->third;
  float *out = memory + step->out.place;
  switch (step->kind) {
  case DARKROOM_NET_CONVOLVE: NAME(convolve)(step, in, second, out); break;
  case DARKROOM_NET_CONVOLVE_DEPTH: NAME(convolve_depth)(step, in, out); break;
  case DARKROOM_NET_LARGEST: NAME(largest)(step, in, out); break;
  case DARKROOM_NET_MEAN: NAME(mean)(step, in, out); break;
  case DARKROOM_NET_ENLARGE: NAME(enlarge)(step, in, out); break;
  case DARKROOM_NET_UNFOLD: NAME(unfold)(step, in, out); break;
  default: NAME(combine)(step, in, second, third, out); break;
  }
}

#undef vector
#undef integers
#undef INLINE
