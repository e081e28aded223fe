#ifndef BIYING_DARKROOM_H
#define BIYING_DARKROOM_H

#include <stddef.h>
#include <stdint.h>

/* libjpeg and libpng leave by longjmp, which Swift cannot cross: each function here catches it and answers a code. Warnings of
   libjpeg are treated as errors. Nothing is shared between readers; a reader is used by one thread at a time. */

enum {
  DARKROOM_FINE = 0,
  DARKROOM_CUT_OFF = 1,
  DARKROOM_DAMAGED = 2,
  DARKROOM_NO_MEMORY = 3,
  DARKROOM_TOO_MANY_SCANS = 4,
  /* The library reads another size or other components than the caller's own header walk. */
  DARKROOM_OTHER_HEADER = 5,
  /* The output buffer is full. */
  DARKROOM_FULL = 6,
};

/* ---- JPEG, reading ---- */

enum { DARKROOM_OUT_RGB = 0, DARKROOM_OUT_CMYK = 1 };

typedef struct darkroom_jpeg darkroom_jpeg;

typedef struct {
  /* What the caller read in the header and has limited. */
  uint32_t width, height, components;
  /* 1, 2, 4 or 8: the picture comes at 1/scale. */
  uint32_t scale;
  /* DARKROOM_OUT_RGB for grey, YCbCr and RGB files, DARKROOM_OUT_CMYK for CMYK and YCCK. */
  int32_t output;
  /* Bytes libjpeg may hold; beyond that it answers DARKROOM_NO_MEMORY. */
  size_t memory_bytes;
  uint32_t scans;
} darkroom_jpeg_wish;

typedef struct {
  uint32_t width, height;
} darkroom_size;

/* Null when memory is out. */
darkroom_jpeg *darkroom_jpeg_make(void);
void darkroom_jpeg_free(darkroom_jpeg *reader);
/* `bytes` must stay where they are until the reader is freed. */
int32_t darkroom_jpeg_start(
  darkroom_jpeg *reader, const uint8_t *bytes, size_t count, const darkroom_jpeg_wish *wish, darkroom_size *size);
/* The next `rows` rows from the top as stored; three (or, CMYK, four) bytes a pixel. */
int32_t darkroom_jpeg_rows(darkroom_jpeg *reader, uint8_t *out, size_t stride, uint32_t rows);
/* Reads up to the end-of-image marker, which must be there. */
int32_t darkroom_jpeg_finish(darkroom_jpeg *reader);

/* ---- JPEG, writing ---- */

typedef struct {
  uint32_t width, height;
  int32_t quality;
  /* 1: 4:4:4; 2: 4:2:0 */
  int32_t chroma_step;
  uint32_t dots_per_inch;
} darkroom_jpeg_plan;

/* Baseline JFIF of 24-bit RGB rows without padding, Huffman tables optimised. `used` bytes of `out` are filled. */
int32_t darkroom_jpeg_write(
  const uint8_t *rgb, const darkroom_jpeg_plan *plan, uint8_t *out, size_t capacity, size_t *used);

/* ---- PNG, reading ---- */

typedef struct darkroom_png darkroom_png;

typedef struct {
  uint32_t width, height;
  /* 3: RGB, 4: RGBA (expanded from whatever is stored) */
  uint32_t channels;
  uint32_t is_interlaced;
  /* An ICC profile, valid until the reader is freed; null when there is none. */
  const uint8_t *profile;
  size_t profile_count;
} darkroom_png_found;

darkroom_png *darkroom_png_make(void);
void darkroom_png_free(darkroom_png *reader);
int32_t darkroom_png_start(
  darkroom_png *reader, const uint8_t *bytes, size_t count, uint32_t width, uint32_t height, size_t chunk_bytes,
  darkroom_png_found *found);
/* The next rows of a picture that is not interlaced. */
int32_t darkroom_png_rows(darkroom_png *reader, uint8_t *out, size_t stride, uint32_t rows);
/* All rows of an interlaced one. */
int32_t darkroom_png_whole(darkroom_png *reader, uint8_t *out, size_t stride);
int32_t darkroom_png_finish(darkroom_png *reader);

/* ---- Colour ---- */

enum { DARKROOM_GREY = 0, DARKROOM_RGB = 1, DARKROOM_CMYK = 2, DARKROOM_CMYK_INVERTED = 3 };

typedef struct darkroom_colour darkroom_colour;

/* From an ICC profile to sRGB, relative colorimetric with black point compensation; null when the profile is broken or of
   another colour model. */
darkroom_colour *darkroom_colour_make(const uint8_t *profile, size_t count, int32_t model);
/* Adobe RGB (1998), which DCF cameras announce without embedding it. */
darkroom_colour *darkroom_colour_make_adobe_rgb(void);
void darkroom_colour_free(darkroom_colour *colour);
/* Whether it is sRGB under whatever name; then there is nothing to apply. */
int32_t darkroom_colour_changes_nothing(const darkroom_colour *colour);
/* One byte (grey), three or four a pixel in, three out; in and out may be the same for RGB. */
void darkroom_colour_apply(darkroom_colour *colour, const uint8_t *in, uint8_t *out, size_t pixels);

/* ---- Turning ---- */

/* Copies RGB pixels that lie `step` bytes apart to neighbours. One byte behind each pixel may be read too. */
void darkroom_gather_pixels(const uint8_t *from, ptrdiff_t step, uint8_t *to, size_t count);
/* Makes columns of RGB pixels into rows: `columns` neighbours, each of `count` pixels that lie `step` bytes apart, go to rows that
   lie `row` bytes apart. */
void darkroom_turn_pixels(
  const uint8_t *from, ptrdiff_t step, uint8_t *to, ptrdiff_t row, size_t columns, size_t count);

/* ---- Resampling ---- */

/* Weights are in 1/16384 and sum to that; sums of absolute weights stay below 2. `taps` is even. */

/* out[i] = the weighted sum over the taps of rows[t][i], times 64: -16384...32767. */
void darkroom_weigh_rows(const uint8_t *const *rows, const int16_t *weights, size_t taps, int16_t *out, size_t count);
/* For each of `count` RGB pixels out: the weighted sum of `taps` pixels of `row` (as darkroom_weigh_rows gives them) from
   first[i] on, rounded to 0...255. `row` may be read five numbers beyond its last pixel; `weights` has `taps` numbers for each
   pixel out. */
void darkroom_weigh_columns(
  const int16_t *row, const int32_t *first, const int16_t *weights, size_t taps, uint8_t *out, size_t count);

/* ---- Sampling ---- */

/* RGB rows without padding. */
typedef struct {
  const uint8_t *rgb;
  uint32_t width, height;
} darkroom_picture;

/* From column and row of a crop to those of a picture, both of pixels' corners at the upper left: x = xx*column + xy*row + x0. */
typedef struct {
  float xx, xy, x0, yx, yy, y0;
} darkroom_affine;

/* The crop's pixels, three floats each, row by row: bytes read bilinearly, times `scale`, plus `offset`. What lies outside the picture
   is black, or else the nearest pixel of its edge. */
void darkroom_sample(
  const darkroom_picture *picture, const darkroom_affine *crop, uint32_t columns, uint32_t rows, int32_t is_black_outside,
  float scale, float offset, float *out);

/* Means of blocks of `factor` x `factor` RGB pixels (2 to 64), rounded half up: `rows` rows of `columns` blocks from `from` on. `sums`
   has room for columns*factor*3 + 1 numbers. */
void darkroom_box_shrink(
  const uint8_t *from, size_t stride, uint32_t factor, uint32_t columns, uint32_t rows, uint16_t *sums, uint8_t *out);

/* The value in the middle of `count` (1 to 65535) when sorted; the upper one of two. */
uint8_t darkroom_middle(const uint8_t *values, size_t count);

/* ---- Running small networks ---- */

/* A value of a network is an image: pixels row by row, the channels of a pixel beside each other and filled up with zeros to whole eights
   (`step` numbers from pixel to pixel; three for the picture that goes in). All values lie in one memory of floats. */
typedef struct {
  int32_t height, width, channels;
  size_t step;
  /* First number in the memory. */
  size_t place;
} darkroom_net_value;

enum {
  DARKROOM_NET_CONVOLVE = 0,
  DARKROOM_NET_CONVOLVE_DEPTH = 1,
  /* The largest of two by two. */
  DARKROOM_NET_LARGEST = 2,
  /* The mean of all pixels. */
  DARKROOM_NET_MEAN = 3,
  /* Times one number a channel (`second`), plus `third` when there is one. */
  DARKROOM_NET_SCALE = 4,
  DARKROOM_NET_ADD = 5,
  /* Twice as wide and high, bilinear. */
  DARKROOM_NET_ENLARGE = 6,
  /* Four channels of a pixel become two by two pixels of one. */
  DARKROOM_NET_UNFOLD = 7,
};

enum {
  DARKROOM_NET_PLAIN = 0,
  DARKROOM_NET_RELU = 1,
  /* Negative values times a slope of their channel. */
  DARKROOM_NET_PRELU = 2,
  DARKROOM_NET_HARD_SWISH = 3,
  DARKROOM_NET_SIGMOID = 4,
};

typedef struct {
  int32_t kind, activation;
  darkroom_net_value in, out;
  /* Places of further values that are read; negative for none. A convolution adds `second`, which may have fewer channels. */
  ptrdiff_t second, third;
  int32_t second_channels;
  /* Of convolutions: pixels a side of the kernel, pixels from one place to the next, rows and columns of zeros before the first (only
     depthwise ones may have them). */
  int32_t kernel, stride, pad_top, pad_left;
  /* As darkroom_net_pack lays them; one number a channel, filled up to eights. */
  const float *weights, *bias, *slopes;
} darkroom_net_step;

/* Lays a convolution's weights as they are used: `given` has them by output channel, input channel, row and column. Nothing is
   written when `packed` is null; says how many numbers are needed. */
size_t darkroom_net_pack(const darkroom_net_step *step, const float *given, float *packed);
/* Runs steps in order on the calling thread; plain leaves out what newer processors have. */
void darkroom_net_run(const darkroom_net_step *steps, size_t count, float *memory, int is_plain);

#endif
